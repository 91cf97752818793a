package io.reelsync.source.tmdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reelsync.source.BrokenPageException;
import io.reelsync.source.Kind;
import io.reelsync.source.ListPage;
import io.reelsync.source.Reason;
import io.reelsync.source.SourceReader;
import io.reelsync.source.VideoFacts;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListReaderTest {
    private final SourceReader reader = Answers.source().reader();

    private ListPage read(String feed, @Nullable String cursor, String json) throws BrokenPageException {
        return reader.readList(feed, cursor, Answers.answer("/list", json.getBytes(StandardCharsets.UTF_8)));
    }

    private static String page(int page, int pages, String... entries) {
        return "{\"page\": " + page + ", \"results\": [" + String.join(", ", entries) + "], \"total_pages\": " + pages
                + "}";
    }

    @Test
    void readsWhatAListSaysOfATitle() throws BrokenPageException {
        ListPage page = read(
                "on_the_air",
                null,
                page(
                        1,
                        2,
                        "{\"id\": 5, \"name\": \" 渡口\\n人家 \", \"genre_ids\": [18, 16], \"vote_average\": 8.149,"
                                + " \"vote_count\": 12, \"poster_path\": \"/ferry.jpg\"}"));

        VideoFacts facts = page.subjects().get(0);
        assertThat(facts.subject()).isEqualTo(Answers.subject("tv/5"));
        assertThat(facts.naming().title()).isEqualTo("渡口 人家");
        assertThat(facts.kind()).isEqualTo(Kind.ANIME);
        assertThat(facts.rating().score()).isEqualByComparingTo("8.1");
        assertThat(facts.rating().votes()).isEqualTo(12);
        assertThat(facts.coverUrl()).isEqualTo("https://image.tmdb.org/t/p/w780/ferry.jpg");
        assertThat(page.next()).isEqualTo("2");
    }

    @Test
    void countsWhatCanNotBeReadAndPassesOverWhatIsAdult() throws BrokenPageException {
        ListPage page = read(
                "popular",
                null,
                page(
                        1,
                        1,
                        "{\"id\": 1, \"title\": \"One\", \"vote_average\": 70, \"vote_count\": 3, \"poster_path\": \"/../x.jpg\"}",
                        "{\"id\": 1, \"title\": \"One again\"}",
                        "{\"id\": 2, \"title\": \"Two\", \"adult\": true}",
                        "{\"id\": \"3\", \"title\": \"Three\"}",
                        "{\"id\": 4, \"title\": \" \", \"original_title\": \"Four\"}",
                        "{\"id\": 5, \"title\": null}",
                        "{\"id\": 99999999999, \"title\": \"Six\"}",
                        "null",
                        "7"));

        assertThat(page.subjects()).extracting(facts -> facts.naming().title()).containsExactly("One", "Four");
        assertThat(page.subjects().get(0).rating()).isEqualTo(new VideoFacts.Rating(null, 3L));
        assertThat(page.subjects().get(0).coverUrl()).isNull();
        assertThat(page.rows()).isEqualTo(9);
        assertThat(page.leftOut()).isEqualTo(5);
        assertThat(page.next()).isNull();
    }

    @Test
    void namesAdultTitlesWhereThatIsAskedFor() throws BrokenPageException {
        TmdbSettings settings = new TmdbSettings(
                Answers.TOKEN,
                Answers.SETTINGS.rate(),
                Answers.SETTINGS.pictureRate(),
                100,
                Answers.SETTINGS.languages(),
                Answers.SETTINGS.apiUrl(),
                Answers.SETTINGS.posterUrl(),
                true,
                null);
        byte[] body =
                page(1, 1, "{\"id\": 2, \"title\": \"Two\", \"adult\": true}").getBytes(StandardCharsets.UTF_8);

        assertThat(new TmdbReader(settings, Answers.CLOCK)
                        .readList("popular", null, Answers.answer("/list", body))
                        .subjects())
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"1, 3, 2", "2, 3, 3", "3, 3, -", "499, 38029, 500", "500, 38029, -", "4, 3, -", "1, 0, -"})
    void goesOnToTheLastPageThatTmdbGives(int page, int pages, @Nullable String next) throws BrokenPageException {
        assertThat(read("popular", String.valueOf(page), page(page, pages, "{\"id\": 1, \"title\": \"One\"}"))
                        .next())
                .isEqualTo(next);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"page\": 1, \"results\": {}}",
                "{\"page\": 2, \"results\": []}",
                "{\"results\": []}",
                "{\"page\": 1, \"results\": [{\"id\": 1}]}",
                "{\"page\": 1, \"results\": [",
                "{\"success\": false, \"status_code\": 7}"
            })
    void refusesWhatIsNoPageOfTheList(String json) {
        for (String feed : List.of("popular", "changes")) {
            if (feed.equals("popular") || !json.contains("\"id\"")) {
                assertThatExceptionOfType(BrokenPageException.class)
                        .isThrownBy(() -> read(feed, null, json))
                        .matches(broken -> broken.reason() == Reason.BAD_LIST);
            }
        }
    }

    // Changes

    @Test
    void readsAllChangesSinceADayOfFilmsAndOfSeriesWeekByWeek() throws BrokenPageException {
        String cursor = reader.changesSince("changes", Instant.parse("2026-11-15T23:00:00Z"));
        List<String> asked = new ArrayList<>();
        while (cursor != null && asked.size() < 50) {
            String address = reader.listRequest("changes", cursor, 10).address().toString();
            asked.add(address.substring(address.indexOf("/3/") + 3));
            int page = Integer.parseInt(cursor.substring(cursor.lastIndexOf('_') + 1));
            cursor = read("changes", cursor, page(page, 2, "{\"id\": " + page + ", \"adult\": null}"))
                    .next();
        }

        assertThat(asked)
                .containsExactly(
                        "movie/changes?start_date=2026-11-15&end_date=2026-11-22&page=1",
                        "movie/changes?start_date=2026-11-15&end_date=2026-11-22&page=2",
                        "tv/changes?start_date=2026-11-15&end_date=2026-11-22&page=1",
                        "tv/changes?start_date=2026-11-15&end_date=2026-11-22&page=2",
                        "movie/changes?start_date=2026-11-22&end_date=2026-11-25&page=1",
                        "movie/changes?start_date=2026-11-22&end_date=2026-11-25&page=2",
                        "tv/changes?start_date=2026-11-22&end_date=2026-11-25&page=1",
                        "tv/changes?start_date=2026-11-22&end_date=2026-11-25&page=2");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-25T07:00:00Z, movie_2026-11-25_2026-11-25_1",
        "2026-11-24T07:00:00Z, movie_2026-11-24_2026-11-25_1",
        "2020-01-01T00:00:00Z, movie_2026-11-11_2026-11-25_1",
        "2027-01-01T00:00:00Z, movie_2026-11-25_2026-11-25_1"
    })
    void asksForNoChangesThatTmdbDoesNotTell(Instant since, String cursor) {
        assertThat(reader.changesSince("changes", since)).isEqualTo(cursor);
    }

    @Test
    void asksForTheLastDayWhereNothingWasReadBefore() {
        assertThat(reader.listRequest("changes", null, 1).address())
                .hasToString("http://127.0.0.1:8092/3/movie/changes?start_date=2026-11-24&end_date=2026-11-25&page=1");
    }

    @Test
    void goesOnToTheSeriesWhereNoFilmHasChanged() throws BrokenPageException {
        ListPage page = read("changes", null, page(1, 0));

        assertThat(page.subjects()).isEmpty();
        assertThat(page.next()).isEqualTo("tv_2026-11-24_2026-11-25_1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "movie_2026-11-24_2026-11-25_0",
                "movie_2026-11-24_2026-11-25_501",
                "person_2026-11-24_2026-11-25_1",
                "movie_2026-13-24_2026-11-25_1",
                "MOVIE_2026-11-24_2026-11-25_1",
                "movie_2026-11-24_2026-11-25_1_2",
                "movie_+12026-11-24_2026-11-25_1",
                "movie_2026-11-24&x=1_2026-11-25_1"
            })
    void refusesCursorsOfChangesThatItHasNotMade(String cursor) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> reader.listRequest("changes", cursor, 10))
                .withMessageContaining("'" + cursor + "'");
    }
}
