package io.reelsync.statement.link;

import io.reelsync.source.SubjectId;
import io.reelsync.statement.Statement;
import io.reelsync.statement.Statements;
import io.reelsync.statement.link.LinkDecisions.Outcome;
import io.reelsync.statement.link.LinkDecisions.Will;
import io.reelsync.statement.match.Grouping;
import io.reelsync.statement.match.Grouping.Link;
import io.reelsync.statement.match.Pair;
import io.reelsync.statement.match.Pair.State;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Links titles of several sources, so many statements at a time: those that are new, or changed in what matters.
 *
 * <ol>
 *   <li>Write names that are missing.
 *   <li>Find the titles that may be the same, and all pairs that hang together with them.
 *   <li>Decide; split what is linked no more; write the pairs; join what is linked.
 *   <li>Note that these statements were looked at, unless they changed meanwhile.
 * </ol>
 *
 * <p>Whatever dies in the middle is done again, with the same result. One at a time.
 */
@Component
public class Linker {
    private static final Logger log = LoggerFactory.getLogger(Linker.class);

    private final DueStatements due;
    private final Candidates candidates;
    private final Links links;
    private final LinkDecisions decisions;
    private final VideoJoins joins;
    private final Statements statements;

    Linker(
            DueStatements due,
            Candidates candidates,
            Links links,
            LinkDecisions decisions,
            VideoJoins joins,
            Statements statements) {
        this.due = due;
        this.candidates = candidates;
        this.links = links;
        this.decisions = decisions;
        this.joins = joins;
        this.statements = statements;
    }

    /**
     * What was done.
     *
     * @param looked at how many statements
     * @param found how many pairs came to a state
     * @param removed how many pairs are none any more
     * @param joined how many videos went into others
     * @param split how many videos were made of others
     */
    public record Report(int looked, Map<State, Integer> found, int removed, int joined, int split) {
        static final Report NOTHING = new Report(0, Map.of(), 0, 0, 0);
    }

    /** Looks at so many statements at most. Nothing is read beyond two keys while there is one source. */
    public Report linkNext(int count) {
        Map<SubjectId, Long> next = due.next(count);
        if (next.isEmpty()) {
            return Report.NOTHING;
        }
        Neighbourhood near = candidates.around(next.keySet());
        Map<Pair, Link> found = Grouping.of(near.titles(), near.pairs(), near.states());
        int split = split(near, found);
        Map<Pair, Link> changed = changed(near, found);
        List<Links.Row> gone = near.rows().values().stream()
                .filter(row -> !row.state().decided() && !found.containsKey(row.pair()) && near.knows(row.pair()))
                .toList();
        links.write(changed);
        links.remove(gone);
        int joined = join(near, found);
        due.looked(next);
        return new Report(next.size(), counted(near, changed), gone.size(), joined, split);
    }

    private static Map<Pair, Link> changed(Neighbourhood near, Map<Pair, Link> found) {
        Map<Pair, Link> changed = new TreeMap<>(Pair.ORDER);
        found.forEach((pair, link) -> {
            Links.Row row = near.rows().get(pair);
            if (row == null || !row.says(link)) {
                changed.put(pair, link);
            }
        });
        return changed;
    }

    private static Map<State, Integer> counted(Neighbourhood near, Map<Pair, Link> changed) {
        Map<State, Integer> counted = new EnumMap<>(State.class);
        changed.forEach((pair, link) -> {
            Links.Row row = near.rows().get(pair);
            if (row == null || row.state() != link.state()) {
                counted.merge(link.state(), 1, Integer::sum);
            }
        });
        return counted;
    }

    /** Splits what the linker, or a person's acceptance, had joined and nothing joins any more. */
    private int split(Neighbourhood near, Map<Pair, Link> found) {
        Map<SubjectId, Set<SubjectId>> before = Grouping.connected(near.rows().values().stream()
                .filter(row -> row.state().joins())
                .map(Links.Row::pair)
                .toList());
        Map<SubjectId, Set<SubjectId>> after = groups(found);
        int split = 0;
        for (Set<SubjectId> members : near.videos().values()) {
            for (Set<SubjectId> going : going(members, before, after)) {
                long video = near.statement(going.iterator().next()).videoId();
                split += isDone(decisions.split(video, going, Will.LINKER), "split", going) ? 1 : 0;
            }
        }
        return split;
    }

    /** Of a video's members those that are to leave it. The ones by which it is known stay. */
    private List<Set<SubjectId>> going(
            Set<SubjectId> members, Map<SubjectId, Set<SubjectId>> before, Map<SubjectId, Set<SubjectId>> after) {
        if (members.size() < 2) {
            return List.of();
        }
        Set<Set<SubjectId>> parts = new LinkedHashSet<>();
        members.forEach(member -> {
            Set<SubjectId> part = new TreeSet<>(after.getOrDefault(member, Set.of(member)));
            part.retainAll(members);
            parts.add(part);
        });
        if (parts.size() < 2) {
            return List.of();
        }
        Set<SubjectId> staying = staying(parts);
        return parts.stream()
                .filter(part -> part != staying)
                .filter(part -> part.stream().anyMatch(one -> before.getOrDefault(one, Set.of()).stream()
                        .anyMatch(other -> members.contains(other) && !part.contains(other))))
                .toList();
    }

    private Set<SubjectId> staying(Set<Set<SubjectId>> parts) {
        long video = statements
                .find(parts.iterator().next())
                .values()
                .iterator()
                .next()
                .videoId();
        String main = joins.mainOf(video).orElse("");
        return parts.stream()
                .filter(part -> part.stream().anyMatch(one -> one.toString().equals(main)))
                .findFirst()
                .orElseGet(() -> parts.iterator().next());
    }

    private int join(Neighbourhood near, Map<Pair, Link> found) {
        int joined = 0;
        for (Set<SubjectId> group : new LinkedHashSet<>(groups(found).values())) {
            if (!near.areOneVideo(group)) {
                joined += join(group);
            }
        }
        return joined;
    }

    private int join(Set<SubjectId> group) {
        int joined = 0;
        Set<Long> videos = new TreeSet<>();
        statements.find(group).values().stream().map(Statement::videoId).forEach(videos::add);
        long keeper = videos.iterator().next();
        for (long other : videos) {
            if (other != keeper && isDone(decisions.join(keeper, other, Will.LINKER), "joined", group)) {
                joined++;
            }
        }
        return joined;
    }

    private static boolean isDone(Outcome outcome, String what, Collection<SubjectId> subjects) {
        if (outcome.refusal() != null) {
            // Somebody has decided, or joined, meanwhile; what they did made these statements due again.
            log.info("{} could not be {}: {}; they will be looked at again", subjects, what, outcome.refusal());
        }
        return outcome.refusal() == null;
    }

    private static Map<SubjectId, Set<SubjectId>> groups(Map<Pair, Link> found) {
        List<Pair> joining = new ArrayList<>();
        found.forEach((pair, link) -> {
            if (link.state().joins()) {
                joining.add(pair);
            }
        });
        return Grouping.connected(joining);
    }
}
