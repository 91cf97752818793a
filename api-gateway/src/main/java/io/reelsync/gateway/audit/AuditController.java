package io.reelsync.gateway.audit;

import io.reelsync.gateway.web.Envelope;
import io.reelsync.gateway.web.Fields;
import io.reelsync.gateway.web.Listing;
import io.reelsync.gateway.web.Paging;
import io.reelsync.gateway.web.Responses;
import java.time.Instant;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Where administrators read the audit log. */
@RestController
class AuditController {
    private static final int LONGEST_ACTOR = 120;

    private final AuditLog audit;
    private final Responses responses;

    AuditController(AuditLog audit, Responses responses) {
        this.audit = audit;
        this.responses = responses;
    }

    @GetMapping("/api/audit")
    ResponseEntity<Envelope<Listing<AuditLine>>> list(@RequestParam Map<String, String> query) {
        Fields fields = Fields.ofQuery(query, "page", "size", "actor", "from", "to");
        Paging paging = Paging.of(fields, query);
        String actor = query.getOrDefault("actor", "");
        if (actor.length() > LONGEST_ACTOR) {
            fields.refuse("actor", "field.length", LONGEST_ACTOR);
        }
        Instant from = fields.instant("from", query.get("from"));
        Instant to = fields.instant("to", query.get("to"));
        fields.check();
        return responses.ok(audit.find(actor.isEmpty() ? null : actor, from, to, paging));
    }
}
