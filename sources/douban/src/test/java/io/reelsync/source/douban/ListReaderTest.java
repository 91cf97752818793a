package io.reelsync.source.douban;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.reelsync.source.BrokenPageException;
import io.reelsync.source.Kind;
import io.reelsync.source.ListPage;
import io.reelsync.source.Reason;
import io.reelsync.source.Response;
import io.reelsync.source.VideoFacts;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListReaderTest {

    private static ListPage read(String feed, String json) throws BrokenPageException {
        return read(feed, null, json);
    }

    private static ListPage read(String feed, @Nullable String cursor, String json) throws BrokenPageException {
        return Pages.source()
                .reader()
                .readList(
                        feed,
                        cursor,
                        new Response(
                                URI.create("http://127.0.0.1:8091/list"),
                                200,
                                Map.of(),
                                json.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<VideoFacts> items(String... items) throws BrokenPageException {
        return read("movies", "{\"items\": [" + String.join(",", items) + "]}").subjects();
    }

    private static String item(String id, String title, String more) {
        return "{\"id\": \"" + id + "\", \"title\": \"" + title + "\", \"type\": \"movie\"" + more + "}";
    }

    @Test
    void readsTheBasicFactsInTheListsOrder() throws BrokenPageException {
        ListPage page = read("movies", """
                {"total": 412, "items": [
                  {"id": "4100201", "title": "长桥来信", "type": "movie", "card": "subject",
                   "rating": {"value": 7.4, "count": 2051}, "pic": {"normal": "https://img.example.org/n.jpg",
                   "large": "https://img.example.org/l.jpg"}, "episodes_info": "", "later": {"x": [1]}},
                  {"id": 4100199, "title": "归途", "type": "movie", "rating": {"value": 8, "count": 10},
                   "pic": {"normal": "", "large": "https://img.example.org/l.jpg"}}]}
                """);

        assertThat(page.rows()).isEqualTo(2);
        assertThat(page.next()).isEqualTo("2");
        assertThat(page.subjects())
                .extracting(
                        facts -> facts.subject().id(), facts -> facts.naming().title(), VideoFacts::kind)
                .containsExactly(tuple("4100201", "长桥来信", Kind.MOVIE), tuple("4100199", "归途", Kind.MOVIE));
        assertThat(page.subjects())
                .extracting(VideoFacts::rating)
                .containsExactly(
                        new VideoFacts.Rating(new BigDecimal("7.4"), 2051L),
                        new VideoFacts.Rating(new BigDecimal("8.0"), 10L));
        assertThat(page.subjects())
                .extracting(VideoFacts::coverUrl)
                .containsExactly("https://img.example.org/n.jpg", "https://img.example.org/l.jpg");
    }

    @Test
    void takesNoughtForNoRating() throws BrokenPageException {
        assertThat(items(
                        item("1", "a", ", \"rating\": {\"value\": 0, \"count\": 0}"),
                        item("2", "b", ", \"rating\": null, \"pic\": null"),
                        item("3", "c", ", \"rating\": {\"value\": 74, \"count\": -3}")))
                .extracting(VideoFacts::rating, VideoFacts::coverUrl)
                .containsOnly(tuple(VideoFacts.Rating.NONE, null))
                .hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({
        "movies, movie, MOVIE",
        "movies, tv, TV",
        "tv, tv, TV",
        "tv, movie, MOVIE",
        "anime, tv, ANIME",
        "anime, movie, MOVIE",
        "documentaries, tv, DOC",
        "shows, tv, TVSHOW"
    })
    void tellsTheKindByFeedAndType(String feed, String type, Kind kind) throws BrokenPageException {
        assertThat(read(feed, "{\"items\": [{\"id\": \"1\", \"title\": \"a\", \"type\": \"" + type + "\"}]}")
                        .subjects())
                .extracting(VideoFacts::kind)
                .containsExactly(kind);
    }

    @Test
    void skipsWhatIsNoTitleOrHasNoUsableIdOrStandsThereTwice() throws BrokenPageException {
        assertThat(items(
                        item("1", "first", ""),
                        item("1", "again", ""),
                        item("x2", "no number", ""),
                        item("-3", "negative", ""),
                        item("4", "  ", ""),
                        "{\"id\": \"5\", \"type\": \"movie\"}",
                        "{\"id\": \"6\", \"title\": \"a book\", \"type\": \"book\"}",
                        item("7", "an advertisement", ", \"card\": \"ad\""),
                        "null",
                        "[]",
                        item("8", "la\\u0000st\u0001\\n one", ", \"card\": \"subject\"")))
                .extracting(facts -> facts.subject().id() + " " + facts.naming().title())
                .containsExactly("1 first", "8 last one");
    }

    @Test
    void countsTheItemsThatItCanNotRead() throws BrokenPageException {
        ListPage page = read(
                "movies",
                "{\"items\": [" + item("1", "a", "") + ", " + item("x", "b", "") + ", null, "
                        + item("7", "an advertisement", ", \"card\": \"ad\"") + "]}");

        assertThat(page.subjects()).hasSize(1);
        assertThat(page.leftOut()).isEqualTo(2);
        assertThat(page.rows()).isEqualTo(4);
    }

    @Test
    void goesOnAfterTheRowsThatItHasReadWhateverTheyAre() throws BrokenPageException {
        String advertisement = item("7", "an advertisement", ", \"card\": \"ad\"");
        String page =
                "{\"total\": 6, \"items\": [" + advertisement + "," + item("1", "a", "") + "," + advertisement + "]}";

        assertThat(read("movies", page).next()).isEqualTo("3");
        assertThat(read("movies", "3", page).next()).isNull();
    }

    @Test
    void emptyPageEndsAListThatDoesNotTellItsLength() throws BrokenPageException {
        assertThat(read("movies", "20", "{\"items\": [" + item("1", "a", "") + "]}")
                        .next())
                .isEqualTo("21");
        assertThat(read("movies", "21", "{\"items\": []}").next()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html></html>",
                "[]",
                "{}",
                "{\"items\": {}}",
                "{\"items\": [",
                "{\"items\": [{\"number\": 1}]}",
                "{\"msg\": \"x\", \"code\": 7}"
            })
    void refusesWhatIsNoListOfTheKnownShape(String body) {
        assertThatExceptionOfType(BrokenPageException.class)
                .isThrownBy(() -> read("movies", body))
                .satisfies(broken -> assertThat(broken.reason()).isEqualTo(Reason.BAD_LIST));
    }

    @Test
    void readsAnEmptyList() throws BrokenPageException {
        assertThat(read("tv", "{\"items\": [], \"total\": 0}")).isEqualTo(new ListPage(List.of(), 0, 0, null));
    }

    @Test
    void refusesAListCutAtAnyPlace() {
        String whole = "{\"items\": [" + item("1", "长桥来信", ", \"rating\": {\"value\": 7.4}") + "], \"total\": 1}";

        for (int length = 0; length < whole.length(); length++) {
            String cut = whole.substring(0, length);
            assertThatExceptionOfType(BrokenPageException.class)
                    .as("cut at %d", length)
                    .isThrownBy(() -> read("movies", cut));
        }
    }
}
