package io.reelsync.gateway.quality;

import io.reelsync.gateway.security.Caller;
import io.reelsync.gateway.web.ApiException;
import io.reelsync.gateway.web.Envelope;
import io.reelsync.gateway.web.Fields;
import io.reelsync.gateway.web.Responses;
import io.reelsync.limit.CircuitBreaker;
import io.reelsync.limit.CircuitBreaker.Scope;
import io.reelsync.limit.StructureSuspects;
import io.reelsync.source.Reason;
import io.reelsync.source.Sources;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Where kinds are seen whose pages are suspected to have a changed structure, and are trusted again. */
@RestController
@RequestMapping("/api/structure-suspects")
class SuspectsController {
    private static final Logger log = LoggerFactory.getLogger(SuspectsController.class);

    private final Sources sources;
    private final CircuitBreaker breaker;
    private final StructureSuspects suspects;
    private final Responses responses;

    SuspectsController(Sources sources, CircuitBreaker breaker, StructureSuspects suspects, Responses responses) {
        this.sources = sources;
        this.breaker = breaker;
        this.suspects = suspects;
        this.responses = responses;
    }

    /**
     * A suspicion.
     *
     * @param kind a kind of video, or {@code *} for all
     */
    record Suspect(
            String source,
            String kind,
            @Nullable Instant since,
            @Nullable Instant nextTrialAt,
            String reason,
            String reasonText,
            @Nullable String detail) {}

    @GetMapping
    ResponseEntity<Envelope<List<Suspect>>> list() {
        return responses.ok(sources.all().stream()
                .flatMap(source -> breaker.tripped(source.name(), Scope.KIND).stream())
                .map(standing -> new Suspect(
                        standing.key().source(),
                        standing.key().name(),
                        FoundTitles.instant(standing.trippedAt()),
                        FoundTitles.instant(standing.nextProbeAt()),
                        standing.reason(),
                        Reason.textOf(standing.reason()),
                        standing.detail()))
                .toList());
    }

    @PostMapping("/trust")
    ResponseEntity<Envelope<Void>> trust(@RequestBody JsonNode body, @AuthenticationPrincipal Caller user) {
        Fields fields = Fields.ofBody(body, Set.of("source", "kind"));
        String source = fields.requiredText("source");
        String kind = fields.requiredText("kind");
        fields.check();
        if (!suspects.trust(source, kind)) {
            throw ApiException.notFound();
        }
        log.info("{} trusts the pages of {} (kind {}) again", user.username(), source, kind);
        return responses.ok("ok", null);
    }
}
