package io.reelsync.worker.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reelsync.limit.CircuitBreaker;
import io.reelsync.limit.CircuitBreaker.Scope;
import io.reelsync.limit.PauseReason;
import io.reelsync.limit.Pauses;
import io.reelsync.samplesite.SampleSite;
import io.reelsync.samplesite.SampleSiteSettings;
import io.reelsync.samplesite.control.LoggedRequest;
import io.reelsync.samplesite.control.Misbehaviour;
import io.reelsync.source.Kind;
import io.reelsync.source.PageRequest;
import io.reelsync.source.Reason;
import io.reelsync.source.Response;
import io.reelsync.source.SubjectId;
import io.reelsync.worker.TaskResult;
import io.reelsync.worker.WorkerUnderTest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
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
        Fetched result = ask(film);

        assertThat(result).isInstanceOfSatisfying(Fetched.Page.class, page -> {
            assertThat(page.received().response().address()).hasPath(path);
            assertThat(page.received().response().text())
                    .contains(worker.site.truth(film).orElseThrow().title());
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"SLOW", "DRIP"})
    void givesUpAnAnswerThatIsNotWholeInTime(Misbehaviour kind) throws Exception {
        worker.site.misbehave(path, kind, 0, "");
        long began = System.nanoTime();

        TaskResult.Failed broken = refusal(film);

        assertThat(broken.reason()).isEqualTo(Reason.NO_ANSWER);
        assertThat(broken.detail()).endsWith("no whole answer within PT1.5S from " + worker.site.url() + path);
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isBetween(Duration.ofMillis(1_400), Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @EnumSource(names = {"ENORMOUS", "GZIP_BOMB"})
    void readsNoMoreThanAPageMayHave(Misbehaviour kind) throws Exception {
        worker.site.misbehave(path, kind, 0, "");

        TaskResult.Failed broken = refusal(film);

        assertThat(broken.reason()).isEqualTo(Reason.TOO_LARGE);
        assertThat(broken.detail()).contains("more than 5242880B at ");
    }

    @Test
    void takesACutAnswerForNone() throws Exception {
        worker.site.misbehave(path, Misbehaviour.CUT, 0, "");

        assertThat(refusal(film).reason()).isEqualTo(Reason.NO_ANSWER);
    }

    @ParameterizedTest
    @EnumSource(names = {"BROKEN", "EMPTY", "WRONG_TYPE"})
    void takesNoOtherAnswerForAPage(Misbehaviour kind) throws Exception {
        worker.site.misbehave(path, kind, 0, "");

        assertThat(refusal(film).reason()).isIn(Reason.BAD_STATUS, Reason.WRONG_CONTENT_TYPE, Reason.TRUNCATED);
        assertThat(worker.site.requests()).hasSize(1);
    }

    @Test
    void followsNoRedirectOutOfTheSourceNorToWhereOthersCanReadWhatARequestCarries() {
        String host = worker.site.url().getHost();
        Response secret = new Response(URI.create("https://" + host + "/subject/1/"), 302, Map.of(), new byte[0]);
        Response open = new Response(URI.create("http://" + host + "/subject/1/"), 302, Map.of(), new byte[0]);

        assertThat(Exchange.target(worker.source(), secret, "/subject/2/"))
                .hasValue(URI.create("https://" + host + "/subject/2/"));
        assertThat(Exchange.target(worker.source(), secret, "http://" + host + "/subject/2/"))
                .isEmpty();
        assertThat(Exchange.target(worker.source(), open, "http://" + host + "/subject/2/"))
                .isPresent();
        assertThat(Exchange.target(worker.source(), open, "https://elsewhere.example/subject/2/"))
                .isEmpty();
    }

    @Test
    void followsARedirectWithinTheSourceUnderAPermitOfItsOwn() throws Exception {
        worker.site.misbehave(path, Misbehaviour.REDIRECT, 1, path + "?from=redirect");
        long began = System.nanoTime();

        assertThat(ask(film)).isInstanceOf(Fetched.Page.class);

        assertThat(worker.site.requests())
                .extracting(LoggedRequest::path)
                .containsExactly(path, path + "?from=redirect");
        keepsTheInterval(began);
    }

    @Test
    void leavesALoopAfterAFewPermits() throws Exception {
        worker.site.misbehave(path, Misbehaviour.REDIRECT, 0, path);
        long began = System.nanoTime();

        TaskResult.Failed broken = refusal(film);

        assertThat(broken.reason()).isEqualTo(Reason.BAD_REDIRECT);
        assertThat(broken.detail()).endsWith("more than 3 redirects from " + worker.site.url() + path);
        assertThat(worker.site.requests()).hasSize(4);
        keepsTheInterval(began);
    }

    @Test
    void neverFollowsARedirectToAnotherHost() throws Exception {
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
    void neverFollowsARedirectToAnotherSchemeOrAFormThatHidesAnAddress(String target) throws Exception {
        worker.site.misbehave(path, Misbehaviour.REDIRECT, 0, target);

        assertThat(refusal(film).reason()).isEqualTo(Reason.BAD_REDIRECT);

        assertThat(worker.site.requests()).hasSize(1);
    }

    @Test
    void leavesAThrottlingSourceAloneForAsLongAsItAsks() throws Exception {
        worker.site.misbehave(path, Misbehaviour.THROTTLED, 1, "120");

        assertThat(ask(film)).isEqualTo(putBack(PauseReason.THROTTLED, Duration.ofSeconds(120)));
        TaskResult.PutBack next = (TaskResult.PutBack) ended(ask(film));
        assertThat(next.refusal()).isNull();
        assertThat(next.delay()).isBetween(Duration.ofSeconds(90), Duration.ofSeconds(120));

        assertThat(worker.site.requests()).hasSize(1);
        assertThat(worker.bean(Pauses.class).find("douban").orElseThrow().reason())
                .isEqualTo("THROTTLED");
    }

    @ParameterizedTest
    @EnumSource(names = {"CHALLENGED", "CHALLENGED_INLINE", "LOGIN_WALL"})
    void leavesARouteAloneThatChallengesUsAndReadsByAnother(Misbehaviour kind) throws Exception {
        worker.site.misbehave("/subject/", kind, 0, "");

        assertThat(ask(film)).isEqualTo(putBack(PauseReason.CHALLENGED, Duration.ZERO));
        assertThat(worker.site.requests()).hasSize(1);
        assertThat(ask(film)).isInstanceOfSatisfying(Fetched.Page.class, page -> assertThat(
                        page.received().route())
                .isEqualTo("json"));

        assertThat(worker.site.requests()).hasSize(2);
        assertThat(worker.bean(Pauses.class).find("douban")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"CHALLENGED", "CHALLENGED_INLINE", "LOGIN_WALL"})
    void stopsWhereEveryRouteChallengesUsAndNeverTriesToGetRoundIt(Misbehaviour kind) throws Exception {
        worker.site.misbehave("/", kind, 0, "");

        ask(film);
        assertThat(ask(film)).isEqualTo(putBack(PauseReason.CHALLENGED, Duration.ofMinutes(1)));
        assertThat(((TaskResult.PutBack) ended(ask(film))).delay()).isPositive();

        assertThat(worker.site.requests()).hasSize(2);
        assertThat(worker.bean(Pauses.class).find("douban")).isPresent();
    }

    @Test
    void oneProbeTellsWhetherARouteIsOpenAgain() throws Exception {
        worker.site.misbehave("/subject/", Misbehaviour.CHALLENGED, 2, "");
        ask(film);
        worker.endPause();
        assertThat(ask(film)).isEqualTo(putBack(PauseReason.CHALLENGED, Duration.ZERO));
        assertThat(worker.sql()
                        .sql("SELECT trips FROM circuit_breakers WHERE name = 'page'")
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);

        worker.endPause();

        for (int i = 0; i < 2; i++) {
            assertThat(ask(film)).isInstanceOfSatisfying(Fetched.Page.class, page -> assertThat(
                            page.received().route())
                    .isEqualTo("page"));
        }
    }

    @Test
    void aBanIsTheWholeSources() throws Exception {
        worker.site.misbehave(path, Misbehaviour.FORBIDDEN, 1, "");

        assertThat(ask(film)).isEqualTo(putBack(PauseReason.THROTTLED, Duration.ofMinutes(1)));

        assertThat(worker.site.requests()).hasSize(1);
    }

    @Test
    void sendsNothingOfASuspectedKindButATrialOfTheFirstRoute() throws Exception {
        suspect("movie", "+");

        assertThat(ask(details(film, Kind.MOVIE, 0, PATIENCE, () -> true)))
                .isEqualTo(putBack(null, Duration.ofSeconds(1)));
        assertThat(worker.site.requests()).isEmpty();
        assertThat(ask(details(film, Kind.TV, 0, PATIENCE, () -> true)).probe()).isFalse();

        worker.sql().sql("DELETE FROM circuit_breakers WHERE scope = 'KIND'").update();
        suspect("movie", "-");
        Fetched probe = ask(details(film, Kind.MOVIE, 1, PATIENCE, () -> true));

        assertThat(probe.probe()).isTrue();
        assertThat(probe).isInstanceOfSatisfying(Fetched.Page.class, page -> assertThat(
                        page.received().route())
                .isEqualTo("page"));
        worker.sql().sql("DELETE FROM circuit_breakers WHERE scope = 'KIND'").update();
    }

    private static void suspect(String kind, String sign) {
        worker.sql()
                .sql("INSERT INTO circuit_breakers (source, scope, name, tripped_at, blocked_until, reason, detail)"
                        + " VALUES ('douban', 'KIND', ?, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3) " + sign
                        + " INTERVAL 1 HOUR, 'NO_STRUCTURE', '')")
                .param(kind)
                .update();
        // That none had tripped may be remembered yet.
        await().untilAsserted(() -> assertThat(worker.bean(CircuitBreaker.class).tripped("douban", Scope.KIND))
                .isNotEmpty());
    }

    @Test
    void asksByTheNextRouteAfterAnAttemptThatFailed() throws Exception {
        assertThat(ask(details(film, Kind.MOVIE, 1, PATIENCE, () -> true)))
                .isInstanceOfSatisfying(
                        Fetched.Page.class,
                        page -> assertThat(page.received().route()).isEqualTo("json"));
    }

    @Test
    void followsTheRedirectOfASeriesThatWasTakenForAFilm() throws Exception {
        worker.site.misbehave("/subject/", Misbehaviour.CHALLENGED, 1, "");
        ask(film);
        long series = worker.site.listed("tv").get(0);

        assertThat(ask(series)).isInstanceOfSatisfying(Fetched.Page.class, page -> assertThat(
                        page.received().response().address())
                .hasPath("/rexxar/api/v2/tv/" + series));
    }

    @Test
    void leavesASourceAloneThatFailsMostRequestsAndBlamesNoPageForIt() throws Exception {
        worker.site.misbehave("/subject/", Misbehaviour.BROKEN, 0, "");
        int failed = 0;
        TaskResult result = ended(ask(film));
        while (result instanceof TaskResult.Failed && failed < 30) {
            failed++;
            result = ended(ask(worker.site.listedFilms().get(failed)));
        }

        assertThat(result).isEqualTo(new TaskResult.PutBack(Duration.ofMinutes(1), PauseReason.UNAVAILABLE));
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
        assertThat(ask(worker.site.listedFilms().get(1))).isInstanceOf(Fetched.Page.class);

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
                .isEqualTo(putBack(PauseReason.UNAVAILABLE, Duration.ofMinutes(2)));

        worker.endPause();
        worker.site.behave();
        assertThat(ask(film)).isInstanceOf(Fetched.Page.class);
        assertThat(ask(film)).isInstanceOf(Fetched.Page.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"WITHHELD", "SOFT_GONE", "EMPTY", "WRONG_TYPE"})
    void anyAnswerAboutATitleTellsThatTheSourceIsOpen(Misbehaviour kind) throws Exception {
        worker.bean(Pauses.class).pause("douban", PauseReason.THROTTLED, "status 429", null);
        worker.endPause();
        worker.site.misbehave(path, kind, 0, "");

        ask(film);

        assertThat(refusals()).isEqualTo(1);
        assertThat(worker.sql()
                        .sql("SELECT COUNT(*) FROM circuit_breakers WHERE reset_at IS NOT NULL")
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
        assertThat(ask(worker.site.listedFilms().get(1))).isInstanceOf(Fetched.Page.class);
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
                .isEqualTo(putBack(PauseReason.THROTTLED, Duration.ofMinutes(1)));

        assertThat(worker.site.requests()).hasSize(3);
    }

    @Test
    void saysIntoWhichTitleOneWasMergedAndAsksForNeither() throws Exception {
        long other = worker.site.listedFilms().get(1);
        worker.site.misbehave(path, Misbehaviour.MERGED, 0, "" + other);

        assertThat(ended(ask(film))).isEqualTo(new TaskResult.Merged(new SubjectId("douban", Long.toString(other))));

        assertThat(worker.site.requests()).hasSize(1);
    }

    private static int refusals() {
        return worker.sql()
                .sql("SELECT COALESCE(SUM(trips), 0) FROM circuit_breakers")
                .query(Integer.class)
                .single();
    }

    @Test
    void sendsNothingOnceNobodyWantsItAnyMore() throws Exception {
        worker.bean(Pauses.class).pause("douban", PauseReason.THROTTLED, "status 429", null);

        assertThat(ask(details(film, null, 0, Duration.ofMinutes(5), () -> false)))
                .isEqualTo(putBack(null, Duration.ZERO));

        assertThat(worker.site.requests()).isEmpty();
    }

    @Test
    void tellsWhenTheSourceWantsAFailedPageToBeAskedForAgain() throws Exception {
        worker.site.misbehave(path, Misbehaviour.UNAVAILABLE, 0, "");

        assertThat(refusal(film)).satisfies(broken -> {
            assertThat(broken.reason()).isEqualTo(Reason.BAD_STATUS);
            assertThat(broken.retryAfter()).isNull();
        });
    }

    @Test
    void saysThatATitleIsGone() throws Exception {
        assertThat(ended(ask(1))).isInstanceOf(TaskResult.Gone.class);
    }

    private static Fetched ask(long number) throws InterruptedException {
        return ask(details(number, null, 0, PATIENCE, () -> true));
    }

    private static Fetched ask(FetchRequest request) throws InterruptedException {
        return worker.bean(Exchange.class).fetch(worker.source(), request);
    }

    private static FetchRequest details(
            long number, @Nullable Kind kind, int attempts, Duration patience, BooleanSupplier stillWanted) {
        List<PageRequest> requests = worker.source().reader().detailsRoutes().stream()
                .map(route -> route.request(new SubjectId("douban", Long.toString(number)), kind))
                .toList();
        return new FetchRequest("" + number, true, kind, requests, attempts, patience, false, stillWanted);
    }

    private static TaskResult ended(Fetched fetched) {
        return ((Fetched.Ended) fetched).result();
    }

    private static Fetched putBack(@Nullable PauseReason refusal, Duration delay) {
        return new Fetched.Ended(new TaskResult.PutBack(delay, refusal), false);
    }

    private static TaskResult.Failed refusal(long number) throws InterruptedException {
        return (TaskResult.Failed) ended(ask(number));
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
