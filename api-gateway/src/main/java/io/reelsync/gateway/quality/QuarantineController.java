package io.reelsync.gateway.quality;

import io.reelsync.gateway.security.Caller;
import io.reelsync.gateway.web.ApiException;
import io.reelsync.gateway.web.Envelope;
import io.reelsync.gateway.web.Fields;
import io.reelsync.gateway.web.Listing;
import io.reelsync.gateway.web.Paging;
import io.reelsync.gateway.web.PathId;
import io.reelsync.gateway.web.Responses;
import io.reelsync.source.Reason;
import io.reelsync.source.Sources;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Where answers in quarantine are looked at, and the next one of a title is let pass. */
@RestController
@RequestMapping("/api/quarantine")
class QuarantineController {
    private static final Logger log = LoggerFactory.getLogger(QuarantineController.class);

    private static final List<Reason> REASONS =
            Arrays.stream(Reason.values()).filter(Reason::isQuarantine).toList();

    private final Quarantine quarantine;
    private final Sources sources;
    private final Responses responses;

    QuarantineController(Quarantine quarantine, Sources sources, Responses responses) {
        this.quarantine = quarantine;
        this.sources = sources;
        this.responses = responses;
    }

    @GetMapping
    ResponseEntity<Envelope<Listing<Quarantine.Answer>>> list(@RequestParam Map<String, String> query) {
        Fields fields = Fields.ofQuery(query, "page", "size", "source", "reason", "video_id", "accepted");
        Paging paging = Paging.of(fields, query);
        String source = fields.source("source", query.get("source"), sources);
        Reason reason = fields.choice("reason", query.get("reason"), REASONS);
        String video = query.getOrDefault("video_id", "");
        if (!video.isEmpty() && PathId.parse(video).isEmpty()) {
            fields.refuse("video_id", "links.video_id");
        }
        String accepted = fields.oneOf("accepted", query.get("accepted"), List.of("true", "false"));
        fields.check();
        Quarantine.Wanted wanted = new Quarantine.Wanted(
                source,
                reason == null ? null : reason.name(),
                PathId.parse(video).orElse(null),
                accepted == null ? null : Boolean.valueOf(accepted));
        return responses.ok(quarantine.list(wanted, paging));
    }

    /** How many wait for somebody to look at them, by reason. */
    @GetMapping("/reasons")
    ResponseEntity<Envelope<List<Quarantine.ReasonCount>>> reasons() {
        return responses.ok(quarantine.reasons());
    }

    @GetMapping("/{id}")
    ResponseEntity<Envelope<Quarantine.Answer>> one(@PathVariable String id) {
        return responses.ok(find(id));
    }

    @PostMapping("/{id}/accept")
    ResponseEntity<Envelope<Quarantine.Answer>> accept(@PathVariable String id, @AuthenticationPrincipal Caller user) {
        Quarantine.Answer answer = find(id);
        if (!quarantine.accept(answer)) {
            throw new ApiException(HttpStatus.CONFLICT, "quarantine.accepted");
        }
        log.info(
                "{} lets the next answer for {}:{} pass, which was put in quarantine for {}",
                user.username(),
                answer.source(),
                answer.sourceId(),
                answer.reason());
        return responses.ok("quarantine.accept", find(id));
    }

    private Quarantine.Answer find(String id) {
        return PathId.parse(id).flatMap(quarantine::find).orElseThrow(ApiException::notFound);
    }
}
