package io.reelsync.worker.settle;

import com.github.f4b6a3.tsid.TsidCreator;
import io.reelsync.catalog.CatalogSettings;
import io.reelsync.source.Reason;
import io.reelsync.source.SubjectId;
import io.reelsync.source.VideoFacts;
import io.reelsync.source.VideoFacts.Disagreement;
import io.reelsync.statement.FieldValues;
import io.reelsync.telemetry.Texts;
import io.reelsync.worker.Received;
import io.reelsync.worker.TaskResult;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What is kept beside the facts, so that people can see where they came from and what was not believed: the last raw
 * page of each route, where the archive is on; where the parts of a page disagree; answers in quarantine. Works within
 * the caller's transaction.
 */
@Component
class Evidence {
    /** Of each subject; older ones say nothing new. */
    private static final int MOST_QUARANTINED = 5;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final CatalogSettings.Archive archive;

    Evidence(JdbcClient jdbc, JdbcTemplate batches, CatalogSettings settings) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.archive = settings.archive();
    }

    /**
     * An answer that was not believed.
     *
     * @param facts what was read from it, null where nothing was
     */
    record Quarantined(
            SubjectId subject,
            Reason reason,
            String detail,
            Received received,
            @Nullable VideoFacts facts,
            @Nullable Long runId) {}

    /** Keeps what was said beside facts that were stored. */
    void keep(List<TaskResult.Found> believed) {
        List<TaskResult.Found> sorted = believed.stream()
                .sorted(Comparator.comparing(found -> found.facts().subject()))
                .toList();
        if (archive.enabled()) {
            archive(sorted.stream().filter(found -> found.received() != null).toList());
        }
        recordDisagreements(sorted);
    }

    private void archive(List<TaskResult.Found> pages) {
        batches.batchUpdate("""
                INSERT INTO raw_pages (source, source_id, route, address, body, size, fetched_at)
                VALUES (?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(3))
                ON DUPLICATE KEY UPDATE address = VALUES(address), body = VALUES(body), size = VALUES(size),
                    fetched_at = VALUES(fetched_at)""", pages, 50, (row, found) -> {
            Received received = Objects.requireNonNull(found.received());
            row.setString(1, found.facts().subject().source());
            row.setString(2, found.facts().subject().id());
            row.setString(3, received.route());
            row.setString(4, received.response().address().toString());
            row.setBytes(5, received.compressed());
            row.setInt(6, received.compressed().length);
        });
    }

    private record Noted(SubjectId subject, Disagreement disagreement) {}

    private void recordDisagreements(List<TaskResult.Found> pages) {
        List<TaskResult.Found> withDisagreements = pages.stream()
                .filter(found -> !found.facts().provenance().partial())
                .toList();
        withDisagreements.stream()
                .map(found -> found.facts().subject())
                .collect(Collectors.groupingBy(
                        SubjectId::source, Collectors.mapping(SubjectId::id, Collectors.toList())))
                .forEach((source, ids) -> jdbc.sql(
                                "DELETE FROM cross_check_disagreements WHERE source = :source AND source_id IN (:ids)")
                        .param("source", source)
                        .param("ids", ids)
                        .update());
        List<Noted> noted = withDisagreements.stream()
                .flatMap(found -> found.facts().provenance().disagreements().stream()
                        .map(one -> new Noted(found.facts().subject(), one)))
                .toList();
        batches.batchUpdate("""
                INSERT INTO cross_check_disagreements (source, source_id, field, cross_check, stored_value, other_value, seen_at)
                VALUES (?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(3))
                ON DUPLICATE KEY UPDATE other_value = VALUES(other_value)""", noted, 500, (row, one) -> {
            row.setString(1, one.subject().source());
            row.setString(2, one.subject().id());
            row.setString(3, one.disagreement().field());
            row.setString(4, one.disagreement().check().name());
            row.setString(5, one.disagreement().taken());
            row.setString(6, one.disagreement().said());
        });
    }

    /** Puts answers in quarantine. */
    void quarantine(List<Quarantined> answers) {
        for (Quarantined answer : answers) {
            jdbc.sql("""
                            INSERT INTO quarantined_answers
                                (id, source, source_id, route, reason, detail, facts_json, body, run_id, quarantined_at)
                            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(3))""")
                    .param(TsidCreator.getTsid().toLong())
                    .param(answer.subject().source())
                    .param(answer.subject().id())
                    .param(answer.received().route())
                    .param(answer.reason().name())
                    .param(Texts.cut(answer.detail(), 500))
                    .param(
                            answer.facts() == null
                                    ? null
                                    : FieldValues.of(answer.facts()).json())
                    .param(answer.received().compressed())
                    .param(answer.runId())
                    .update();
            List<Long> older = jdbc.sql("""
                            SELECT id FROM quarantined_answers WHERE source = ? AND source_id = ?
                            ORDER BY quarantined_at DESC, id DESC LIMIT 100 OFFSET ?""")
                    .params(answer.subject().source(), answer.subject().id(), MOST_QUARANTINED)
                    .query(Long.class)
                    .list();
            older.forEach(id -> jdbc.sql("DELETE FROM quarantined_answers WHERE id = ?")
                    .param(id)
                    .update());
        }
    }
}
