package io.reelsync.gateway.sync;

import io.reelsync.gateway.security.Caller;
import io.reelsync.gateway.web.AuditNotes;
import io.reelsync.gateway.web.Envelope;
import io.reelsync.gateway.web.Responses;
import io.reelsync.run.KeptLists;
import io.reelsync.run.RunStarter;
import io.reelsync.run.RunStarter.Requester;
import io.reelsync.run.RunStarter.Started;
import io.reelsync.run.Wanted;
import io.reelsync.source.Source;
import io.reelsync.source.Sources;
import io.reelsync.telemetry.LogContext;
import io.reelsync.telemetry.TraceId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Where people and programs ask for runs. */
@RestController
@RequestMapping("/api/sync")
class SyncController {
    private static final Logger log = LoggerFactory.getLogger(SyncController.class);

    private final RunStarter runStarter;
    private final Idempotency idempotency;
    private final Sources sources;
    private final KeptLists keptLists;
    private final Responses responses;

    SyncController(
            RunStarter runStarter, Idempotency idempotency, Sources sources, KeptLists keptLists, Responses responses) {
        this.runStarter = runStarter;
        this.idempotency = idempotency;
        this.sources = sources;
        this.keptLists = keptLists;
        this.responses = responses;
    }

    @PostMapping("/douban/movies")
    ResponseEntity<Envelope<StartedJson>> movies(
            @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String key,
            @AuthenticationPrincipal Caller user) {
        Source douban = sources.get("douban");
        return start(RunRequest.of(Wanted.feeds(douban.name(), List.of("movies"), douban::listSize)), key, user);
    }

    @PostMapping("/runs")
    ResponseEntity<Envelope<StartedJson>> run(
            @RequestBody JsonNode body,
            @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String key,
            @AuthenticationPrincipal Caller user) {
        return start(RunRequest.read(body, sources, keptLists), key, user);
    }

    private ResponseEntity<Envelope<StartedJson>> start(RunRequest request, @Nullable String key, Caller user) {
        Requester requester = new Requester(user.username(), TraceId.current());
        Started started = idempotency.once(key, user, request, () -> runStarter.start(request.wanted(), requester));
        AuditNotes.add("run " + started.runId() + " of " + request.summary());
        try (LogContext fields = LogContext.of(TraceId.current()).with("run_id", started.runId())) {
            if (started.alreadyRunning()) {
                log.info("{} asked for what run {} does already", user.username(), started.runId());
            } else {
                log.info("{} asked for run {} of {}", user.username(), started.runId(), request.summary());
            }
        }
        return responses.accepted("sync.started", StartedJson.of(started));
    }
}
