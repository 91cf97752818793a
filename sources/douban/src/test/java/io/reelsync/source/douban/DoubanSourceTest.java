package io.reelsync.source.douban;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reelsync.source.Rate;
import io.reelsync.source.Source;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class DoubanSourceTest {
    private final DoubanSource source = Pages.source();

    private static ApplicationContextRunner withEnvironment(Map<String, Object> environment) {
        return new ApplicationContextRunner()
                .withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment", environment)))
                .withBean(Clock.class, Clock::systemUTC)
                .withUserConfiguration(DoubanConfiguration.class);
    }

    @Test
    void asksDoubanItselfAtTheSafePaceUnlessToldOtherwise() {
        withEnvironment(Map.of()).run(context -> {
            Source douban = context.getBean(Source.class);
            assertThat(douban.name()).isEqualTo("douban");
            assertThat(douban.rate()).isEqualTo(Rate.of("1/6s"));
            assertThat(douban.listSize("movies")).isEqualTo(80);
            assertThat(douban.reader()
                            .detailsRoutes()
                            .get(0)
                            .request(Pages.subject(5), null)
                            .address())
                    .hasToString("https://movie.douban.com/subject/5/");
            assertThat(douban.reader().listRequest("movies", null, 1).address().getHost())
                    .isEqualTo("m.douban.com");
        });
    }

    @Test
    void takesItsSettingsFromTheEnvironment() {
        withEnvironment(Map.of(
                        "REELSYNC_DOUBAN_WEB_URL", "http://127.0.0.1:9001/",
                        "REELSYNC_DOUBAN_API_URL", "http://localhost:9002",
                        "REELSYNC_DOUBAN_RATE", "40/1s",
                        "REELSYNC_DOUBAN_LIST_SIZE", "500"))
                .run(context -> {
                    Source douban = context.getBean(Source.class);
                    assertThat(douban.rate()).isEqualTo(Rate.of("40/1s"));
                    assertThat(douban.listSize("movies")).isEqualTo(500);
                    assertThat(douban.reader()
                                    .detailsRoutes()
                                    .get(0)
                                    .request(Pages.subject(5), null)
                                    .address())
                            .hasToString("http://127.0.0.1:9001/subject/5/");
                    assertThat(douban.reader().owns("localhost")).isTrue();
                });
    }

    @ParameterizedTest
    @CsvSource({
        "REELSYNC_DOUBAN_RATE, fast",
        "REELSYNC_DOUBAN_RATE, unlimited",
        "REELSYNC_DOUBAN_LIST_SIZE, 0",
        "REELSYNC_DOUBAN_LIST_SIZE, 501",
        "REELSYNC_DOUBAN_WEB_URL, movie.douban.com",
        "REELSYNC_DOUBAN_WEB_URL, file:///etc",
        "REELSYNC_DOUBAN_API_URL, http://127.0.0.1/?a=b"
    })
    void refusesToStartWithABadSetting(String name, String value) {
        withEnvironment(Map.of(name, value)).run(context -> assertThat(context)
                .getFailure()
                .hasStackTraceContaining("reelsync.douban")
                .hasStackTraceContaining(value));
    }

    @ParameterizedTest
    @CsvSource({
        "movies, movie, category=%E6%9C%80%E6%96%B0&type=%E5%85%A8%E9%83%A8",
        "tv, tv, category=tv&type=tv",
        "anime, tv, category=tv&type=tv_animation",
        "documentaries, tv, category=tv&type=tv_documentary",
        "shows, tv, category=show&type=show"
    })
    void asksForEachFeedWhereTheMobileSiteHasIt(String feed, String list, String filter) {
        assertThat(source.feedNames()).contains(feed);
        assertThat(source.reader().listRequest(feed, "200", 20).address())
                .hasToString("http://127.0.0.1:8091/rexxar/api/v2/subject/recent_hot/" + list + "?start=200&limit=20&"
                        + filter);
    }

    @Test
    void asksForNoMoreThanAHundredTitlesAtOnceAndSaysWhereItComesFrom() {
        assertThat(source.reader().listRequest("movies", null, 500).address().getQuery())
                .contains("limit=100&");
        assertThat(source.reader().listRequest("movies", null, 80).headers())
                .containsEntry("Referer", "http://127.0.0.1:8091/")
                .containsEntry("Accept", "application/json");
        assertThat(source.reader()
                        .detailsRoutes()
                        .get(0)
                        .request(Pages.subject(7), null)
                        .headers())
                .containsEntry("Accept", "text/html")
                .containsKey("Accept-Language");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "page 2", "-1", "12345678901"})
    void refusesCursorsThatItHasNotMade(String cursor) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> source.reader().listRequest("movies", cursor, 10))
                .withMessageContaining("'" + cursor + "'");
    }

    @Test
    void refusesFeedsAndSubjectsThatAreNotDoubans() {
        assertThat(source.feedNames()).containsExactly("movies", "tv", "anime", "documentaries", "shows");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> source.reader().listRequest("books", null, 10))
                .withMessageContaining("movies, tv, anime, documentaries, shows");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.2", "127.0.0.1.example.org", "example.127.0.0.1", "douban.com", ""})
    void ownsItsTwoHostsAlone(String stranger) {
        assertThat(source.reader().owns("127.0.0.1")).isTrue();
        assertThat(source.reader().owns(stranger)).isFalse();
    }

    @Test
    void knowsItsOwnHostsFromThoseThatOnlyLookLikeThem() {
        assertThat(source.isAt("movie.douban.com")).isTrue();
        assertThat(source.isAt("M.Douban.com")).isTrue();
        assertThat(source.isAt("douban.com.example.org")).isFalse();
        assertThat(source.isAt("notdouban.com")).isFalse();
    }
}
