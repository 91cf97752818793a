package io.reelsync.statement.match;

import io.reelsync.source.SubjectId;
import io.reelsync.statement.match.Comparison.Verdict;
import io.reelsync.statement.match.Pair.State;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Decides which pairs are linked, given all pairs around them. The result depends on what is known, not on the order in
 * which it became known.
 *
 * <ol>
 *   <li>What people decided stands.
 *   <li>Pairs with the same IMDb id are linked, and then those that are likely, unless a subject matches two of one source
 *       as well: those wait.
 *   <li>Nothing is linked that would put subjects together of which it is certain that they are not one, or two of one
 *       source: what was only guessed gives way first, and waits.
 * </ol>
 */
public final class Grouping {
    private final Map<SubjectId, Title> titles;
    private final Map<Pair, State> decided = new HashMap<>();
    private final Map<Pair, Comparison> comparisons = new TreeMap<>(Pair.ORDER);
    private final Map<SubjectId, Set<Pair>> pairsOf = new HashMap<>();
    private final Map<Pair, Link> links = new HashMap<>();

    /** What holds of a pair, and why. */
    public record Link(State state, Comparison comparison) {}

    private Grouping(Map<SubjectId, Title> titles, Collection<Pair> pairs, Map<Pair, State> states) {
        this.titles = titles;
        for (Pair pair : pairs) {
            Title one = titles.get(pair.one());
            Title other = titles.get(pair.other());
            State state = states.get(pair);
            boolean isDecided = state != null && state.decided();
            if (one == null
                    || other == null
                    || pair.one().source().equals(pair.other().source()) && !isDecided) {
                continue;
            }
            Comparison comparison = TitleMatcher.compare(one, other);
            if (isDecided || comparison.verdict().isPair()) {
                comparisons.put(pair, comparison);
                pairsOf.computeIfAbsent(pair.one(), subject -> new HashSet<>()).add(pair);
                pairsOf.computeIfAbsent(pair.other(), subject -> new HashSet<>())
                        .add(pair);
            }
            if (isDecided) {
                decided.put(pair, Objects.requireNonNull(state));
            }
        }
    }

    /**
     * What holds of pairs. Those of which nobody has to know are missing.
     *
     * @param titles of all subjects of the pairs
     * @param pairs all that hang together
     * @param states what held of them before; only what people decided counts
     */
    public static Map<Pair, Link> of(Map<SubjectId, Title> titles, Collection<Pair> pairs, Map<Pair, State> states) {
        return new Grouping(titles, pairs, states).decide();
    }

    /** Subjects with all to which pairs connect them; those of no pair are missing. */
    public static Map<SubjectId, Set<SubjectId>> connected(Collection<Pair> pairs) {
        return new Groups(pairs).members;
    }

    private Map<Pair, Link> decide() {
        Set<Pair> together = new HashSet<>();
        decided.forEach((pair, state) -> {
            put(pair, state, null);
            if (state == State.ACCEPTED) {
                together.add(pair);
            }
        });
        Groups byPeople = new Groups(together);
        together.addAll(link(Verdict.SAME, State.LINKED, together, byPeople));
        together.addAll(link(Verdict.LIKELY, State.GUESSED, together, byPeople));
        comparisons.forEach((pair, comparison) -> {
            if (!links.containsKey(pair)) {
                put(pair, State.WAITING, null);
            }
        });
        return links;
    }

    /** Links what has that verdict, as far as nothing stands against it. */
    private Set<Pair> link(Verdict verdict, State state, Set<Pair> together, Groups byPeople) {
        Set<Pair> linked = new HashSet<>();
        comparisons.forEach((pair, comparison) -> {
            if (comparison.verdict() == verdict && !decided.containsKey(pair)) {
                if (hasRival(pair, verdict, byPeople)) {
                    put(pair, State.WAITING, Reason.RIVAL);
                } else {
                    linked.add(pair);
                }
            }
        });
        Set<Pair> all = new HashSet<>(together);
        all.addAll(linked);
        Groups groups = new Groups(all);
        linked.removeIf(pair -> {
            boolean conflict = !isConsistent(groups.membersWith(pair.one()), byPeople);
            put(pair, conflict ? State.WAITING : state, conflict ? Reason.CONFLICT : null);
            return conflict;
        });
        return linked;
    }

    private void put(Pair pair, State state, @Nullable Reason added) {
        Comparison comparison = Objects.requireNonNull(comparisons.get(pair));
        if (added != null) {
            Set<Reason> reasons = EnumSet.of(added);
            reasons.addAll(comparison.reasons());
            comparison = new Comparison(comparison.verdict(), comparison.score(), reasons);
        }
        links.put(pair, new Link(state, comparison));
    }

    /** Whether one of the two matches another subject of the other's source at least as well. */
    private boolean hasRival(Pair pair, Verdict verdict, Groups byPeople) {
        boolean areOne = byPeople.membersWith(pair.one()).contains(pair.other());
        return !areOne
                && (isRivalled(pair, pair.one(), verdict, byPeople)
                        || isRivalled(pair, pair.other(), verdict, byPeople));
    }

    /** Subjects of which people have said that they are one are no rivals. */
    private boolean isRivalled(Pair pair, SubjectId subject, Verdict verdict, Groups byPeople) {
        SubjectId far = pair.without(subject);
        Set<SubjectId> same = byPeople.membersWith(far);
        return pairsOf.getOrDefault(subject, Set.of()).stream()
                .filter(rival ->
                        rival.without(subject).source().equals(far.source()) && !same.contains(rival.without(subject)))
                .anyMatch(rival -> {
                    State state = decided.get(rival);
                    Verdict its = Objects.requireNonNull(comparisons.get(rival)).verdict();
                    return state == null ? its.links() && its.compareTo(verdict) <= 0 : state == State.ACCEPTED;
                });
    }

    private boolean isConsistent(Set<SubjectId> members, Groups byPeople) {
        List<SubjectId> all = List.copyOf(members);
        for (int i = 0; i < all.size(); i++) {
            for (int j = 0; j < i; j++) {
                SubjectId one = all.get(i);
                SubjectId other = all.get(j);
                if (!byPeople.membersWith(one).contains(other) && mustBeApart(one, other)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean mustBeApart(SubjectId one, SubjectId other) {
        Title title = titles.get(one);
        Title with = titles.get(other);
        return one.source().equals(other.source())
                || decided.get(new Pair(one, other)) == State.REFUSED
                || title != null
                        && with != null
                        && TitleMatcher.compare(title, with).verdict().keepsApart();
    }

    /** Subjects that pairs connect. */
    private static final class Groups {
        private final Map<SubjectId, Set<SubjectId>> members = new HashMap<>();

        Groups(Collection<Pair> pairs) {
            for (Pair pair : pairs) {
                Set<SubjectId> all = new TreeSet<>(membersWith(pair.one()));
                all.addAll(membersWith(pair.other()));
                all.forEach(member -> members.put(member, all));
            }
        }

        Set<SubjectId> membersWith(SubjectId subject) {
            return members.getOrDefault(subject, Set.of(subject));
        }
    }
}
