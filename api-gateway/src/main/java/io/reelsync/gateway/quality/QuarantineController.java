package io.reelsync.gateway.quality;

import io.reelsync.gateway.security.SignedIn;
import io.reelsync.gateway.web.Answers;
import io.reelsync.gateway.web.Envelope;
import io.reelsync.gateway.web.Fields;
import io.reelsync.gateway.web.Listing;
import io.reelsync.gateway.web.Paging;
import io.reelsync.gateway.web.PathId;
import io.reelsync.gateway.web.Refused;
import io.reelsync.source.Reason;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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

    private final Quarantine quarantine;
    private final Answers answers;

    QuarantineController(Quarantine quarantine, Answers answers) {
        this.quarantine = quarantine;
        this.answers = answers;
    }

    @GetMapping
    ResponseEntity<Envelope<Listing<Quarantine.Answer>>> list(@RequestParam Map<String, String> query) {
        Fields fields = Fields.ofQuery();
        Paging paging = Paging.of(fields, query.get("page"), query.get("size"));
        String reason = reason(fields, query.getOrDefault("reason", ""));
        String source = query.getOrDefault("source", "");
        fields.check();
        return answers.ok(quarantine.list(source.isEmpty() ? null : source, reason, paging));
    }

    private static @Nullable String reason(Fields fields, String given) {
        if (given.isEmpty()) {
            return null;
        }
        String reason = given.toUpperCase(Locale.ROOT);
        boolean known =
                Arrays.stream(Reason.values()).anyMatch(one -> one.name().equals(reason) && one.isQuarantine());
        if (!known) {
            fields.refuse(
                    "reason",
                    "field.choice",
                    Arrays.stream(Reason.values())
                            .filter(Reason::isQuarantine)
                            .map(Reason::name)
                            .collect(Collectors.joining(", ")));
        }
        return reason;
    }

    @GetMapping("/{id}")
    ResponseEntity<Envelope<Quarantine.Answer>> one(@PathVariable String id) {
        return answers.ok(find(id));
    }

    @PostMapping("/{id}/accept")
    ResponseEntity<Envelope<Quarantine.Answer>> accept(
            @PathVariable String id, @AuthenticationPrincipal SignedIn user) {
        Quarantine.Answer answer = find(id);
        if (!quarantine.accept(answer)) {
            throw new Refused(HttpStatus.CONFLICT, "quarantine.accepted");
        }
        log.info(
                "{} lets the next answer for {}:{} pass, which was put in quarantine for {}",
                user.username(),
                answer.source(),
                answer.sourceId(),
                answer.reason());
        return answers.ok("quarantine.accept", find(id));
    }

    private Quarantine.Answer find(String id) {
        return PathId.parse(id).flatMap(quarantine::find).orElseThrow(Refused::notFound);
    }
}
