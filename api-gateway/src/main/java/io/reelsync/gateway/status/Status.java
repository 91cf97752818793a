package io.reelsync.gateway.status;

import io.reelsync.cluster.Instances;
import io.reelsync.gateway.schedule.NextFiring;
import io.reelsync.gateway.status.Reason.Code;
import io.reelsync.gateway.status.SourceStates.SourceJson;
import io.reelsync.gateway.status.StatusJson.ServerState;
import io.reelsync.gateway.sync.RunJson;
import io.reelsync.limit.CircuitBreaker;
import io.reelsync.limit.CircuitBreaker.Scope;
import io.reelsync.run.RunFilter;
import io.reelsync.run.RunProgress;
import io.reelsync.run.RunState;
import io.reelsync.run.SyncRuns;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What runs, and why nothing moves:
 *
 * <ol>
 *   <li>what stops everything: a server that is away, no scheduler, no worker;
 *   <li>what stops a source: it is paused;
 *   <li>what stops a part: a kind whose pages have lost their structure, a list that can't be read, a run that a person
 *       holds, or that waits for others or for another attempt.
 * </ol>
 *
 * Something moves where a source that nothing stops has a task in hand, or is about to have one.
 */
@Component
class Status {
    private static final String ALL_IN_ONE = "standalone";

    private final SyncRuns runs;
    private final RunStandstill standstill;
    private final ServerStates servers;
    private final CircuitBreaker breaker;
    private final Instances instances;
    private final NextFiring nextFiring;

    Status(
            SyncRuns runs,
            RunStandstill standstill,
            ServerStates servers,
            CircuitBreaker breaker,
            Instances instances,
            NextFiring nextFiring) {
        this.runs = runs;
        this.standstill = standstill;
        this.servers = servers;
        this.breaker = breaker;
        this.instances = instances;
        this.nextFiring = nextFiring;
    }

    /** @param sources as they are now */
    StatusJson now(List<SourceJson> sources) {
        List<RunProgress> active = runs.active();
        List<ServerState> states = servers.all();
        RunStandstill.Found found = standstill.of(active);
        List<Reason> reasons = new ArrayList<>();
        away(states).forEach(reasons::add);
        missing().forEach(reasons::add);
        sources.stream().flatMap(this::ofSource).forEach(reasons::add);
        reasons.addAll(found.reasons());

        Set<String> working = new HashSet<>(found.working());
        sources.stream()
                .filter(source -> source.inHand() > 0)
                .map(SourceJson::name)
                .forEach(working::add);
        boolean moving = working.stream().anyMatch(source -> reasons.stream()
                .noneMatch(reason -> reason.code().stopsAll()
                        && (reason.source() == null || reason.source().equals(source))));
        if (active.isEmpty() && !moving) {
            reasons.addAll(ofNoRun());
        }
        reasons.sort(Comparator.comparing(Reason::code));
        return new StatusJson(moving, reasons, active.stream().map(RunJson::of).toList(), states);
    }

    private static Stream<Reason> away(List<ServerState> states) {
        return states.stream()
                .filter(state -> Boolean.FALSE.equals(state.up()))
                .map(state -> Reason.of(
                        Code.SERVER_AWAY, state.server() + (state.detail() == null ? "" : ": " + state.detail())));
    }

    private Stream<Reason> missing() {
        Set<String> live =
                instances.live().stream().map(instance -> instance.service()).collect(Collectors.toSet());
        if (live.contains(ALL_IN_ONE)) {
            return Stream.empty();
        }
        return Stream.concat(
                live.contains("scheduler") ? Stream.empty() : Stream.of(Reason.of(Code.NO_SCHEDULER, null)),
                live.contains("worker") ? Stream.empty() : Stream.of(Reason.of(Code.NO_WORKER, null)));
    }

    private Stream<Reason> ofSource(SourceJson source) {
        Stream<Reason> paused = source.state() == SourceStates.State.OPEN
                ? Stream.empty()
                : Stream.of(new Reason(
                        Code.SOURCE_PAUSED,
                        source.name(),
                        source.pausedSince(),
                        source.pausedUntil(),
                        pauseOf(source),
                        null));
        return Stream.concat(
                paused,
                breaker.tripped(source.name(), Scope.KIND).stream()
                        .map(suspect -> new Reason(
                                Code.STRUCTURE_SUSPECTED,
                                source.name(),
                                suspect.trippedAt().toInstant(ZoneOffset.UTC),
                                suspect.nextProbeAt().toInstant(ZoneOffset.UTC),
                                suspect.key().name() + ": " + suspect.reason() + " " + suspect.detail(),
                                null)));
    }

    /** Why, and what the source said. */
    private static @Nullable String pauseOf(SourceJson source) {
        return source.pauses().stream()
                .filter(pause -> pause.until().equals(source.pausedUntil()))
                .map(SourceStates.Pause::detail)
                .filter(Objects::nonNull)
                .findFirst()
                .map(said -> source.pauseReason() + ": " + said)
                .orElse(source.pauseReason());
    }

    private List<Reason> ofNoRun() {
        List<Reason> failed = runs.page(RunFilter.ALL, 0, 1).stream()
                .filter(run -> run.run().state() == RunState.FAILED)
                .flatMap(run -> standstill.ofFailed(run).stream())
                .toList();
        return Stream.concat(
                        failed.stream(),
                        Stream.of(new Reason(
                                Code.NO_RUN, null, null, nextFiring.first().orElse(null), null, null)))
                .toList();
    }
}
