package io.reelsync.gateway.status;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.reelsync.cluster.Instance;
import io.reelsync.cluster.Instances;
import io.reelsync.gateway.events.Event;
import io.reelsync.gateway.events.EventStreams;
import io.reelsync.gateway.events.Look;
import io.reelsync.gateway.security.Caller;
import io.reelsync.gateway.status.SourceStates.SourceJson;
import io.reelsync.gateway.sync.RunJson;
import io.reelsync.gateway.web.Envelope;
import io.reelsync.gateway.web.Responses;
import io.reelsync.run.SyncRuns;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Where it is seen what runs and why nothing moves, at one moment or as it goes. */
@RestController
class StatusController {
    private final Status status;
    private final SourceStates sources;
    private final Instances instances;
    private final SyncRuns runs;
    private final EventStreams streams;
    private final Responses responses;

    StatusController(
            Status status,
            SourceStates sources,
            Instances instances,
            SyncRuns runs,
            EventStreams streams,
            Responses responses) {
        this.status = status;
        this.sources = sources;
        this.instances = instances;
        this.runs = runs;
        this.streams = streams;
        this.responses = responses;
    }

    @GetMapping("/api/status")
    ResponseEntity<Envelope<StatusJson>> now() {
        return responses.ok(status.now(sources.all()));
    }

    @GetMapping("/api/events")
    ResponseEntity<SseEmitter> events(@AuthenticationPrincipal Caller user) {
        Looks looks = new Looks();
        return streams.open("all", looks.next(), looks::next, user);
    }

    /** One look after the other: what was there at the last and is no more is told once more. */
    private final class Looks {
        private Set<String> active = Set.of();
        private Map<String, Instance> alive = Map.of();

        synchronized Look next() {
            List<SourceJson> all = sources.all();
            StatusJson now = status.now(all);
            List<Event> events = new ArrayList<>();
            events.add(Event.of("status", "status", now));
            tellRuns(now.runs(), events);
            all.forEach(source -> events.add(Event.of("source", "source " + source.name(), source)));
            tellInstances(instances.live(), events);
            return new Look(events, false);
        }

        private void tellRuns(List<RunJson> now, List<Event> events) {
            Set<String> ids = now.stream().map(RunJson::runId).collect(Collectors.toSet());
            now.forEach(run -> events.add(told(run)));
            active.stream()
                    .filter(id -> !ids.contains(id))
                    .flatMap(id -> runs.find(Long.parseLong(id)).stream())
                    .forEach(ended -> events.add(told(RunJson.of(ended))));
            active = ids;
        }

        private static Event told(RunJson run) {
            return Event.of("progress", "run " + run.runId(), run);
        }

        private void tellInstances(List<Instance> now, List<Event> events) {
            Map<String, Instance> live = new LinkedHashMap<>();
            now.forEach(instance -> live.put(instance.id(), instance));
            live.values().forEach(instance -> events.add(told(instance, true)));
            alive.values().stream()
                    .filter(instance -> !live.containsKey(instance.id()))
                    .forEach(gone -> events.add(told(gone, false)));
            alive = live;
        }

        private static Event told(Instance instance, boolean live) {
            return Event.of("instance", "instance " + instance.id(), new InstanceJson(instance, live));
        }
    }

    /** An instance, and whether it is alive still. */
    record InstanceJson(@JsonUnwrapped Instance instance, boolean live) {}
}
