package io.reelsync.worker.settle;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.Installation;
import io.reelsync.source.Kind;
import io.reelsync.source.Reason;
import io.reelsync.source.Response;
import io.reelsync.source.Sources;
import io.reelsync.source.SubjectId;
import io.reelsync.source.VideoFacts;
import io.reelsync.source.VideoFacts.Provenance;
import io.reelsync.statement.Statements;
import io.reelsync.statement.Videos;
import io.reelsync.worker.Received;
import io.reelsync.worker.TaskResult;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;

/** The archive is read with today's extraction; what was stored with yesterday's is told apart from it. */
class ReparseTest {
    private static Installation installation;
    private static Reparse reparse;

    @BeforeAll
    static void start() {
        installation = Installation.start(Map.of("reelsync.catalog.archive.enabled", true));
        reparse = new Reparse(
                installation.sql(),
                installation.bean(TransactionTemplate.class),
                installation.bean(Sources.class),
                installation.bean(Statements.class),
                installation.bean(Videos.class));
    }

    @AfterAll
    static void close() {
        installation.close();
    }

    @BeforeEach
    void empty() {
        List.of("subjects", "statements", "statement_names", "videos", "video_changes", "raw_pages")
                .forEach(table -> installation.sql().sql("DELETE FROM " + table).update());
    }

    private static String details(long id, String director) {
        return """
                {"id": "%d", "type": "movie", "title": "长桥来信", "year": "2019", "genres": ["剧情"],
                 "countries": ["中国大陆"], "languages": ["汉语"], "directors": [{"name": "%s"}],
                 "rating": {"count": 90, "value": 9.9}, "pubdate": ["2019-05-03(中国大陆)"]}""".formatted(id, director);
    }

    /** A title that was stored by an extraction that took the director for another. */
    private void stored(long id, String body, String director) {
        SubjectId subject = new SubjectId("douban", Long.toString(id));
        installation
                .sql()
                .sql("INSERT INTO subjects (source, source_id, state, priority, lease, lease_until, first_seen_at)"
                        + " VALUES ('douban', ?, 'LEASED', 3, 5, UTC_TIMESTAMP(3) + INTERVAL 1 HOUR, UTC_TIMESTAMP(3))")
                .param(id)
                .update();
        VideoFacts facts = new VideoFacts(
                subject,
                Kind.MOVIE,
                new VideoFacts.Naming("长桥来信", null, List.of()),
                new VideoFacts.Release(2019, List.of()),
                new VideoFacts.Credits(List.of(director), List.of(), List.of()),
                new VideoFacts.Labels(List.of("剧情"), List.of("中国大陆"), List.of("汉语")),
                VideoFacts.Length.NONE,
                new VideoFacts.Rating(new BigDecimal("7.4"), 20L),
                null,
                null,
                null,
                new Provenance("json", Set.of("writers"), List.of()));
        Response answer = new Response(
                URI.create("https://m.example.org/movie/" + id), 200, Map.of(), body.getBytes(StandardCharsets.UTF_8));
        try {
            installation
                    .bean(VideoWriter.class)
                    .settle(subject, 5, new TaskResult.Found(facts, new Received("json", answer), false));
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private String video(long id) {
        return installation
                .sql()
                .sql("SELECT CONCAT_WS('|', director_json, release_date, score, votes) FROM videos WHERE source_id = ?")
                .param(id)
                .query(String.class)
                .single();
    }

    @Test
    void tellsWhatWouldChangeAndChangesNothing() {
        for (long id = 1; id <= 450; id++) {
            stored(id, details(id, id % 3 == 0 ? "林一舟" : "何川"), "何川");
        }

        Reparse.Report report = reparse.run(false, 2);

        assertThat(report.pages()).isEqualTo(450);
        assertThat(report.titles()).as("the date is new to all of them").isEqualTo(450);
        assertThat(report.fields())
                .containsEntry("directors", 150L)
                .containsEntry("release_dates", 450L)
                .doesNotContainKeys("score", "votes");
        assertThat(report.examples()).hasSize(2);
        assertThat(video(3)).isEqualTo("[\"何川\"]|7.4|20");
        assertThat(installation
                        .sql()
                        .sql("SELECT COUNT(*) FROM video_changes")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void storesWhatDiffersWithItsHistoryAndFindsNothingMore() {
        stored(3, details(3, "林一舟"), "何川");

        assertThat(reparse.run(true, 10).titles()).isEqualTo(1);

        assertThat(video(3)).isEqualTo("[\"林一舟\"]|2019-05-03|7.4|20");
        assertThat(installation
                        .sql()
                        .sql("SELECT CONCAT(old_value, ' -> ', new_value) FROM video_changes WHERE field = 'directors'")
                        .query(String.class)
                        .single())
                .isEqualTo("[\"何川\"] -> [\"林一舟\"]");
        assertThat(reparse.run(true, 10).titles()).isZero();
    }

    @Test
    void countsPagesThatAreRefusedTodayAndLeavesTheirTitlesAlone() {
        stored(1, "{\"id\": \"1\", \"type\": \"movie\", \"title\": \" \"}", "何川");
        stored(2, "{\"id\": \"2\", \"type\": \"movie\", \"title\": \"长桥来信\"}", "何川");

        Reparse.Report report = reparse.run(true, 10);

        assertThat(report.broken()).containsExactly(Map.entry(Reason.NO_STRUCTURE, 1L));
        assertThat(report.lossy()).isEqualTo(1);
        assertThat(video(1)).isEqualTo("[\"何川\"]|7.4|20");
        assertThat(video(2)).isEqualTo("[\"何川\"]|7.4|20");
    }
}
