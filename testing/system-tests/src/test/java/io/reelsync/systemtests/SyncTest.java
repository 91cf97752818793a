package io.reelsync.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.run.RunProgress;
import io.reelsync.run.RunState;
import io.reelsync.samplesite.catalogue.TitleFacts;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The main job, end to end. */
class SyncTest {
    private static final String LONG_NAME = "Wolfeschlegelsteinhausenbergerdorff the Third of Somewhere";
    private static final Pattern RELEASE = Pattern.compile("([\\d-]+)(?:\\((.*)\\))?");

    @Test
    void storesEveryListedFilmWithItsDetails() throws Exception {
        try (Cluster cluster = new Cluster()) {
            Api api = cluster.administrator();
            cluster.scheduler();
            cluster.worker();

            RunProgress run = cluster.syncFilms(80);

            assertThat(run.run().state()).isEqualTo(RunState.COMPLETED);
            assertThat(run.created()).isEqualTo(80);
            assertThat(run.planned()).isEqualTo(80);
            Map<Long, Map<String, Object>> stored = new LinkedHashMap<>();
            api.all("/api/videos")
                    .forEach(video -> stored.put(video.get("source_id").asLong(), facts(video)));
            List<Long> listed = cluster.site.listedFilms().subList(0, 80);
            assertThat(stored.keySet()).containsExactlyInAnyOrderElementsOf(listed);
            for (long id : listed) {
                assertThat(stored.get(id))
                        .as("film %d", id)
                        .isEqualTo(facts(cluster.site.truth(id).orElseThrow()));
            }
        }
    }

    @Test
    void keepsNamesOfAnyLengthComplete() throws Exception {
        try (Cluster cluster = new Cluster();
                RenamingSite renaming = new RenamingSite(cluster.site.url())) {
            TitleFacts film = cluster.site.listedFilms().stream()
                    .map(id -> cluster.site.truth(id).orElseThrow())
                    .filter(any -> any.actors().size() > 2)
                    .findFirst()
                    .orElseThrow();
            renaming.rename(film.actors().get(1), LONG_NAME);
            cluster.with("reelsync.douban.web-url", renaming.url());
            Api api = cluster.administrator();
            cluster.scheduler();
            cluster.worker();

            cluster.awaitEnd(cluster.startSubjects(List.of(Long.valueOf(film.sourceId()))));

            List<String> actors = new ArrayList<>(film.actors());
            actors.set(1, LONG_NAME);
            List<JsonNode> videos = api.all("/api/videos");
            assertThat(videos).hasSize(1);
            assertThat(facts(videos.get(0)).get("actors")).isEqualTo(actors);
        }
    }

    @Test
    void fetchesOnlyWhatIsDueTheSecondTime() throws Exception {
        try (Cluster cluster = new Cluster()) {
            cluster.scheduler();
            cluster.worker();
            cluster.syncFilms(80);
            Catalogue catalogue = new Catalogue(cluster);
            cluster.site.clearRequests();

            RunProgress second = cluster.syncFilms(80);

            assertThat(second.listed()).isEqualTo(80);
            assertThat(second.planned()).isZero();
            assertThat(second.run().state()).isEqualTo(RunState.COMPLETED);
            assertThat(catalogue.pagesAskedFor()).isEmpty();
            assertThat(catalogue.number("SELECT COUNT(*) FROM videos")).isEqualTo(80);

            List<Long> due = cluster.site.listedFilms().subList(10, 17);
            cluster.sql()
                    .sql("UPDATE subjects SET due_at = UTC_TIMESTAMP(3) WHERE source_id IN (:due)")
                    .param("due", due.stream().map(String::valueOf).toList())
                    .update();
            RunProgress third = cluster.syncFilms(80);

            Awaitility.await().untilAsserted(() -> assertThat(catalogue.pagesAskedFor())
                    .containsExactlyInAnyOrderElementsOf(due));
            assertThat(third.listed()).isEqualTo(80);
            assertThat(third.created()).isZero();
            assertThat(third.changed()).isZero();
            Awaitility.await().untilAsserted(() -> assertThat(
                            catalogue.number("SELECT COUNT(*) FROM subjects WHERE detailed_count = 2"))
                    .isEqualTo(due.size()));
            assertThat(catalogue.number("SELECT COUNT(*) FROM videos")).isEqualTo(80);
            assertThat(catalogue.number("SELECT COUNT(*) FROM video_changes")).isZero();
        }
    }

    @Test
    void refreshesScoresOfKnownFilmsFromTheListAlone() throws Exception {
        try (Cluster cluster = new Cluster()) {
            cluster.scheduler();
            cluster.worker();
            cluster.syncFilms(80);
            Catalogue catalogue = new Catalogue(cluster);
            Map<Long, TitleFacts> before = truths(cluster, new HashSet<>(cluster.site.listedFilms()));
            cluster.site.clearRequests();
            cluster.clock.move(Duration.ofDays(1));

            RunProgress run = cluster.syncFilms(80);

            Set<Long> known = new HashSet<>(cluster.site.listedFilms().subList(0, 80));
            known.retainAll(stored(
                            cluster,
                            "SELECT source_id, score FROM videos v WHERE (SELECT first_seen_at"
                                    + " FROM subjects s WHERE s.source_id = v.source_key) < '" + requestedAt(run) + "'")
                    .keySet());
            assertThat(known).isNotEmpty();
            assertThat(catalogue.pagesAskedFor()).doesNotContainAnyElementsOf(known);
            Map<Long, TitleFacts> after = truths(cluster, known);
            Map<Long, Object> scores = stored(cluster, "SELECT source_id, score FROM videos");
            after.forEach((id, film) -> assertThat(scores.get(id)).isEqualTo(decimal(film.score())));
            Set<Long> moved = new HashSet<>(known);
            moved.removeIf(
                    id -> Objects.equals(before.get(id).score(), after.get(id).score()));
            assertThat(moved).isNotEmpty();
            assertThat(stored(cluster, """
                                    SELECT v.source_id, c.new_value FROM video_changes c
                                    JOIN videos v ON v.id = c.video_id WHERE c.field = 'score'""")).isEqualTo(expectedChanges(moved, after));
        }
    }

    private static String requestedAt(RunProgress run) {
        return run.run().requestedAt().toString().replace("T", " ").replace("Z", "");
    }

    private static Map<Long, Object> expectedChanges(Set<Long> moved, Map<Long, TitleFacts> after) {
        Map<Long, Object> changes = new HashMap<>();
        moved.forEach(id -> changes.put(id, String.valueOf(decimal(after.get(id).score()))));
        return changes;
    }

    private static Map<Long, Object> stored(Cluster cluster, String query) {
        Map<Long, Object> values = new HashMap<>();
        cluster.sql().sql(query).query(row -> {
            values.put(row.getLong(1), row.getObject(2));
        });
        return values;
    }

    private static Map<Long, TitleFacts> truths(Cluster cluster, Set<Long> ids) {
        Map<Long, TitleFacts> truths = new HashMap<>();
        ids.forEach(id -> cluster.site.truth(id).ifPresent(film -> truths.put(id, film)));
        return truths;
    }

    private static BigDecimal decimal(Double score) {
        return score == null ? null : BigDecimal.valueOf(score).setScale(1);
    }

    /** A video as the API tells it. */
    private static Map<String, Object> facts(JsonNode video) {
        Map<String, Object> facts = new LinkedHashMap<>();
        for (String field : List.of("kind", "title", "original_title", "release_date", "imdb_id", "description")) {
            facts.put(field, text(video.get(field)));
        }
        facts.put("cover_url", text(video.get("cover_url")));
        for (String field : List.of("year", "runtime", "votes")) {
            facts.put(field, video.get(field).isNull() ? null : video.get(field).asLong());
        }
        facts.put(
                "score",
                video.get("score").isNull()
                        ? null
                        : video.get("score").decimalValue().setScale(1));
        for (String field :
                List.of("directors", "writers", "actors", "tags", "countries", "languages", "aka", "runtimes")) {
            facts.put(
                    field,
                    video.get(field).valueStream().map(JsonNode::asString).toList());
        }
        facts.put(
                "release_dates",
                video.get("release_dates")
                        .valueStream()
                        .map(release -> Arrays.asList(text(release.get("date")), text(release.get("place"))))
                        .toList());
        return facts;
    }

    private static String text(JsonNode value) {
        return value.isNull() ? null : value.asString();
    }

    /** What stands on a film's page, in the same form. */
    private static Map<String, Object> facts(TitleFacts film) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("kind", film.kind());
        facts.put("title", film.title());
        facts.put("original_title", film.originalTitle());
        facts.put("release_date", film.firstReleaseDate());
        facts.put("imdb_id", film.imdbId());
        facts.put("description", film.summary());
        facts.put("cover_url", film.coverUrl());
        facts.put("year", (long) film.year());
        facts.put(
                "runtime",
                film.runtimeMinutes() == null ? null : film.runtimeMinutes().longValue());
        facts.put("votes", film.votes());
        facts.put("score", decimal(film.score()));
        facts.put("directors", film.directors());
        facts.put("writers", film.writers());
        facts.put("actors", film.actors());
        facts.put("tags", film.genres());
        facts.put("countries", film.countries());
        facts.put("languages", film.languages());
        facts.put("aka", film.aka());
        facts.put("runtimes", film.runtimesRaw());
        facts.put(
                "release_dates",
                film.releaseDates().stream().map(SyncTest::release).toList());
        return facts;
    }

    private static List<String> release(String written) {
        Matcher form = RELEASE.matcher(written);
        assertThat(form.matches()).as(written).isTrue();
        return Arrays.asList(form.group(1), form.group(2));
    }
}
