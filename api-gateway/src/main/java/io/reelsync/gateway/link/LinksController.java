package io.reelsync.gateway.link;

import io.reelsync.gateway.link.LinkPages.LinkJson;
import io.reelsync.gateway.security.Caller;
import io.reelsync.gateway.web.ApiException;
import io.reelsync.gateway.web.AuditNotes;
import io.reelsync.gateway.web.Envelope;
import io.reelsync.gateway.web.Fields;
import io.reelsync.gateway.web.Listing;
import io.reelsync.gateway.web.Paging;
import io.reelsync.gateway.web.PathId;
import io.reelsync.gateway.web.Responses;
import io.reelsync.statement.link.LinkDecisions;
import io.reelsync.statement.link.LinkDecisions.Outcome;
import io.reelsync.statement.match.Pair.State;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Where it is seen which titles are, or may be, one, and where people decide. */
@RestController
@RequestMapping("/api/links")
class LinksController {
    private static final Logger log = LoggerFactory.getLogger(LinksController.class);

    private final LinkPages pages;
    private final LinkDecisions decisions;
    private final Responses responses;

    LinksController(LinkPages pages, LinkDecisions decisions, Responses responses) {
        this.pages = pages;
        this.decisions = decisions;
        this.responses = responses;
    }

    @GetMapping
    ResponseEntity<Envelope<Listing<LinkJson>>> list(@RequestParam Map<String, String> query) {
        Fields fields = Fields.ofQuery(query, "page", "size", "state");
        Paging paging = Paging.of(fields, query);
        State state = fields.choice("state", query.get("state"), State.class);
        fields.check();
        return responses.ok(pages.page(state, paging));
    }

    @PostMapping("/{id}/accept")
    ResponseEntity<Envelope<LinkJson>> accept(@PathVariable String id, @AuthenticationPrincipal Caller user) {
        return decide(id, user, "links.accepted", link -> decisions.accept(link, user.username()));
    }

    @PostMapping("/{id}/refuse")
    ResponseEntity<Envelope<LinkJson>> refuse(@PathVariable String id, @AuthenticationPrincipal Caller user) {
        return decide(id, user, "links.refused", link -> decisions.refuse(link, user.username()));
    }

    private ResponseEntity<Envelope<LinkJson>> decide(
            String id, Caller user, String message, LongFunction<Outcome> decision) {
        long link = PathId.parse(id).orElseThrow(ApiException::notFound);
        Refusals.check(decision.apply(link));
        LinkJson decided = pages.find(link).orElseThrow(ApiException::notFound);
        String titles = decided.titles().stream()
                .map(title -> title.source() + ":" + title.sourceId())
                .collect(Collectors.joining(" "));
        AuditNotes.add(titles);
        log.info("{} has decided that {} are {}", user.username(), titles, decided.state());
        return responses.ok(message, decided);
    }
}
