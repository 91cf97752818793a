package io.reelsync.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.reelsync.limit.PauseReason;
import io.reelsync.limit.Pauses;
import io.reelsync.samplesite.SampleSite;
import io.reelsync.samplesite.SampleSiteSettings;
import io.reelsync.samplesite.control.LoggedRequest;
import io.reelsync.samplesite.control.Misbehaviour;
import io.reelsync.source.BrokenPageException;
import io.reelsync.source.PageRequest;
import io.reelsync.source.Reason;
import io.reelsync.source.SubjectId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExchangeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration INTERVAL = Duration.ofMillis(250);
    private static WorkerUnderTest worker;

    private final long film = worker.site.listedFilms().get(0);
    private final String path = "/subject/" + film + "/";

    @BeforeAll
    static void start() {
        worker = new WorkerUnderTest("4/1s", null);
    }

    @AfterAll
    static void stop() {
        worker.close();
    }

    @BeforeEach
    void forget() {
        worker.forget();
    }

    @Test
    void givesAGoodPageAsItIs() throws Exception {
        Exchange.Result result = ask(film);

        assertThat(result).isInstanceOfSatisfying(Exchange.Result.Readable.class, page -> {
            assertThat(page.answer().address()).hasPath(path);
            assertThat(page.answer().text())
                    .contains(worker.site.truth(film).orElseThrow().title());
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"SLOW", "DRIP"})
    void givesUpAnAnswerThatIsNotWholeInTime(Misbehaviour kind) {
        worker.site.misbehave(path, kind, 0, "");
        long began = System.nanoTime();

        BrokenPageException broken = refusal(film);

        assertThat(broken.reason()).isEqualTo(Reason.NO_ANSWER);
        assertThat(broken).hasMessage("no whole answer within PT1.5S from " + worker.site.url() + path);
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isBetween(Duration.ofMillis(1_400), Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @EnumSource(names = {"ENORMOUS", "GZIP_BOMB"})
    void readsNoMoreThanAPageMayHave(Misbehaviour kind) {
        worker.site.misbehave(path, kind, 0, "");

        BrokenPageException broken = refusal(film);

        assertThat(broken.reason()).isEqualTo(Reason.TOO_LARGE);
        assertThat(broken).hasMessageContaining("more than 5242880B at ");
    }

    @Test
    void takesACutAnswerForNone() {
        worker.site.misbehave(path, Misbehaviour.CUT, 0, "");

        assertThat(refusal(film).reason()).isEqualTo(Reason.NO_ANSWER);
    }

    @ParameterizedTest
    @EnumSource(names = {"BROKEN", "EMPTY", "WRONG_TYPE"})
    void takesNoOtherAnswerForAPage(Misbehaviour kind) {
        worker.site.misbehave(path, kind, 0, "");

        assertThat(refusal(film).reason()).isIn(Reason.BAD_STATUS, Reason.WRONG_CONTENT_TYPE, Reason.TRUNCATED);
        assertThat(worker.site.requests()).hasSize(1);
    }

    @Test
    void followsARedirectWithinTheSourceUnderAPermitOfItsOwn() throws Exception {
        worker.site.misbehave(path, Misbehaviour.REDIRECT, 1, path + "?from=redirect");
        long began = System.nanoTime();

        assertThat(ask(film)).isInstanceOf(Exchange.Result.Readable.class);

        assertThat(worker.site.requests())
                .extracting(LoggedRequest::path)
                .containsExactly(path, path + "?from=redirect");
        keepsTheInterval(began);
    }

    @Test
    void leavesALoopAfterAFewPermits() {
        worker.site.misbehave(path, Misbehaviour.REDIRECT, 0, path);
        long began = System.nanoTime();

        BrokenPageException broken = refusal(film);

        assertThat(broken.reason()).isEqualTo(Reason.BAD_REDIRECT);
        assertThat(broken).hasMessage("more than 3 redirects from " + worker.site.url() + path);
        assertThat(worker.site.requests()).hasSize(4);
        keepsTheInterval(began);
    }

    @Test
    void neverFollowsARedirectToAnotherHost() {
        try (SampleSite other = SampleSite.start(SampleSiteSettings.defaults().withSize(10))) {
            worker.site.misbehave(path, Misbehaviour.REDIRECT, 0, "http://localhost:" + other.port() + "/");

            assertThat(refusal(film).reason()).isEqualTo(Reason.BAD_REDIRECT);

            assertThat(other.requests()).isEmpty();
            assertThat(worker.site.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://127.0.0.1/subject/1/",
                "file:///etc/passwd",
                "javascript:alert(1)",
                "http://0x7f.1/",
                "http://[::1]/",
                "http://169.254.169.254/latest/",
                "//elsewhere.example/",
                "http://127.0.0.1@elsewhere.example/",
                "http:///",
                "http://%zz/"
            })
    void neverFollowsARedirectToAnotherSchemeOrAFormThatHidesAnAddress(String target) {
        worker.site.misbehave(path, Misbehaviour.REDIRECT, 0, target);

        assertThat(refusal(film).reason()).isEqualTo(Reason.BAD_REDIRECT);

        assertThat(worker.site.requests()).hasSize(1);
    }

    @Test
    void leavesAThrottlingSourceAloneForAsLongAsItAsks() throws Exception {
        worker.site.misbehave(path, Misbehaviour.THROTTLED, 1, "120");

        assertThat(ask(film)).isEqualTo(new Exchange.Result.NotNow(PauseReason.THROTTLED, Duration.ofSeconds(120)));
        assertThat(ask(film)).isInstanceOfSatisfying(Exchange.Result.NotNow.class, notNow -> {
            assertThat(notNow.refusal()).isNull();
            assertThat(notNow.delay()).isBetween(Duration.ofSeconds(90), Duration.ofSeconds(120));
        });

        assertThat(worker.site.requests()).hasSize(1);
        assertThat(worker.bean(Pauses.class).find("douban").orElseThrow().reason())
                .isEqualTo("THROTTLED");
    }

    @ParameterizedTest
    @EnumSource(names = {"CHALLENGED", "CHALLENGED_INLINE", "LOGIN_WALL"})
    void leavesARouteAloneThatChallengesUsAndReadsByAnother(Misbehaviour kind) throws Exception {
        worker.site.misbehave("/subject/", kind, 0, "");

        assertThat(ask(film)).isEqualTo(new Exchange.Result.NotNow(PauseReason.CHALLENGED, Duration.ZERO));
        assertThat(worker.site.requests()).hasSize(1);
        assertThat(ask(film)).isInstanceOfSatisfying(Exchange.Result.Readable.class, page -> assertThat(page.route())
                .isEqualTo("json"));

        assertThat(worker.site.requests()).hasSize(2);
        assertThat(worker.bean(Pauses.class).find("douban")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"CHALLENGED", "CHALLENGED_INLINE", "LOGIN_WALL"})
    void stopsWhereEveryRouteChallengesUsAndNeverTriesToGetRoundIt(Misbehaviour kind) throws Exception {
        worker.site.misbehave("/", kind, 0, "");

        ask(film);
        assertThat(ask(film)).isEqualTo(new Exchange.Result.NotNow(PauseReason.CHALLENGED, Duration.ofMinutes(1)));
        assertThat(ask(film)).isInstanceOfSatisfying(Exchange.Result.NotNow.class, notNow -> assertThat(notNow.delay())
                .isPositive());

        assertThat(worker.site.requests()).hasSize(2);
        assertThat(worker.bean(Pauses.class).find("douban")).isPresent();
    }

    @Test
    void oneProbeTellsWhetherARouteIsOpenAgain() throws Exception {
        worker.site.misbehave("/subject/", Misbehaviour.CHALLENGED, 2, "");
        ask(film);
        worker.endPause();
        assertThat(ask(film)).isEqualTo(new Exchange.Result.NotNow(PauseReason.CHALLENGED, Duration.ZERO));
        assertThat(worker.sql()
                        .sql("SELECT refusals FROM source_pauses WHERE route = 'page'")
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);

        worker.endPause();

        for (int i = 0; i < 2; i++) {
            assertThat(ask(film))
                    .isInstanceOfSatisfying(Exchange.Result.Readable.class, page -> assertThat(page.route())
                            .isEqualTo("page"));
        }
    }

    @Test
    void aBanIsTheWholeSources() throws Exception {
        worker.site.misbehave(path, Misbehaviour.FORBIDDEN, 1, "");

        assertThat(ask(film)).isEqualTo(new Exchange.Result.NotNow(PauseReason.THROTTLED, Duration.ofMinutes(1)));

        assertThat(worker.site.requests()).hasSize(1);
    }

    @Test
    void sendsNothingThatIsHeldBackAtTheLastMoment() throws Exception {
        assertThat(worker.bean(Exchange.class)
                        .ask(
                                worker.source(),
                                new Question(
                                        "" + film,
                                        () -> requests(film),
                                        PATIENCE,
                                        false,
                                        () -> true,
                                        () -> Optional.of(PATIENCE))))
                .isEqualTo(new Exchange.Result.NotNow(null, PATIENCE));

        assertThat(worker.site.requests()).isEmpty();
    }

    @Test
    void followsTheRedirectOfASeriesThatWasTakenForAFilm() throws Exception {
        worker.site.misbehave("/subject/", Misbehaviour.CHALLENGED, 1, "");
        ask(film);
        long series = worker.site.listed("tv").get(0);

        assertThat(ask(series)).isInstanceOfSatisfying(Exchange.Result.Readable.class, page -> assertThat(
                        page.answer().address())
                .hasPath("/rexxar/api/v2/tv/" + series));
    }

    @Test
    void leavesASourceAloneThatFailsMostRequestsAndBlamesNoPageForIt() throws Exception {
        worker.site.misbehave("/subject/", Misbehaviour.BROKEN, 0, "");
        Exchange.Result result = null;
        int failed = 0;
        while (result == null && failed < 30) {
            try {
                result = ask(worker.site.listedFilms().get(failed));
            } catch (BrokenPageException broken) {
                failed++;
            }
        }

        assertThat(result).isEqualTo(new Exchange.Result.NotNow(PauseReason.UNAVAILABLE, Duration.ofMinutes(1)));
        assertThat(failed).isEqualTo(9);
        assertThat(worker.bean(Pauses.class).find("douban").orElseThrow().reason())
                .isEqualTo("UNAVAILABLE");
    }

    @Test
    void aTitleThatIsBrokenAfterAPauseSpendsItsAttemptAndAnotherOneTellsThatTheSourceIsOpen() throws Exception {
        worker.bean(Pauses.class).pause("douban", PauseReason.THROTTLED, "status 429", null);
        worker.endPause();
        worker.site.misbehave(path, Misbehaviour.BROKEN, 0, "");

        for (int attempt = 0; attempt < 4; attempt++) {
            assertThat(refusal(film)).satisfies(broken -> {
                assertThat(broken.reason()).isEqualTo(Reason.BAD_STATUS);
                assertThat(broken.retryAfter()).as("another goes first").isEqualTo(Duration.ofSeconds(5));
            });
        }
        assertThat(ask(worker.site.listedFilms().get(1))).isInstanceOf(Exchange.Result.Readable.class);

        assertThat(refusals()).isEqualTo(1);
        assertThat(refusal(film).retryAfter()).as("no probe any more").isNull();
    }

    @Test
    void pausesForLongerWhereThreeTitlesFailAfterAPause() throws Exception {
        worker.bean(Pauses.class).pause("douban", PauseReason.UNAVAILABLE, "status 500", null);
        worker.endPause();
        worker.site.misbehave("/subject/", Misbehaviour.BROKEN, 0, "");
        refusal(film);
        refusal(worker.site.listedFilms().get(1));

        assertThat(ask(worker.site.listedFilms().get(2)))
                .isEqualTo(new Exchange.Result.NotNow(PauseReason.UNAVAILABLE, Duration.ofMinutes(2)));

        worker.endPause();
        worker.site.behave();
        assertThat(ask(film)).isInstanceOf(Exchange.Result.Readable.class);
        assertThat(ask(film)).isInstanceOf(Exchange.Result.Readable.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"WITHHELD", "SOFT_GONE", "EMPTY", "WRONG_TYPE"})
    void anyAnswerAboutATitleTellsThatTheSourceIsOpen(Misbehaviour kind) throws Exception {
        worker.bean(Pauses.class).pause("douban", PauseReason.THROTTLED, "status 429", null);
        worker.endPause();
        worker.site.misbehave(path, kind, 0, "");

        catchThrowableOfType(BrokenPageException.class, () -> ask(film));

        assertThat(refusals()).isEqualTo(1);
        assertThat(worker.sql()
                        .sql("SELECT COUNT(*) FROM source_pauses WHERE answered_at IS NOT NULL")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void aTitleThatIsWithheldPausesNothing() throws Exception {
        worker.site.misbehave(path, Misbehaviour.WITHHELD, 0, "");

        for (int attempt = 0; attempt < 5; attempt++) {
            assertThat(refusal(film).reason()).isEqualTo(Reason.WITHHELD);
        }

        assertThat(refusals()).isZero();
        assertThat(ask(worker.site.listedFilms().get(1))).isInstanceOf(Exchange.Result.Readable.class);
    }

    @Test
    void anUnknownCodeOfOneTitlePausesNothing() throws Exception {
        worker.site.misbehave(path, Misbehaviour.UNKNOWN_CODE, 0, "");
        ask(worker.site.listedFilms().get(1));
        ask(worker.site.listedFilms().get(2));

        for (int attempt = 0; attempt < 5; attempt++) {
            assertThat(refusal(film).reason()).isEqualTo(Reason.UNKNOWN_CODE);
        }

        assertThat(refusals()).isZero();
    }

    @Test
    void anUnknownCodeThatItsNeighboursGetTooIsMeantForUs() throws Exception {
        worker.site.misbehave("/", Misbehaviour.UNKNOWN_CODE, 0, "");
        refusal(film);
        refusal(worker.site.listedFilms().get(1));

        assertThat(ask(worker.site.listedFilms().get(2)))
                .isEqualTo(new Exchange.Result.NotNow(PauseReason.THROTTLED, Duration.ofMinutes(1)));

        assertThat(worker.site.requests()).hasSize(3);
    }

    @Test
    void saysIntoWhichTitleOneWasMergedAndAsksForNeither() throws Exception {
        long other = worker.site.listedFilms().get(1);
        worker.site.misbehave(path, Misbehaviour.MERGED, 0, "" + other);

        assertThat(ask(film)).isEqualTo(new Exchange.Result.Merged(new SubjectId("douban", other)));

        assertThat(worker.site.requests()).hasSize(1);
    }

    private static int refusals() {
        return worker.sql()
                .sql("SELECT COALESCE(SUM(refusals), 0) FROM source_pauses")
                .query(Integer.class)
                .single();
    }

    @Test
    void sendsNothingOnceNobodyWantsItAnyMore() throws Exception {
        worker.bean(Pauses.class).pause("douban", PauseReason.THROTTLED, "status 429", null);

        assertThat(worker.bean(Exchange.class)
                        .ask(
                                worker.source(),
                                new Question(
                                        "" + film,
                                        () -> requests(film),
                                        Duration.ofMinutes(5),
                                        false,
                                        () -> false,
                                        Optional::empty)))
                .isEqualTo(new Exchange.Result.NotWanted());

        assertThat(worker.site.requests()).isEmpty();
    }

    @Test
    void tellsWhenTheSourceWantsAFailedPageToBeAskedForAgain() {
        worker.site.misbehave(path, Misbehaviour.UNAVAILABLE, 0, "");

        assertThat(refusal(film)).satisfies(broken -> {
            assertThat(broken.reason()).isEqualTo(Reason.BAD_STATUS);
            assertThat(broken.retryAfter()).isNull();
        });
    }

    @Test
    void saysThatATitleIsGone() throws Exception {
        assertThat(ask(1)).isInstanceOf(Exchange.Result.Gone.class);
    }

    private static Exchange.Result ask(long number) throws BrokenPageException, InterruptedException {
        return worker.bean(Exchange.class)
                .ask(
                        worker.source(),
                        new Question(
                                "" + number, () -> requests(number), PATIENCE, false, () -> true, Optional::empty));
    }

    private static List<PageRequest> requests(long number) {
        return worker.source().reader().detailsRoutes().stream()
                .map(route -> route.request(new SubjectId("douban", number), null))
                .toList();
    }

    private static BrokenPageException refusal(long number) {
        return catchThrowableOfType(BrokenPageException.class, () -> ask(number));
    }

    /** Counted from before the first request: what holds a thread up makes that longer, never shorter. */
    private static void keepsTheInterval(long began) {
        List<LoggedRequest> requests = worker.site.requests();
        for (int i = 0; i < requests.size(); i++) {
            assertThat(Duration.ofNanos(requests.get(i).nanoTime() - began))
                    .isGreaterThanOrEqualTo(INTERVAL.multipliedBy(i));
        }
    }
}
