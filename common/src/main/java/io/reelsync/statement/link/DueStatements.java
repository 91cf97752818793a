package io.reelsync.statement.link;

import io.reelsync.source.SubjectId;
import io.reelsync.statement.Statements;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The statements that the linker has to look at. */
@Component
class DueStatements {
    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final Statements statements;
    private final TransactionTemplate transaction;

    DueStatements(JdbcClient jdbc, JdbcTemplate batches, Statements statements, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.statements = statements;
        this.transaction = transaction;
    }

    /** So many of them at most, with their fingerprints; none while there is one source. */
    Map<SubjectId, Long> next(int count) {
        if (!hasSeveralSources()) {
            return Map.of();
        }
        Map<SubjectId, Long> next = new LinkedHashMap<>();
        List<SubjectId> unnamed = new ArrayList<>();
        jdbc.sql("SELECT source, source_id, fingerprint FROM statements WHERE link_due = 1"
                        + " ORDER BY source, source_id LIMIT ?")
                .param(count)
                .query(row -> {
                    SubjectId subject = new SubjectId(row.getString("source"), row.getString("source_id"));
                    Long fingerprint = row.getObject("fingerprint", Long.class);
                    next.put(subject, fingerprint == null ? 0 : fingerprint);
                    if (fingerprint == null) {
                        unnamed.add(subject);
                    }
                });
        if (!unnamed.isEmpty()) {
            next.putAll(Objects.requireNonNull(transaction.execute(status -> statements.name(unnamed))));
        }
        return next;
    }

    private boolean hasSeveralSources() {
        return jdbc.sql("SELECT COALESCE(MIN(source) <> MAX(source), FALSE) FROM statements")
                .query(Boolean.class)
                .single();
    }

    /** Those that changed meanwhile stay due. */
    void looked(Map<SubjectId, Long> looked) {
        batches.batchUpdate(
                "UPDATE statements SET link_due = NULL WHERE source = ? AND source_id = ? AND fingerprint = ?",
                looked.entrySet().stream()
                        .map(one -> new Object[] {
                            one.getKey().source(), one.getKey().id(), one.getValue()
                        })
                        .toList());
    }
}
