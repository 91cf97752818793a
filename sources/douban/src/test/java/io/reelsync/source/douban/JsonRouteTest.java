package io.reelsync.source.douban;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.reelsync.source.BrokenPageException;
import io.reelsync.source.DetailsRoute;
import io.reelsync.source.Kind;
import io.reelsync.source.Reason;
import io.reelsync.source.Response;
import io.reelsync.source.VideoFacts;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Details from the mobile site's JSON become the same facts as those from a page. */
class JsonRouteTest {
    private static final long ID = 4100300;
    private static final String FILM = """
            {"id": "4100300", "type": "movie", "subtype": "movie", "is_tv": false, "is_show": false,
             "title": "长桥来信", "original_title": "Letters from the Long Bridge", "year": "2019",
             "aka": ["桥与信(台)", " "], "genres": ["剧情", "爱情"], "countries": ["中国大陆", "法国"],
             "languages": ["汉语普通话"], "durations": ["102分钟", "118分钟(导演剪辑版)"],
             "pubdate": ["2019-05-03(中国大陆)", "2018-11(东京)"],
             "directors": [{"name": "林一舟"}], "actors": [{"name": "白鹿鸣 "}, {"name": "J. R. \\"石\\", 一/山"}],
             "rating": {"count": 2051, "max": 10, "value": 7.4}, "episodes_count": 0, "episodes_info": "",
             "pic": {"large": "https://img.example.org/l1.jpg", "normal": "https://img.example.org/p1.jpg"},
             "intro": "　　一座桥，两封信。\\r\\n\\n　　二十年后才到。", "url": "https://movie.example.org/subject/4100300/"}""";

    private final DetailsRoute route = Pages.source().reader().detailsRoutes().get(1);

    private VideoFacts read(String json) throws BrokenPageException {
        return route.read(
                Pages.subject(ID),
                new Response(
                        URI.create("http://127.0.0.1:8091/rexxar/api/v2/movie/" + ID),
                        200,
                        Map.of("content-type", "application/json"),
                        json.getBytes(StandardCharsets.UTF_8)));
    }

    private void assertRefused(Reason reason, String json) {
        assertThatExceptionOfType(BrokenPageException.class)
                .isThrownBy(() -> read(json))
                .satisfies(broken -> assertThat(broken.reason()).isEqualTo(reason));
    }

    @Test
    void readsEveryFactOfAFilm() throws BrokenPageException {
        VideoFacts facts = read(FILM);

        assertThat(facts.kind()).isEqualTo(Kind.MOVIE);
        assertThat(facts.naming())
                .isEqualTo(new VideoFacts.Naming("长桥来信", "Letters from the Long Bridge", List.of("桥与信(台)")));
        assertThat(facts.release().year()).isEqualTo(2019);
        assertThat(facts.release().dates())
                .extracting(one -> one.date() + " " + one.place())
                .containsExactly("2019-05-03 中国大陆", "2018-11 东京");
        assertThat(facts.release().earliest()).hasToString("Optional[2018-11]");
        assertThat(facts.credits())
                .isEqualTo(new VideoFacts.Credits(List.of("林一舟"), List.of(), List.of("白鹿鸣", "J. R. \"石\", 一/山")));
        assertThat(facts.labels())
                .isEqualTo(new VideoFacts.Labels(List.of("剧情", "爱情"), List.of("中国大陆", "法国"), List.of("汉语普通话")));
        assertThat(facts.length())
                .isEqualTo(new VideoFacts.Length(102, List.of("102分钟", "118分钟(导演剪辑版)"), null, null, null));
        assertThat(facts.rating().score()).hasToString("7.4");
        assertThat(facts.rating().votes()).isEqualTo(2051);
        assertThat(facts.summary()).isEqualTo("一座桥，两封信。\n二十年后才到。");
        assertThat(facts.coverUrl()).isEqualTo("https://img.example.org/p1.jpg");
        assertThat(facts.provenance().route()).isEqualTo("json");
        assertThat(facts.provenance().neverTells()).contains("writers", "imdb_id");
    }

    @ParameterizedTest
    @CsvSource({
        "更新至8集, 12, , 8, 12",
        "更新至第8集, 0, , 8, ",
        "12集全, 12, , 12, 12",
        "全30集, 0, , 30, 30",
        "更新至04集 | 共40集, 0, , 4, 40",
        "全24集 更新到１２集, 0, , 12, 24",
        "更新至2024-08-15期, 0, , , ",
        "更新至2024年8月15日, 0, , , ",
        "更新至20240815期, 10, , , 10",
        "更新至0815期, 0, , , ",
        "更新至8月15日期 | 共40期, 0, , , 40",
        "'', 12, 5, 5, 12",
        "'', 0, , , "
    })
    void readsASeriesAndHowManyEpisodesAreOut(String info, int count, Integer last, Integer out, Integer all)
            throws BrokenPageException {
        VideoFacts facts = read(FILM.replace("\"type\": \"movie\"", "\"type\": \"tv\"")
                .replace("\"episodes_count\": 0", "\"episodes_count\": " + count + ", \"last_episode_number\": " + last)
                .replace("\"episodes_info\": \"\"", "\"episodes_info\": \"" + info + "\"")
                .replace("\"102分钟\", \"118分钟(导演剪辑版)\"", "\"45分钟\""));

        assertThat(facts.kind()).isEqualTo(Kind.TV);
        assertThat(facts.length()).isEqualTo(new VideoFacts.Length(null, List.of(), null, all, 45, out));
    }

    @Test
    void knowsAVarietyShow() throws BrokenPageException {
        assertThat(read(FILM.replace("\"type\": \"movie\"", "\"type\": \"tv\"")
                                .replace("\"is_show\": false", "\"is_show\": true"))
                        .kind())
                .isEqualTo(Kind.TVSHOW);
    }

    @Test
    void leavesOpenWhatIsNotTold() throws BrokenPageException {
        VideoFacts facts = read("{\"id\": 4100300, \"type\": \"movie\", \"title\": \"长桥来信\", \"original_title\":"
                + " \"长桥来信\", \"rating\": null, \"year\": \"\", \"pic\": null, \"intro\": \" \"}");

        assertThat(facts.naming()).isEqualTo(new VideoFacts.Naming("长桥来信", null, List.of()));
        assertThat(facts.rating()).isEqualTo(VideoFacts.Rating.NONE);
        assertThat(facts.release()).isEqualTo(VideoFacts.Release.NONE);
        assertThat(facts.summary()).isNull();
        assertThat(facts.coverUrl()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"0, 10", "0, 0", "5, 0"})
    void noVotesOrNoScoreIsNone(int count, int value) throws BrokenPageException {
        VideoFacts.Rating rating = read(FILM.replace("2051", "" + count).replace("7.4", "" + value))
                .rating();

        assertThat(rating.votes()).isEqualTo(count == 0 ? null : (Long) (long) count);
        assertThat(rating.score() == null).isEqualTo(value == 0);
    }

    @Test
    void refusesAnotherTitlesDetails() {
        assertRefused(Reason.WRONG_SUBJECT, FILM.replace("\"id\": \"4100300\"", "\"id\": \"77\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"code\": 5000, \"msg\": \"subject_not_found\"}", "[]", "7", "null", "{}"})
    void refusesWhatIsNoTitle(String json) {
        assertRefused(Reason.NO_STRUCTURE, json);
    }

    @Test
    void refusesBooks() {
        assertRefused(Reason.NO_STRUCTURE, FILM.replace("\"type\": \"movie\"", "\"type\": \"book\""));
    }

    @Test
    void refusesDetailsCutAnywhere() {
        for (int length = 0; length < FILM.length(); length++) {
            String part = FILM.substring(0, length);
            assertThatExceptionOfType(BrokenPageException.class)
                    .as("cut at %d", length)
                    .isThrownBy(() -> read(part));
        }
    }

    @Test
    void refusesValuesThatCanNotBe() {
        assertRefused(Reason.IMPLAUSIBLE, FILM.replace("7.4", "74"));
        assertRefused(Reason.NO_STRUCTURE, FILM.replace("\"title\": \"长桥来信\"", "\"title\": \" \""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "9999", "待定"})
    void takesAYearThatCanNotBeForNone(String year) throws BrokenPageException {
        assertThat(read(FILM.replace("\"year\": \"2019\"", "\"year\": \"" + year + "\""))
                        .release()
                        .year())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://img9.doubanio.example/f/movie/b6dc761f5e4cf04032faa969826986efbecd54bb/pics/movie/movie_default_large.png",
                "https://img1.doubanio.example/cuphead/movie-static/pics/tv_default_small.png",
                "https://img3.doubanio.example/pics/movie-default-medium.png?v=2",
                "https://img1.doubanio.example/static/images/default.jpg"
            })
    void takesAPictureThatStandsForNoneForNone(String placeholder) throws BrokenPageException {
        String normal = FILM.replace("https://img.example.org/p1.jpg", placeholder);

        assertThat(read(normal).coverUrl()).isEqualTo("https://img.example.org/l1.jpg");
        assertThat(read(normal.replace("https://img.example.org/l1.jpg", placeholder))
                        .coverUrl())
                .isNull();
        assertThat(Pages.read(
                                ID,
                                TitlePage.of(ID)
                                        .poster("<img src=\"" + placeholder + "\">")
                                        .html())
                        .coverUrl())
                .isNull();
    }

    @Test
    void asksWhereTheMobileSiteHasTheKind() {
        assertThat(route.request(Pages.subject(ID), null).address())
                .hasToString("http://127.0.0.1:8091/rexxar/api/v2/movie/4100300");
        assertThat(route.request(Pages.subject(ID), Kind.MOVIE).address()).hasPath("/rexxar/api/v2/movie/4100300");
        assertThat(route.request(Pages.subject(ID), Kind.TVSHOW).address()).hasPath("/rexxar/api/v2/tv/4100300");
        assertThat(route.request(Pages.subject(ID), null).headers()).containsEntry("Referer", "http://127.0.0.1:8091/");
    }
}
