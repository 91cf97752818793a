package io.reelsync.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.run.RunProgress;
import io.reelsync.run.RunState;
import io.reelsync.samplesite.catalogue.TitleFacts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.file.Path;
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
import javax.imageio.ImageIO;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;

/** The main job, end to end: most of it one story, of the same services and the same list day after day. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SyncTest {
    private static final int FILMS = 80;
    private static final String LONG_NAME = "Wolfeschlegelsteinhausenbergerdorff the Third of Somewhere";
    private static final Pattern RELEASE = Pattern.compile("([\\d-]+)(?:\\((.*)\\))?");

    private final Cluster cluster = new Cluster()
            .with("reelsync.covers.dir", Path.of("target", "covers").toAbsolutePath())
            .with("reelsync.douban.picture-rate", "20/1s");
    private final Catalogue catalogue = new Catalogue(cluster);

    private Api api;

    @BeforeAll
    void start() {
        api = cluster.administrator();
        cluster.scheduler();
        cluster.worker();
    }

    @BeforeEach
    void forgetRequests() {
        cluster.site.clearRequests();
    }

    @AfterAll
    void stop() throws Exception {
        cluster.close();
    }

    @Test
    @Order(1)
    void storesEveryListedFilmWithItsDetails() {
        RunProgress run = cluster.syncFilms(FILMS);

        assertThat(run.run().state()).isEqualTo(RunState.COMPLETED);
        assertThat(run.created()).isEqualTo(FILMS);
        assertThat(run.planned()).isEqualTo(FILMS);
        Map<Long, Map<String, Object>> stored = new LinkedHashMap<>();
        api.all("/api/videos")
                .forEach(video -> stored.put(video.get("source_id").asLong(), facts(video)));
        List<Long> listed = cluster.site.listedFilms().subList(0, FILMS);
        assertThat(stored.keySet()).containsExactlyInAnyOrderElementsOf(listed);
        for (long id : listed) {
            assertThat(stored.get(id))
                    .as("film %d", id)
                    .isEqualTo(facts(cluster.site.truth(id).orElseThrow()));
        }
    }

    @Test
    @Order(2)
    void fetchesOnlyWhatIsDueTheSecondTime() {
        RunProgress second = cluster.syncFilms(FILMS);

        assertThat(second.listed()).isEqualTo(FILMS);
        assertThat(second.planned()).isZero();
        assertThat(second.run().state()).isEqualTo(RunState.COMPLETED);
        assertThat(catalogue.pagesAskedFor()).isEmpty();
        assertThat(catalogue.number("SELECT COUNT(*) FROM videos")).isEqualTo(FILMS);

        List<Long> due = cluster.site.listedFilms().subList(10, 17);
        cluster.sql()
                .sql("UPDATE subjects SET due_at = UTC_TIMESTAMP(3) WHERE source_id IN (:due)")
                .param("due", due.stream().map(String::valueOf).toList())
                .update();
        RunProgress third = cluster.syncFilms(FILMS);

        Awaitility.await()
                .untilAsserted(() -> assertThat(catalogue.pagesAskedFor()).containsExactlyInAnyOrderElementsOf(due));
        assertThat(third.listed()).isEqualTo(FILMS);
        assertThat(third.created()).isZero();
        assertThat(third.changed()).isZero();
        Awaitility.await().untilAsserted(() -> assertThat(
                        catalogue.number("SELECT COUNT(*) FROM subjects WHERE detailed_count = 2"))
                .isEqualTo(due.size()));
        assertThat(catalogue.number("SELECT COUNT(*) FROM videos")).isEqualTo(FILMS);
        assertThat(catalogue.number("SELECT COUNT(*) FROM video_changes")).isZero();
    }

    @Test
    @Order(3)
    void refreshesScoresOfKnownFilmsFromTheListAlone() {
        Map<Long, TitleFacts> before = truths(cluster, new HashSet<>(cluster.site.listedFilms()));
        cluster.clock.move(Duration.ofDays(1));

        RunProgress run = cluster.syncFilms(FILMS);

        Set<Long> known = new HashSet<>(cluster.site.listedFilms().subList(0, FILMS));
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

    @Test
    @Order(4)
    void showsPostersThatItMirroredWhenTheyWereFirstAskedFor() {
        JsonNode video = api.get("/api/videos?size=1").get("items").get(0);
        String poster = video.get("cover_url")
                .asString()
                .substring(cluster.site.url().toString().length());
        String cover = video.get("cover").asString();
        assertThat(askedFor(poster)).isZero();

        HttpResponse<byte[]> placeholder = api.bytes(cover);
        assertThat(placeholder.statusCode()).isEqualTo(202);
        assertThat(placeholder.headers().firstValue("Content-Type")).hasValue("image/png");

        Awaitility.await().until(() -> api.bytes(cover).statusCode() == 200);
        Map<Integer, Integer> widths = new LinkedHashMap<>();
        for (int asked : new int[] {100, 300, 600, 4000}) {
            HttpResponse<byte[]> answer =
                    api.bytes("/api/videos/" + video.get("id").asString() + "/cover?width=" + asked);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("image/jpeg");
            widths.put(asked, width(answer.body()));
        }
        // The site's are 270 pixels wide, and none is enlarged.
        assertThat(widths).isEqualTo(Map.of(100, 160, 300, 270, 600, 270, 4000, 270));
        HttpResponse<byte[]> mirrored = api.bytes(cover);
        assertThat(mirrored.headers().firstValue("Cache-Control"))
                .hasValueSatisfying(cache -> assertThat(cache).contains("private", "immutable", "max-age=31536000"));
        Api again = api.anyone()
                .with("If-None-Match", mirrored.headers().firstValue("ETag").orElseThrow());
        assertThat(again.status(cover)).isEqualTo(304);
        assertThat(askedFor(poster)).isEqualTo(1);
    }

    private long askedFor(String poster) {
        return cluster.site.requests().stream()
                .filter(request -> request.path().equals(poster))
                .count();
    }

    private static int width(byte[] picture) {
        try {
            return ImageIO.read(new ByteArrayInputStream(picture)).getWidth();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Test
    @Order(5)
    void keepsNamesOfAnyLengthComplete() throws Exception {
        try (Cluster other = new Cluster();
                RenamingSite renaming = new RenamingSite(other.site.url())) {
            TitleFacts film = other.site.listedFilms().stream()
                    .map(id -> other.site.truth(id).orElseThrow())
                    .filter(any -> any.actors().size() > 2)
                    .findFirst()
                    .orElseThrow();
            renaming.rename(film.actors().get(1), LONG_NAME);
            other.with("reelsync.douban.web-url", renaming.url());
            Api otherApi = other.administrator();
            other.scheduler();
            other.worker();

            other.awaitEnd(other.startSubjects(List.of(Long.valueOf(film.sourceId()))));

            List<String> actors = new ArrayList<>(film.actors());
            actors.set(1, LONG_NAME);
            List<JsonNode> videos = otherApi.all("/api/videos");
            assertThat(videos).hasSize(1);
            assertThat(facts(videos.get(0)).get("actors")).isEqualTo(actors);
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
