package io.reelsync.gateway.status;

import io.reelsync.gateway.status.Reason.Code;
import io.reelsync.run.RunFeeds;
import io.reelsync.run.RunItems;
import io.reelsync.run.RunProgress;
import io.reelsync.run.RunState;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What keeps runs from moving that is theirs alone: a person, a list, other runs, the wait for another attempt. */
@Component
class RunStandstill {
    private final RunFeeds feeds;
    private final RunItems items;
    private final Clock clock;

    RunStandstill(RunFeeds feeds, RunItems items, Clock clock) {
        this.feeds = feeds;
        this.items = items;
        this.clock = clock;
    }

    /**
     * How runs stand.
     *
     * @param working the sources at which something of them is in hand, or is about to be
     */
    record Found(List<Reason> reasons, Set<String> working) {}

    /** A run's part at one source, and whether a task of it is handed out. */
    private record Part(RunProgress run, String source, boolean inHand) {
        String runId() {
            return Long.toString(run.run().id());
        }
    }

    Found of(List<RunProgress> active) {
        List<RunProgress> going = active.stream()
                .filter(run -> run.run().state() != RunState.PAUSED)
                .toList();
        List<Reason> reasons = new ArrayList<>();
        active.stream()
                .filter(run -> run.run().state() == RunState.PAUSED)
                .map(RunStandstill::held)
                .forEach(reasons::add);
        feeds.of(ids(active)).stream()
                .filter(RunFeeds.Standing::isFailing)
                .map(RunStandstill::failed)
                .forEach(reasons::add);

        Instant now = clock.instant();
        List<Part> parts = going.stream().flatMap(this::parts).toList();
        Set<String> working = new HashSet<>();
        feeds.of(ids(going)).stream()
                .filter(list -> list.isOwed() && !list.dueAt().isAfter(now))
                .forEach(list -> working.add(list.source()));
        for (Part part : parts) {
            Reason waits = part.inHand() ? null : waits(part, parts, now);
            if (waits == null) {
                working.add(part.source());
            } else {
                reasons.add(waits);
            }
        }
        return new Found(reasons, working);
    }

    private static List<Long> ids(List<RunProgress> runs) {
        return runs.stream().map(run -> run.run().id()).toList();
    }

    private Stream<Part> parts(RunProgress run) {
        return run.parts().stream()
                .filter(part -> part.outstanding() > 0)
                .map(part ->
                        new Part(run, part.source(), items.isInHand(run.run().id(), part.source())));
    }

    private static Reason held(RunProgress run) {
        return new Reason(
                Code.RUN_PAUSED, null, null, null, null, Long.toString(run.run().id()));
    }

    /** Why the newest run could read none of its lists. */
    List<Reason> ofFailed(RunProgress run) {
        return feeds.of(List.of(run.run().id())).stream()
                .filter(RunFeeds.Standing::isFailing)
                .map(RunStandstill::failed)
                .toList();
    }

    private static Reason failed(RunFeeds.Standing list) {
        String detail =
                Stream.of(list.reason(), list.detail()).filter(Objects::nonNull).collect(Collectors.joining(" "));
        return new Reason(
                Code.LIST_FAILED,
                list.source(),
                null,
                list.isOwed() ? list.dueAt() : null,
                list.feed() + ": " + detail,
                Long.toString(list.runId()));
    }

    /** @return null where it is about to be handed out */
    private @Nullable Reason waits(Part part, List<Part> all, Instant now) {
        Optional<Instant> due = items.firstDue(part.run().run().id(), part.source());
        if (due.isPresent() && due.get().isAfter(now)) {
            return new Reason(Code.WAITING_FOR_RETRY, part.source(), null, due.get(), null, part.runId());
        }
        return all.stream()
                .filter(other -> other.inHand() && other.source().equals(part.source()))
                .findFirst()
                .map(other -> new Reason(
                        Code.WAITING_FOR_PERMITS, part.source(), null, null, "run " + other.runId(), part.runId()))
                .orElse(null);
    }
}
