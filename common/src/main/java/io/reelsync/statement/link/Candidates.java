package io.reelsync.statement.link;

import io.reelsync.source.SubjectId;
import io.reelsync.statement.Statement;
import io.reelsync.statement.Statements;
import io.reelsync.statement.match.Pair;
import io.reelsync.statement.match.Title;
import io.reelsync.statement.match.TitleMatcher;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds the statements that may speak of the same title as others, by names that they share and by the IMDb id. */
@Component
class Candidates {
    private static final Logger log = LoggerFactory.getLogger(Candidates.class);
    /** Of one name in two or three years; more are never one title. */
    private static final int MOST_OF_A_NAME = 300;
    /** Beyond that pairs are decided by those that are near. */
    private static final int LARGEST = 5_000;

    private final JdbcClient jdbc;
    private final Links links;
    private final Statements statements;

    Candidates(JdbcClient jdbc, Links links, Statements statements) {
        this.jdbc = jdbc;
        this.links = links;
        this.statements = statements;
    }

    /** What has to be known for deciding the pairs of subjects. */
    Neighbourhood around(Collection<SubjectId> subjects) {
        Map<SubjectId, Statement> known = new TreeMap<>(statements.find(subjects));
        Map<SubjectId, Title> titles = new HashMap<>();
        known.values().forEach(one -> titles.put(one.subject(), one.title()));
        Set<Pair> possible = new HashSet<>();
        known.values().forEach(one -> find(one.subject(), one.title())
                .forEach(other -> possible.add(new Pair(one.subject(), other))));
        read(ends(possible), known, titles);
        Set<Pair> pairs = new HashSet<>();
        for (Pair pair : possible) {
            Title one = titles.get(pair.one());
            Title other = titles.get(pair.other());
            if (one != null
                    && other != null
                    && TitleMatcher.compare(one, other).verdict().isPair()) {
                pairs.add(pair);
            }
        }
        Map<Pair, Links.Row> rows = new HashMap<>();
        Set<SubjectId> seen = new HashSet<>();
        Set<SubjectId> next = new HashSet<>(ends(pairs));
        next.addAll(subjects);
        while (!next.isEmpty() && seen.size() < LARGEST) {
            seen.addAll(next);
            links.of(next).forEach(row -> rows.put(row.pair(), row));
            read(ends(rows.keySet()), known, titles);
            next = new HashSet<>(ends(rows.keySet()));
            next.removeAll(seen);
        }
        if (!next.isEmpty()) {
            log.warn(
                    "More than {} titles hang together by their names, among them {}",
                    LARGEST,
                    next.iterator().next());
        }
        pairs.addAll(rows.keySet());
        return new Neighbourhood(known, titles, pairs, rows);
    }

    private List<SubjectId> find(SubjectId subject, Title title) {
        Set<String> keys = title.keys();
        if (keys.isEmpty()) {
            return List.of();
        }
        String years = title.year() == null ? "" : " AND (year IS NULL OR year BETWEEN :year - 1 AND :year + 1)";
        return jdbc.sql("SELECT DISTINCT source, source_id FROM statement_names WHERE name IN (:names)"
                        + " AND source <> :source" + years + " ORDER BY source, source_id LIMIT " + MOST_OF_A_NAME)
                .param("names", keys)
                .param("source", subject.source())
                .param("year", title.year())
                .query((row, n) -> new SubjectId(row.getString("source"), row.getString("source_id")))
                .list();
    }

    private void read(Collection<SubjectId> subjects, Map<SubjectId, Statement> known, Map<SubjectId, Title> titles) {
        List<SubjectId> missing =
                subjects.stream().filter(one -> !known.containsKey(one)).toList();
        statements.find(missing).forEach((subject, statement) -> {
            known.put(subject, statement);
            titles.put(subject, statement.title());
        });
    }

    private static Set<SubjectId> ends(Collection<Pair> pairs) {
        Set<SubjectId> ends = new HashSet<>();
        pairs.forEach(pair -> {
            ends.add(pair.one());
            ends.add(pair.other());
        });
        return ends;
    }
}
