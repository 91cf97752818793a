package io.reelsync.gateway.sync;

import io.reelsync.catalog.RunControl;
import io.reelsync.catalog.RunControl.Result;
import io.reelsync.gateway.security.Caller;
import io.reelsync.gateway.web.ApiException;
import io.reelsync.gateway.web.Envelope;
import io.reelsync.gateway.web.PathId;
import io.reelsync.gateway.web.Responses;
import io.reelsync.run.SyncRuns;
import io.reelsync.telemetry.LogContext;
import io.reelsync.telemetry.TraceId;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where runs are cancelled, paused and resumed. Who did what is in the log, under the request's trace id. */
@RestController
@RequestMapping("/api/sync/runs/{id}")
class RunControlController {
    private static final Logger log = LoggerFactory.getLogger(RunControlController.class);

    private final RunControl control;
    private final SyncRuns runs;
    private final Responses responses;

    RunControlController(RunControl control, SyncRuns runs, Responses responses) {
        this.control = control;
        this.runs = runs;
        this.responses = responses;
    }

    @PostMapping("/cancel")
    ResponseEntity<Envelope<RunJson>> cancel(@PathVariable String id, @AuthenticationPrincipal Caller user) {
        return change("cancel", control::cancel, id, user);
    }

    @PostMapping("/pause")
    ResponseEntity<Envelope<RunJson>> pause(@PathVariable String id, @AuthenticationPrincipal Caller user) {
        return change("pause", control::pause, id, user);
    }

    @PostMapping("/resume")
    ResponseEntity<Envelope<RunJson>> resume(@PathVariable String id, @AuthenticationPrincipal Caller user) {
        return change("resume", control::resume, id, user);
    }

    private ResponseEntity<Envelope<RunJson>> change(String verb, LongFunction<Result> call, String id, Caller user) {
        long run = PathId.parse(id).orElseThrow(ApiException::notFound);
        try (LogContext fields = LogContext.of(TraceId.current()).with("run_id", run)) {
            Result result = call.apply(run);
            if (result instanceof Result.Changed changed) {
                log.info("{} asked to {} run {}: it is {} now", user.username(), verb, run, changed.state());
                return responses.ok("run." + verb, RunJson.of(runs.find(run).orElseThrow(ApiException::notFound)));
            }
            if (result instanceof Result.Refused refused) {
                log.info("{} asked to {} run {}: refused, it stays {}", user.username(), verb, run, refused.state());
                throw new ApiException(HttpStatus.CONFLICT, "run.is." + refused.state());
            }
            throw ApiException.notFound();
        }
    }
}
