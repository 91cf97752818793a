package io.reelsync.worker.settle;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.source.Kind;
import io.reelsync.source.VideoFacts;
import io.reelsync.worker.TaskResult;
import java.util.List;
import org.junit.jupiter.api.Test;

class FactsWriterTest {
    private static final String ALL = "CONCAT_WS('|', title, original_title, aka_json, type, year, release_date,"
            + " release_date_precision, release_dates_json, director_json, writers_json, actors_json, tags_json,"
            + " country_json, languages_json, runtime, runtimes_json, season, episode_count, episode_runtime, imdb_id,"
            + " score, votes, rating_distribution_json, description, cover_url)";

    private final Shelf shelf = new Shelf();

    @Test
    void storesEveryFactOfAPage() {
        shelf.listed(1);

        shelf.settleNow(1, new TaskResult.Found(shelf.page(1)));

        assertThat(shelf.video(ALL, 1).replace(", ", ",").replace("\": ", "\":"))
                .isEqualTo("Title 1|Original 1|[\"Other name\",\"又名\"]|movie|2011|2011-01-01|YEAR|"
                        + "[{\"date\":\"2011-05\",\"place\":\"China\"},{\"date\":\"2011\",\"place\":null}]|"
                        + "[\"Ann Director\"]|[\"Wu Writer\"]|[\"One\",\"Two\"]|[\"Drama\"]|[\"China\"]|[\"Mandarin\"]|"
                        + "117|[\"117 min\",\"120 min (festival)\"]|2|12|45|tt0000001|8.1|1234|[50.5,30.0,10.0,9.5,0.0]|A summary.|"
                        + "https://img.example/page-1.jpg");
        assertThat(shelf.video("created_at IS NOT NULL AND updated_at IS NOT NULL AND id > 0", 1))
                .isEqualTo("1");
    }

    @Test
    void emptyFactsNeverReplaceStoredOnes() {
        shelf.listed(1);
        shelf.settleNow(1, new TaskResult.Found(shelf.page(1)));
        String before = shelf.video(ALL, 1);

        assertThat(shelf.settleNow(1, new TaskResult.Found(shelf.partial(1)))).isEqualTo(Settled.UNCHANGED);

        assertThat(shelf.video(ALL, 1)).isEqualTo(before);
        assertThat(shelf.changes(1)).isEmpty();
    }

    @Test
    void theSharesOfStarsFollowTheLatestPageWithTheirHistoryAndStandWhereNothingIsToldOfThem() {
        VideoFacts page = shelf.page(1);
        shelf.listed(1);
        shelf.settleNow(1, new TaskResult.Found(page));

        assertThat(shelf.settleNow(1, new TaskResult.Found(page))).isEqualTo(Settled.UNCHANGED);
        shelf.settleNow(
                1,
                new TaskResult.Found(rated(
                        page,
                        new VideoFacts.Rating(
                                page.rating().score(),
                                page.rating().votes(),
                                Shelf.shares("50.4", "30.1", "10.0", "9.5", "0.0")))));
        shelf.listed("tv", shelf.listing(1));

        assertThat(shelf.changes(1))
                .contains("rating_distribution: [50.5,30.0,10.0,9.5,0.0] -> [50.4,30.1,10.0,9.5,0.0]");
        assertThat(shelf.video("rating_distribution_json", 1).replace(" ", "")).isEqualTo("[50.4,30.1,10.0,9.5,0.0]");
    }

    @Test
    void aSeriesThatGainsEpisodesIsOneThatIsUpdatedUntilItIsCompleteAndGainsNone() {
        shelf.listed("tv", shelf.running(1, 4));
        shelf.settleNow(1, new TaskResult.Found(shelf.page(1, Kind.TV, "8.1", List.of("Ann Director"))));
        assertThat(shelf.video("CONCAT(episodes_out, is_update, is_completed)", 1))
                .isEqualTo("400");

        shelf.listed("anime", shelf.running(1, 8));
        assertThat(shelf.video("CONCAT(episodes_out, is_update, is_completed)", 1))
                .isEqualTo("810");
        assertThat(shelf.changes(1)).contains("episodes_out: 4 -> 8", "is_update: false -> true");

        shelf.listed("shows", shelf.running(1, 12));
        assertThat(shelf.video("CONCAT(episodes_out, '/', is_update, is_completed)", 1))
                .isEqualTo("12/11");

        shelf.listed("documentaries", shelf.running(1, 12));
        assertThat(shelf.video("CONCAT(episodes_out, '/', is_update, is_completed)", 1))
                .isEqualTo("12/01");
    }

    @Test
    void aFilmIsNeitherUpdatedNorCompleted() {
        shelf.listed(1);
        shelf.settleNow(1, new TaskResult.Found(shelf.page(1)));
        shelf.listed("tv", shelf.withEpisodes(shelf.listing(1), 12));
        shelf.listed("anime", shelf.withEpisodes(shelf.listing(1), 13));

        assertThat(shelf.video("CONCAT(is_update, is_completed)", 1)).isEqualTo("00");
    }

    @Test
    void keepsTheFinerKindOfTheListWhereAPageSaysSeries() {
        shelf.listed("anime", shelf.listing(1, "Title 1", Kind.ANIME, "9.0"));

        shelf.settleNow(1, new TaskResult.Found(shelf.page(1, Kind.TV, "9.0", List.of("Ann Director"))));

        assertThat(shelf.video("type", 1)).isEqualTo("anime");
    }

    @Test
    void believesAPageThatTellsAFilmFromASeries() {
        shelf.listed("movies", shelf.listing(1, "Title 1", Kind.MOVIE, "9.0"));

        shelf.settleNow(1, new TaskResult.Found(shelf.page(1, Kind.TV, "9.0", List.of("Ann Director"))));

        assertThat(shelf.video("type", 1)).isEqualTo("tv");
    }

    @Test
    void keepsNamesWholeThatTheVideoServicesIndexCanNotHold() {
        String name = "𠀋".repeat(20) + "Johann Sebastian";
        shelf.listed(1);

        shelf.settleNow(1, new TaskResult.Found(shelf.page(1, Kind.MOVIE, "8.1", List.of("Bo", name))));

        assertThat(shelf.video("JSON_UNQUOTE(JSON_EXTRACT(director_json, '$[1]'))", 1))
                .isEqualTo("𠀋".repeat(20) + "Johann Sebas");
        assertThat(shelf.video("JSON_UNQUOTE(JSON_EXTRACT(directors_full_json, '$[1]'))", 1))
                .isEqualTo(name);
        assertThat(shelf.video("actors_full_json", 1)).isNull();
        assertThat(shelf.settleNow(1, new TaskResult.Found(shelf.page(1, Kind.MOVIE, "8.1", List.of("Bo", name)))))
                .isEqualTo(Settled.UNCHANGED);
        assertThat(shelf.settleNow(1, new TaskResult.Found(shelf.page(1, Kind.MOVIE, "8.1", List.of("Bo")))))
                .isEqualTo(Settled.CHANGED);
        assertThat(shelf.video("directors_full_json", 1)).isNull();
    }

    @Test
    void keepsTextsWholeThatTheirColumnsCanNotHold() {
        String title = "𠀋".repeat(255) + "尾";
        String summary = "长".repeat(21_845) + "尾";
        shelf.listed(1);

        shelf.settleNow(1, new TaskResult.Found(written(1, title, summary)));

        assertThat(shelf.video("title", 1)).isEqualTo("𠀋".repeat(255));
        assertThat(shelf.video("title_full", 1)).isEqualTo(title);
        assertThat(shelf.video("description", 1)).isEqualTo("长".repeat(21_845));
        assertThat(shelf.video("description_full", 1)).isEqualTo(summary);

        assertThat(shelf.settleNow(1, new TaskResult.Found(written(1, title, summary))))
                .isEqualTo(Settled.UNCHANGED);
        shelf.settleNow(1, new TaskResult.Found(written(1, title + "!", "A summary.")));

        assertThat(shelf.changes(1))
                .containsExactly(
                        "description: " + summary + " -> A summary.", "title: " + title + " -> " + title + "!");
        assertThat(shelf.video("description_full", 1)).isNull();
        assertThat(shelf.video("description", 1)).isEqualTo("A summary.");
    }

    @Test
    void neverCutsATextWithinACharacter() {
        shelf.listed(1);

        shelf.settleNow(1, new TaskResult.Found(written(1, "Title 1", "a".repeat(65_533) + "𠀋")));

        assertThat(shelf.video("description", 1)).isEqualTo("a".repeat(65_533));
        assertThat(shelf.video("description_full", 1)).isEqualTo("a".repeat(65_533) + "𠀋");
    }

    @Test
    void keepsARowThatTheVideoServiceWroteAndItsId() {
        shelf.sql()
                .sql(
                        "INSERT INTO videos (id, source, source_id, title, status, resolution) VALUES (?, ?, 1, '旧', 'up', '4K')")
                .params(Math.abs(shelf.source.hashCode()), shelf.source)
                .update();
        shelf.listed(1);

        assertThat(shelf.settleNow(1, new TaskResult.Found(shelf.page(1)))).isEqualTo(Settled.CREATED);

        assertThat(shelf.videos()).isEqualTo(1);
        assertThat(shelf.video("CONCAT_WS(' ', id, status, resolution, title)", 1))
                .isEqualTo(Math.abs(shelf.source.hashCode()) + " up 4K Title 1");
    }

    private static VideoFacts rated(VideoFacts page, VideoFacts.Rating rating) {
        return new VideoFacts(
                page.subject(),
                page.kind(),
                page.naming(),
                page.release(),
                page.credits(),
                page.labels(),
                page.length(),
                rating,
                page.imdbId(),
                page.summary(),
                page.coverUrl());
    }

    /** What a page says with that title and summary. */
    private VideoFacts written(long number, String title, String summary) {
        VideoFacts page = shelf.page(number);
        return new VideoFacts(
                page.subject(),
                page.kind(),
                new VideoFacts.Naming(
                        title, page.naming().originalTitle(), page.naming().aka()),
                page.release(),
                page.credits(),
                page.labels(),
                page.length(),
                page.rating(),
                page.imdbId(),
                summary,
                page.coverUrl());
    }
}
