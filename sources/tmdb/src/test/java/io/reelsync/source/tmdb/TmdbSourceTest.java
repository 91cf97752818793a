package io.reelsync.source.tmdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reelsync.source.Feed;
import io.reelsync.source.PageRequest;
import io.reelsync.source.Rate;
import io.reelsync.source.Source;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class TmdbSourceTest {
    private final TmdbSource source = Answers.source();

    private static ApplicationContextRunner withEnvironment(Map<String, Object> environment) {
        return new ApplicationContextRunner()
                .withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment", environment)))
                .withBean(Clock.class, Clock::systemUTC)
                .withUserConfiguration(TmdbConfiguration.class);
    }

    private static ApplicationContextRunner withToken(String... more) {
        Map<String, Object> environment = new HashMap<>(Map.of("REELSYNC_TMDB_TOKEN", Answers.TOKEN));
        for (int i = 0; i < more.length; i += 2) {
            environment.put(more[i], more[i + 1]);
        }
        return withEnvironment(environment);
    }

    @Test
    void isNotThereWithoutAToken() {
        withEnvironment(Map.of()).run(context -> assertThat(context).doesNotHaveBean(Source.class));
        withEnvironment(Map.of("REELSYNC_TMDB_TOKEN", "", "REELSYNC_TMDB_RATE", "fast"))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(Source.class));
    }

    @Test
    void asksTmdbItselfInChineseUnlessToldOtherwise() {
        withToken().run(context -> {
            Source tmdb = context.getBean(Source.class);
            assertThat(tmdb.name()).isEqualTo("tmdb");
            assertThat(tmdb.rate()).isEqualTo(Rate.of("20/1s"));
            assertThat(tmdb.feedNames())
                    .containsExactly(
                            "now_playing",
                            "popular",
                            "upcoming",
                            "airing_today",
                            "on_the_air",
                            "popular_tv",
                            "changes");
            assertThat(tmdb.feeds().stream().filter(Feed::changes))
                    .extracting(Feed::name)
                    .containsExactly("changes");
            PageRequest details = tmdb.reader().detailsRoutes().get(0).request(Answers.subject("movie/27205"), null);
            assertThat(details.address())
                    .hasToString("https://api.themoviedb.org/3/movie/27205?language=zh-CN&append_to_response=credits,"
                            + "external_ids,translations,alternative_titles,release_dates,images"
                            + "&include_image_language=zh,en,null");
            assertThat(details.headers())
                    .containsEntry("Authorization", "Bearer " + Answers.TOKEN)
                    .containsEntry("Accept", "application/json");
        });
    }

    @Test
    void takesItsSettingsFromTheEnvironment() {
        withToken(
                        "REELSYNC_TMDB_API_URL", "http://127.0.0.1:9001/tmdb/3/",
                        "REELSYNC_TMDB_RATE", "40/1s",
                        "REELSYNC_TMDB_LIST_SIZE", "500",
                        "REELSYNC_TMDB_LANGUAGES", "fr-FR,en")
                .run(context -> {
                    Source tmdb = context.getBean(Source.class);
                    assertThat(tmdb.rate()).isEqualTo(Rate.of("40/1s"));
                    assertThat(tmdb.listSize("popular")).isEqualTo(500);
                    assertThat(tmdb.listSize("changes")).isGreaterThan(100_000);
                    assertThat(tmdb.reader().listRequest("popular_tv", null, 1).address())
                            .hasToString("http://127.0.0.1:9001/tmdb/3/tv/popular?language=fr-FR&page=1");
                    assertThat(tmdb.reader().owns("127.0.0.1")).isTrue();
                    assertThat(tmdb.reader().owns("api.themoviedb.org")).isFalse();
                });
    }

    @ParameterizedTest
    @CsvSource({
        "REELSYNC_TMDB_RATE, fast",
        "REELSYNC_TMDB_RATE, unlimited",
        "REELSYNC_TMDB_LIST_SIZE, 0",
        "REELSYNC_TMDB_LANGUAGES, chinese",
        "REELSYNC_TMDB_LANGUAGES, zh-CN&page=7",
        "REELSYNC_TMDB_API_URL, api.themoviedb.org",
        "REELSYNC_TMDB_API_URL, file:///etc",
        "REELSYNC_TMDB_API_URL, http://127.0.0.1/?a=b"
    })
    void refusesToStartWithABadSetting(String name, String value) {
        withToken(name, value).run(context -> {
            assertThat(context)
                    .getFailure()
                    .hasStackTraceContaining("reelsync.tmdb")
                    .hasStackTraceContaining(value);
            assertThat(trace(context.getStartupFailure())).doesNotContain(Answers.TOKEN);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sec ret",
                "secret\n",
                "sec\nret",
                " ",
                "sec\u0000ret",
                "sec\u001bret",
                "密钥secret",
                "secret\u00a0"
            })
    void refusesToStartWithATokenThatCanNotBeAndKeepsItToItself(String token) {
        withToken("REELSYNC_TMDB_TOKEN", token).run(context -> {
            assertThat(context).hasFailed();
            assertThat(trace(context.getStartupFailure()))
                    .contains("reelsync.tmdb.token holds a blank, a line break or another sign that no token has")
                    .doesNotContain("secret", "sec ret", "sec\n");
            // What Spring would show of it beside its message.
            assertThat(bindFailure(context.getStartupFailure()).getProperty()).isNull();
        });
    }

    private static BindException bindFailure(Throwable failure) {
        Throwable cause = failure;
        while (!(cause instanceof BindException bind)) {
            cause = Objects.requireNonNull(cause.getCause());
        }
        return bind;
    }

    private static String trace(Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }

    @Test
    void showsItsTokenNowhere() {
        PageRequest request = source.reader().listRequest("popular", null, 1);

        assertThat(Answers.SETTINGS.toString()).doesNotContain(Answers.TOKEN).contains("20/1s");
        assertThat(request.toString()).doesNotContain(Answers.TOKEN).contains("/movie/popular", "Authorization");
        assertThat(request.address().toString()).doesNotContain(Answers.TOKEN);
    }

    @ParameterizedTest
    @CsvSource({
        "now_playing, /movie/now_playing",
        "popular, /movie/popular",
        "upcoming, /movie/upcoming",
        "airing_today, /tv/airing_today",
        "on_the_air, /tv/on_the_air",
        "popular_tv, /tv/popular"
    })
    void asksForEachFeedWhereTmdbHasIt(String feed, String path) {
        assertThat(source.reader().listRequest(feed, "7", 20).address())
                .hasToString("http://127.0.0.1:8092/3" + path + "?language=zh-CN&page=7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "27205",
                "movie/0",
                "movie/-1",
                "movie/1/../../tv/2",
                "movie/../configuration",
                "movie/1?x=1",
                "movie/1#x",
                "movie/1%2f",
                "person/1",
                "tv/1/season/1",
                "//example.invalid/1",
                "MOVIE/1",
                "movie/1234567890"
            })
    void makesNoAddressOfWhatIsNoId(String id) {
        assertThat(source.ids().allows(id)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> source.reader().detailsRoutes().get(0).request(Answers.subject(id), null))
                .withMessageContaining("movie/27205");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "501", "page 2", "-1", "1&x=2", "12345678901"})
    void refusesPagesThatTmdbDoesNotGive(String cursor) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> source.reader().listRequest("popular", cursor, 10))
                .withMessageContaining("'" + cursor + "'");
    }

    @Test
    void knowsATitlesAddressesHereAndOnTheSiteForPeople() {
        for (String address : new String[] {
            "http://127.0.0.1:8092/3/tv/57243?language=zh-CN",
            "https://www.themoviedb.org/tv/57243-doctor-who",
            "https://www.themoviedb.org/tv/57243"
        }) {
            assertThat(source.reader().subjectAt(URI.create(address))).contains(Answers.subject("tv/57243"));
        }
    }
}
