package io.reelsync.statement;

import io.reelsync.source.SubjectId;
import io.reelsync.statement.match.Title;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** By what statements are found that may speak of the same title. */
final class StatementNames {
    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    StatementNames(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    private record Row(
            SubjectId subject, String name, @Nullable Integer year) {}

    /**
     * Writes the names of statements, which are locked, in the place of those that they had.
     *
     * @param mayHave subjects that may have had some; others are new
     */
    void write(Map<SubjectId, Title> titles, Collection<SubjectId> mayHave) {
        titles.keySet().stream()
                .filter(mayHave::contains)
                .collect(Collectors.groupingBy(
                        SubjectId::source, Collectors.mapping(SubjectId::id, Collectors.toList())))
                .forEach((source, ids) -> jdbc.sql(
                                "DELETE FROM statement_names WHERE source = :source AND source_id IN (:ids)")
                        .param("source", source)
                        .param("ids", ids)
                        .update());
        List<Row> rows = new ArrayList<>();
        titles.forEach((subject, title) -> title.keys()
                .forEach(key -> rows.add(new Row(subject, key, key.startsWith(Title.IMDB) ? null : title.year()))));
        batches.batchUpdate(
                "INSERT INTO statement_names (source, source_id, name, year) VALUES (?, ?, ?, ?)"
                        + " ON DUPLICATE KEY UPDATE year = VALUES(year)",
                rows,
                500,
                (row, one) -> {
                    row.setString(1, one.subject().source());
                    row.setString(2, one.subject().id());
                    row.setString(3, one.name());
                    row.setObject(4, one.year());
                });
    }
}
