package io.reelsync.statement.link;

import io.reelsync.source.SubjectId;
import io.reelsync.statement.Statement;
import io.reelsync.statement.Statements;
import io.reelsync.statement.match.Comparison;
import io.reelsync.statement.match.Grouping;
import io.reelsync.statement.match.Pair;
import io.reelsync.statement.match.Pair.State;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Joins and splits videos, as people and the linker have it. What a person decides is written down, and no machine undoes
 * it; another person may, who says so.
 */
@Component
public class LinkDecisions {
    private static final Pair NOBODY = new Pair(new SubjectId("none", "0"), new SubjectId("none", "1"));

    private final Links links;
    private final VideoJoins joins;
    private final Statements statements;

    LinkDecisions(Links links, VideoJoins joins, Statements statements) {
        this.links = links;
        this.joins = joins;
        this.statements = statements;
    }

    /** Why something is not done. */
    public enum Refusal {
        /** There is no such video, or pair. */
        MISSING,
        /** A video was joined with another one, whose id is to be used. */
        REDIRECTED,
        /** A video can't be joined with itself. */
        ITSELF,
        /** The subject is none of the video's. */
        ELSEWHERE,
        /** The video has no other statement. */
        ONLY_ONE,
        /** A person has decided it before. */
        DECIDED,
        /** It would undo what a person decided of other pairs. */
        AGAINST_DECISION
    }

    /**
     * What came of it.
     *
     * @param refusal null where it was done
     * @param video the video that stands then: the one that stayed, or the new one; 0 where it was refused
     */
    public record Outcome(@Nullable Refusal refusal, long video) {
        static Outcome refused(Refusal refusal) {
            return new Outcome(refusal, 0);
        }

        static Outcome done(long video) {
            return new Outcome(null, video);
        }
    }

    /**
     * Who wants something.
     *
     * @param user null for the linker
     * @param undoes whether decisions of people are to give way
     */
    public record Will(@Nullable String user, boolean undoes) {
        static final Will LINKER = new Will(null, false);
    }

    /** Makes one video of two. The older id stays, the other one leads to it. */
    @Transactional
    public Outcome join(long one, long other, Will will) {
        if (one == other) {
            return Outcome.refused(Refusal.ITSELF);
        }
        long keeper = Math.min(one, other);
        long loser = Math.max(one, other);
        Map<Long, List<Statement>> said = lock(List.of(keeper, loser));
        Optional<Refusal> missing = missing(List.of(keeper, loser));
        if (missing.isPresent()) {
            return Outcome.refused(missing.get());
        }
        List<Statement> keepers = said.getOrDefault(keeper, List.of());
        List<Statement> losers = said.getOrDefault(loser, List.of());
        if (!will.undoes()
                && !links.between(subjects(keepers), subjects(losers), State.REFUSED)
                        .isEmpty()) {
            return Outcome.refused(Refusal.AGAINST_DECISION);
        }
        if (will.user() != null) {
            links.decide(Links.pairs(keepers, losers), State.ACCEPTED, will.user());
        }
        joins.join(keeper, loser);
        lookAgainAt(keepers, losers, will);
        return Outcome.done(keeper);
    }

    /** Moves a statement to a video of its own, apart from all others of its video. */
    @Transactional
    public Outcome split(long video, SubjectId subject, Will will) {
        return split(video, Set.of(subject), will);
    }

    /** Moves statements to a new video, and leaves those that have moved already. */
    @Transactional
    Outcome split(long video, Collection<SubjectId> subjects, Will will) {
        List<Statement> all = lock(List.of(video)).getOrDefault(video, List.of());
        Optional<Refusal> missing = missing(List.of(video));
        if (missing.isPresent()) {
            return Outcome.refused(missing.get());
        }
        List<Statement> going =
                all.stream().filter(one -> subjects.contains(one.subject())).toList();
        List<Statement> staying =
                all.stream().filter(one -> !subjects.contains(one.subject())).toList();
        if (going.isEmpty()) {
            return Outcome.refused(Refusal.ELSEWHERE);
        }
        if (staying.isEmpty()) {
            return Outcome.refused(Refusal.ONLY_ONE);
        }
        if (!will.undoes()
                && !links.between(subjects(going), subjects(staying), State.ACCEPTED)
                        .isEmpty()) {
            return Outcome.refused(Refusal.AGAINST_DECISION);
        }
        if (will.user() != null) {
            links.decide(Links.pairs(going, staying), State.REFUSED, will.user());
        }
        long made = joins.split(video, subjects(going));
        lookAgainAt(going, staying, will);
        return Outcome.done(made);
    }

    /** A person says that a pair is one title. */
    @Transactional
    public Outcome accept(long link, String user) {
        Undecided found = undecided(link);
        if (found.refusal() != null) {
            return Outcome.refused(found.refusal());
        }
        List<Long> ids = found.videos();
        if (ids.size() > 1
                && !links.between(found.subjectsOf(ids.get(0)), found.subjectsOf(ids.get(1)), State.REFUSED)
                        .isEmpty()) {
            return Outcome.refused(Refusal.AGAINST_DECISION);
        }
        if (missing(ids).isPresent()) {
            return Outcome.refused(Refusal.MISSING);
        }
        links.decide(found.pairAlone(), State.ACCEPTED, user);
        if (ids.size() > 1) {
            joins.join(ids.get(0), ids.get(1));
        }
        links.makeDue(List.of(found.pair().one(), found.pair().other()));
        return Outcome.done(ids.get(0));
    }

    /** A person says that a pair is not one title: where it is one video, it is split. */
    @Transactional
    public Outcome refuse(long link, String user) {
        Undecided found = undecided(link);
        if (found.refusal() != null) {
            return Outcome.refused(found.refusal());
        }
        List<Long> ids = found.videos();
        long stays = ids.get(0);
        if (ids.size() == 1) {
            Set<SubjectId> going = going(found.pair(), stays, found.subjectsOf(stays));
            if (going.contains(found.pair().one())
                    && going.contains(found.pair().other())) {
                return Outcome.refused(Refusal.AGAINST_DECISION);
            }
            joins.lock(ids);
            joins.split(stays, going);
        }
        links.decide(found.pairAlone(), State.REFUSED, user);
        links.makeDue(List.of(found.pair().one(), found.pair().other()));
        return Outcome.done(stays);
    }

    /** The one by which the video isn't known, with those of which a person has said that they are the same. */
    private Set<SubjectId> going(Pair pair, long video, Collection<SubjectId> all) {
        boolean otherIsMain =
                joins.mainOf(video).filter(pair.other().toString()::equals).isPresent();
        SubjectId first = otherIsMain ? pair.one() : pair.other();
        return Grouping.connected(links.between(all, all, State.ACCEPTED)).getOrDefault(first, Set.of(first)).stream()
                .filter(all::contains)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * A pair, with all statements of its videos locked.
     *
     * @param said by the video
     */
    private record Undecided(@Nullable Refusal refusal, Pair pair, Map<Long, List<Statement>> said) {

        /** The videos of the two, the older one first. */
        List<Long> videos() {
            return said.entrySet().stream()
                    .filter(one -> one.getValue().stream().anyMatch(statement -> pair.has(statement.subject())))
                    .map(Map.Entry::getKey)
                    .toList();
        }

        List<SubjectId> subjectsOf(long video) {
            return subjects(said.getOrDefault(video, List.of()));
        }

        Map<Pair, Comparison> pairAlone() {
            List<Statement> both = said.values().stream()
                    .flatMap(List::stream)
                    .filter(one -> pair.has(one.subject()))
                    .toList();
            return Links.pairs(both.subList(0, 1), both.subList(1, 2));
        }
    }

    private Undecided undecided(long link) {
        Optional<Links.Row> first = links.find(link);
        if (first.isEmpty()) {
            return new Undecided(Refusal.MISSING, NOBODY, Map.of());
        }
        Pair pair = first.get().pair();
        Set<Long> videos = statements.find(List.of(pair.one(), pair.other())).values().stream()
                .map(Statement::videoId)
                .collect(Collectors.toCollection(TreeSet::new));
        Map<Long, List<Statement>> said = videos.isEmpty() ? Map.of() : lock(videos);
        // After the statements, as the others who decide do.
        Optional<Links.Row> row = links.lock(link);
        if (row.isEmpty()) {
            return new Undecided(Refusal.MISSING, pair, said);
        }
        boolean bothThere = said.values().stream()
                        .flatMap(List::stream)
                        .filter(one -> pair.has(one.subject()))
                        .count()
                == 2;
        Refusal refusal = row.get().state().decided() ? Refusal.DECIDED : bothThere ? null : Refusal.MISSING;
        return new Undecided(refusal, pair, said);
    }

    private Map<Long, List<Statement>> lock(Collection<Long> videos) {
        Map<Long, List<Statement>> said = new TreeMap<>();
        statements.lockOf(videos).forEach(one -> said.computeIfAbsent(one.videoId(), video -> new ArrayList<>())
                .add(one));
        return said;
    }

    private Optional<Refusal> missing(Collection<Long> videos) {
        Set<Long> absent = new HashSet<>(videos);
        absent.removeAll(joins.lock(videos));
        return absent.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        absent.stream().anyMatch(id -> joins.successor(id).isPresent())
                                ? Refusal.REDIRECTED
                                : Refusal.MISSING);
    }

    private void lookAgainAt(List<Statement> some, List<Statement> others, Will will) {
        if (will.user() != null) {
            List<SubjectId> all = new ArrayList<>(subjects(some));
            all.addAll(subjects(others));
            links.makeDue(all);
        }
    }

    private static List<SubjectId> subjects(Collection<Statement> statements) {
        return statements.stream().map(Statement::subject).toList();
    }
}
