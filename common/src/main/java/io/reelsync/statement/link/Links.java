package io.reelsync.statement.link;

import com.github.f4b6a3.tsid.TsidCreator;
import io.reelsync.source.SubjectId;
import io.reelsync.statement.Statement;
import io.reelsync.statement.match.Comparison;
import io.reelsync.statement.match.Grouping.Link;
import io.reelsync.statement.match.Pair;
import io.reelsync.statement.match.Pair.State;
import io.reelsync.statement.match.Reason;
import io.reelsync.statement.match.TitleMatcher;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The pairs of subjects of which somebody thought that they are one title, and what holds of them. */
@Component
class Links {
    private static final String COLUMNS =
            "SELECT id, source, source_id, other_source, other_source_id, state, score, reasons FROM links WHERE ";

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    Links(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    /** A pair as it is stored. */
    record Row(long id, Pair pair, State state, BigDecimal score, String reasons) {
        boolean says(Link link) {
            return state == link.state()
                    && score.compareTo(scoreOf(link.comparison())) == 0
                    && reasons.equals(reasonsOf(link.comparison()));
        }
    }

    /** The pairs that subjects are part of. */
    List<Row> of(Collection<SubjectId> subjects) {
        List<Row> rows = new ArrayList<>();
        bySource(subjects)
                .forEach((source, ids) -> rows.addAll(jdbc.sql(COLUMNS
                                + "source = :source AND source_id IN (:ids) UNION " + COLUMNS
                                + "other_source = :source AND other_source_id IN (:ids)")
                        .param("source", source)
                        .param("ids", ids)
                        .query((row, n) -> read(row))
                        .list()));
        return rows;
    }

    Optional<Row> find(long id) {
        return jdbc.sql(COLUMNS + "id = ?")
                .param(id)
                .query((row, n) -> read(row))
                .optional();
    }

    /** A pair, locked. */
    Optional<Row> lock(long id) {
        return jdbc.sql(COLUMNS + "id = ? FOR UPDATE")
                .param(id)
                .query((row, n) -> read(row))
                .optional();
    }

    /** Pairs between some subjects and others, of a state. */
    List<Pair> between(Collection<SubjectId> some, Collection<SubjectId> others, State state) {
        return of(some).stream()
                .filter(row -> row.state() == state)
                .map(Row::pair)
                .filter(pair -> others.contains(pair.one()) || others.contains(pair.other()))
                .distinct()
                .toList();
    }

    /** Writes what the linker found, but for pairs that people have decided meanwhile. */
    void write(Map<Pair, Link> found) {
        batches.batchUpdate(
                """
                INSERT INTO links (id, source, source_id, other_source, other_source_id, state, score, reasons, found_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(3))
                ON DUPLICATE KEY UPDATE state = IF(decided_by IS NULL, VALUES(state), state),
                    score = VALUES(score), reasons = VALUES(reasons)""",
                found.entrySet(),
                500,
                (row, one) -> set(
                        row,
                        one.getKey(),
                        one.getValue().state(),
                        one.getValue().comparison()));
    }

    /** Forgets pairs that nobody has to know of any more, unless people have decided them. */
    void remove(Collection<Row> rows) {
        if (!rows.isEmpty()) {
            jdbc.sql("DELETE FROM links WHERE id IN (:ids) AND decided_by IS NULL")
                    .param("ids", rows.stream().map(Row::id).toList())
                    .update();
        }
    }

    /** Writes down what a person has decided, in the place of what held before. */
    void decide(Map<Pair, Comparison> pairs, State state, String by) {
        batches.batchUpdate("""
                INSERT INTO links (id, source, source_id, other_source, other_source_id, state, score, reasons, found_at,
                    decided_at, decided_by)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3), ?)
                ON DUPLICATE KEY UPDATE state = VALUES(state), decided_at = VALUES(decided_at),
                    decided_by = VALUES(decided_by)""", pairs.entrySet(), 500, (row, one) -> {
            set(row, one.getKey(), state, one.getValue());
            row.setString(9, by);
        });
    }

    /** Has the linker look at subjects. */
    void makeDue(Collection<SubjectId> subjects) {
        bySource(subjects).forEach((source, ids) -> jdbc.sql(
                        "UPDATE statements SET link_due = 1 WHERE source = :source AND source_id IN (:ids)")
                .param("source", source)
                .param("ids", ids)
                .update());
    }

    /** Some subjects with each of others, compared. */
    static Map<Pair, Comparison> pairs(Collection<Statement> some, Collection<Statement> others) {
        Map<Pair, Comparison> pairs = new HashMap<>();
        for (Statement one : some) {
            for (Statement other : others) {
                pairs.put(new Pair(one.subject(), other.subject()), TitleMatcher.compare(one.title(), other.title()));
            }
        }
        return pairs;
    }

    private static Map<String, List<String>> bySource(Collection<SubjectId> subjects) {
        return subjects.stream()
                .collect(Collectors.groupingBy(
                        SubjectId::source, TreeMap::new, Collectors.mapping(SubjectId::id, Collectors.toList())));
    }

    private static void set(PreparedStatement row, Pair pair, State state, Comparison comparison) throws SQLException {
        row.setLong(1, TsidCreator.getTsid().toLong());
        row.setString(2, pair.one().source());
        row.setString(3, pair.one().id());
        row.setString(4, pair.other().source());
        row.setString(5, pair.other().id());
        row.setString(6, state.name());
        row.setBigDecimal(7, scoreOf(comparison));
        row.setString(8, reasonsOf(comparison));
    }

    private static Row read(ResultSet row) throws SQLException {
        Pair pair = new Pair(
                new SubjectId(row.getString("source"), row.getString("source_id")),
                new SubjectId(row.getString("other_source"), row.getString("other_source_id")));
        return new Row(
                row.getLong("id"),
                pair,
                State.valueOf(row.getString("state")),
                row.getBigDecimal("score"),
                row.getString("reasons"));
    }

    private static BigDecimal scoreOf(Comparison comparison) {
        return BigDecimal.valueOf(comparison.score()).setScale(3, RoundingMode.HALF_UP);
    }

    private static String reasonsOf(Comparison comparison) {
        return comparison.reasons().stream().map(Reason::name).collect(Collectors.joining(","));
    }
}
