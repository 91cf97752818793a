package io.reelsync.worker.settle;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.source.Kind;
import io.reelsync.source.PartialDate;
import io.reelsync.source.VideoFacts;
import io.reelsync.source.VideoFacts.ReleaseDate;
import io.reelsync.worker.TaskResult;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a route that tells less says does not stand against what a better one told, for as long as that is fresh. */
class BetterRouteTest {
    private static final String LASTING = "CONCAT_WS('|', title, original_title, aka_json, type, year, release_date,"
            + " release_date_precision, release_dates_json, director_json, writers_json, actors_json, tags_json,"
            + " country_json, languages_json, runtime, runtimes_json, season, episode_runtime, imdb_id,"
            + " description)";
    private static final String OLD = "fully_detailed_at = fully_detailed_at - INTERVAL 31 DAY";

    private final Shelf shelf = new Shelf();

    @BeforeEach
    void readThePage() {
        shelf.listed(1);
        shelf.settleNow(1, new TaskResult.Found(shelf.page(1)));
    }

    /** What the poorer route says: nearly everything otherwise, and only of one release. */
    private VideoFacts json(String date, @Nullable String place, List<String> actors, int runtime) {
        return json(date, place, actors, runtime, 13);
    }

    private VideoFacts json(String date, @Nullable String place, List<String> actors, int runtime, int episodes) {
        return new VideoFacts(
                shelf.id(1),
                Kind.MOVIE,
                new VideoFacts.Naming("Another title", "Another original", List.of("Third name")),
                new VideoFacts.Release(
                        2012, List.of(new ReleaseDate(PartialDate.parse(date).orElseThrow(), place))),
                new VideoFacts.Credits(List.of("Another Director"), List.of(), actors),
                new VideoFacts.Labels(List.of("Comedy"), List.of("France"), List.of("French")),
                new VideoFacts.Length(runtime, List.of(runtime + " min"), null, episodes, 46, 7),
                new VideoFacts.Rating(new BigDecimal("8.4"), 2000L),
                null,
                "Another summary.",
                "https://img.example/other.jpg",
                new VideoFacts.Provenance("json", Set.of("writers", "imdb_id", "season"), List.of()));
    }

    private Settled read(VideoFacts facts) {
        return shelf.settleNow(1, new TaskResult.Found(facts));
    }

    @Test
    void onlyWhatMovesByItselfFollowsThePoorerRoute() {
        String before = shelf.video(LASTING, 1);

        assertThat(read(json("2011-06-01", "France", List.of("One", "Two", "Three"), 118)))
                .isEqualTo(Settled.CHANGED);

        assertThat(shelf.video(LASTING, 1)).isEqualTo(before);
        assertThat(shelf.changes(1))
                .contains("score: 8.1 -> 8.4", "votes: 1234 -> 2000", "episodes_out: nothing -> 7")
                .allMatch(change -> change.matches("(score|votes|episodes_out|episode_count|cover_url): .*"));
        assertThat(shelf.subject("route", 1)).isEqualTo("json");
    }

    @Test
    void aSeriesThatHasGainedEpisodesByThePoorerRouteHasGainedThem() {
        read(json("2011-06-01", "France", List.of("One"), 118));
        assertThat(shelf.video("episode_count", 1))
                .as("13 by the poorer route, 12 by the page")
                .isEqualTo("13");

        read(shelf.page(1));
        read(json("2011-06-01", "France", List.of("One"), 118, 11));

        assertThat(shelf.video("episode_count", 1)).as("fewer are no news").isEqualTo("12");
    }

    @Test
    void anEarlierDateOfThePoorerRouteWaitsForThePage() {
        read(json("2010-01-01", "France", List.of("One"), 117));

        assertThat(shelf.video("CONCAT(release_date, release_date_precision)", 1))
                .isEqualTo("2011-01-01YEAR");
    }

    @Test
    void thePoorerRouteFillsWhatIsEmpty() {
        VideoFacts page = shelf.bare(2);
        shelf.listed("tv", shelf.listing(2));
        shelf.settleNow(2, new TaskResult.Found(page));

        shelf.settleNow(2, new TaskResult.Found(shelf.byRoute(shelf.page(2), List.of("One"), "A summary.")));

        assertThat(shelf.video("CONCAT_WS('|', release_date, actors_json, runtime, description)", 2))
                .isEqualTo("2011-01-01|[\"One\"]|117|A summary.");
    }

    @Test
    void theBetterRouteReplacesWhatThePoorerOneTold() {
        shelf.listed("tv", shelf.listing(2));
        shelf.settleNow(2, new TaskResult.Found(shelf.byRoute(shelf.page(2), List.of("Two", "Three"), "Other.")));

        shelf.settleNow(2, new TaskResult.Found(shelf.page(2)));

        assertThat(shelf.video("CONCAT_WS('|', REPLACE(actors_json, ' ', ''), description)", 2))
                .isEqualTo("[\"One\",\"Two\"]|A summary.");
    }

    @Test
    void afterAMonthWithoutTheBetterRouteTheOthersNewWordCounts() {
        shelf.update(OLD, 1);

        read(json("2012-06-01", "France", List.of("Two", "Three"), 118));

        assertThat(shelf.video("CONCAT_WS('|', title, release_date, runtime, REPLACE(actors_json, ' ', ''))", 1))
                .isEqualTo("Another title|2012-06-01|118|[\"Two\",\"Three\"]");
        assertThat(shelf.video("writers_json", 1)).isEqualTo("[\"Wu Writer\"]");
    }

    @Test
    void evenThenNothingIsCutDownToWhatThePoorerRouteSays() {
        shelf.update(OLD, 1);

        read(json("2011-05", null, List.of("Two"), 117));

        assertThat(shelf.video(
                        "CONCAT_WS('|', release_date, release_date_precision, REPLACE(actors_json, ' ', ''))", 1))
                .isEqualTo("2011-01-01|YEAR|[\"One\",\"Two\"]");
        assertThat(shelf.video("JSON_LENGTH(release_dates_json)", 1)).isEqualTo("2");
    }

    @Test
    void aListsNumberOfEpisodesFillsOnlyWhatIsEmpty() {
        VideoFacts listed = shelf.running(1, 9);
        shelf.listed("tv", withCount(listed, 40));

        assertThat(shelf.video("CONCAT_WS(' ', episode_count, episodes_out)", 1))
                .isEqualTo("12 9");
    }

    @Test
    void aFinerKindIsTakenFromThePoorerRoute() {
        shelf.listed("tv", shelf.listing(2, "Title 2", Kind.TV, "8.0"));
        shelf.settleNow(2, new TaskResult.Found(shelf.page(2, Kind.TV, "8.1", List.of("Ann Director"))));

        shelf.settleNow(
                2,
                new TaskResult.Found(shelf.byRoute(
                        shelf.page(2, Kind.TVSHOW, "8.1", List.of("Ann Director")), List.of("One"), "A summary.")));

        assertThat(shelf.video("type", 2)).isEqualTo("tvshow");
    }

    @Test
    void theSamePictureElsewhereIsNoChange() {
        List<String> addresses = Arrays.asList(
                "https://img9.example.org/view/photo/s_ratio_poster/public/p2990000001.jpg",
                "https://img2.example.org/view/photo/s_ratio_poster/public/p2990000001.webp",
                "https://img1.example.org/view/photo/m_ratio_poster/public/p2990000001.jpg",
                "https://img3.example.org/view/photo/l/public/p2990000001.webp?v=2");
        for (int i = 0; i < addresses.size(); i++) {
            assertThat(read(withCover(shelf.page(1), addresses.get(i))))
                    .as(addresses.get(i))
                    .isEqualTo(i == 0 ? Settled.CHANGED : Settled.UNCHANGED);
        }
        shelf.listed("tv", withCover(shelf.listing(1, "Title 1", Kind.MOVIE, "8.1"), addresses.get(2)));

        assertThat(shelf.video("cover_url", 1)).isEqualTo(addresses.get(0));
        assertThat(read(withCover(shelf.page(1), addresses.get(0).replace("p2990000001", "p2990000002"))))
                .isEqualTo(Settled.CHANGED);
    }

    private static VideoFacts withCover(VideoFacts facts, String coverUrl) {
        return new VideoFacts(
                facts.subject(),
                facts.kind(),
                facts.naming(),
                facts.release(),
                facts.credits(),
                facts.labels(),
                facts.length(),
                facts.rating(),
                facts.imdbId(),
                facts.summary(),
                coverUrl);
    }

    private static VideoFacts withCount(VideoFacts facts, int episodes) {
        return new VideoFacts(
                facts.subject(),
                facts.kind(),
                facts.naming(),
                facts.release(),
                facts.credits(),
                facts.labels(),
                new VideoFacts.Length(
                        null, List.of(), null, episodes, null, facts.length().episodesOut()),
                facts.rating(),
                facts.imdbId(),
                facts.summary(),
                facts.coverUrl());
    }
}
