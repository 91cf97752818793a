package io.reelsync.statement.link;

import io.reelsync.source.SubjectId;
import io.reelsync.statement.Statement;
import io.reelsync.statement.match.Pair;
import io.reelsync.statement.match.Pair.State;
import io.reelsync.statement.match.Title;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Statements, and all whose pairs hang together with theirs.
 *
 * @param pairs those that are known, and those that may be some
 * @param rows what is stored of them
 */
record Neighbourhood(
        Map<SubjectId, Statement> statements,
        Map<SubjectId, Title> titles,
        Set<Pair> pairs,
        Map<Pair, Links.Row> rows) {

    Map<Pair, State> states() {
        Map<Pair, State> states = new HashMap<>();
        rows.forEach((pair, row) -> states.put(pair, row.state()));
        return states;
    }

    Statement statement(SubjectId subject) {
        return Objects.requireNonNull(statements.get(subject), subject::toString);
    }

    boolean knows(Pair pair) {
        return statements.containsKey(pair.one()) && statements.containsKey(pair.other());
    }

    /** The subjects of each video, as far as they are known. */
    Map<Long, Set<SubjectId>> videos() {
        Map<Long, Set<SubjectId>> videos = new TreeMap<>();
        statements.values().forEach(one -> videos.computeIfAbsent(one.videoId(), video -> new TreeSet<>())
                .add(one.subject()));
        return videos;
    }

    boolean areOneVideo(Collection<SubjectId> subjects) {
        return subjects.stream().map(one -> statement(one).videoId()).distinct().count() == 1;
    }
}
