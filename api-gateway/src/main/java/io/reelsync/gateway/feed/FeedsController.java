package io.reelsync.gateway.feed;

import io.reelsync.gateway.security.Caller;
import io.reelsync.gateway.web.ApiException;
import io.reelsync.gateway.web.AuditNotes;
import io.reelsync.gateway.web.Envelope;
import io.reelsync.gateway.web.Fields;
import io.reelsync.gateway.web.Listing;
import io.reelsync.gateway.web.Paging;
import io.reelsync.gateway.web.Responses;
import io.reelsync.run.KeptLists;
import io.reelsync.run.KeptLists.KeptList;
import io.reelsync.source.Source;
import io.reelsync.source.Sources;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Where lists are kept as feeds, and seen beside the sources' own. Every service knows a new one at once. */
@RestController
@RequestMapping("/api/feeds")
class FeedsController {
    private static final Logger log = LoggerFactory.getLogger(FeedsController.class);

    private final KeptLists keptLists;
    private final Sources sources;
    private final Responses responses;

    FeedsController(KeptLists keptLists, Sources sources, Responses responses) {
        this.keptLists = keptLists;
        this.sources = sources;
        this.responses = responses;
    }

    /**
     * A feed as the API tells it.
     *
     * @param link null where it is one of the source's own, as the two that follow
     */
    record FeedJson(
            String name,
            String source,
            @Nullable String link,
            int size,
            @Nullable String addedBy,
            @Nullable Instant addedAt) {
        static FeedJson of(KeptList list) {
            return new FeedJson(list.name(), list.source(), list.link(), list.size(), list.addedBy(), list.addedAt());
        }
    }

    /** The sources' own first. */
    @GetMapping
    ResponseEntity<Envelope<Listing<FeedJson>>> list(@RequestParam Map<String, String> query) {
        Fields fields = Fields.ofQuery(query, "page", "size");
        Paging paging = Paging.of(fields, query);
        fields.check();
        List<FeedJson> all = Stream.concat(
                        sources.all().stream().flatMap(FeedsController::own),
                        keptLists.all().stream().map(FeedJson::of))
                .toList();
        List<FeedJson> page =
                all.stream().skip(paging.offset()).limit(paging.size()).toList();
        return responses.ok(new Listing<>(page, paging.page(), paging.size(), all.size()));
    }

    private static Stream<FeedJson> own(Source source) {
        return source.feeds().stream()
                .map(feed -> new FeedJson(feed.name(), source.name(), null, feed.size(), null, null));
    }

    @PostMapping
    ResponseEntity<Envelope<FeedJson>> add(@RequestBody JsonNode body, @AuthenticationPrincipal Caller user) {
        KeptList list;
        try {
            list = keep(body, user);
        } catch (DuplicateKeyException addedMeanwhile) {
            // By somebody else: now it is seen, and refused, or gets another name.
            list = keep(body, user);
        }
        AuditNotes.add(list.source() + " " + list.name() + " " + list.link() + ", " + list.size() + " titles");
        log.info("{} keeps {} as feed {} of {}", user.username(), list.link(), list.name(), list.source());
        return responses.created("feed.added", FeedJson.of(list));
    }

    private KeptList keep(JsonNode body, Caller user) {
        FeedRequest wanted = FeedRequest.read(body, sources, keptLists);
        return keptLists.add(wanted.source().name(), wanted.name(), wanted.link(), wanted.size(), user.username());
    }

    @DeleteMapping("/{name}")
    ResponseEntity<Envelope<Void>> remove(
            @PathVariable String name, @RequestParam Map<String, String> query, @AuthenticationPrincipal Caller user) {
        KeptList list = find(name, query);
        List<String> schedules = keptLists.schedulesOf(list);
        if (!schedules.isEmpty()) {
            throw ApiException.conflict("feed.scheduled", String.join(", ", schedules));
        }
        if (!keptLists.remove(list)) {
            throw ApiException.notFound();
        }
        AuditNotes.add(list.source() + " " + list.name() + " " + list.link());
        log.info("{} keeps feed {} of {} no longer: {}", user.username(), list.name(), list.source(), list.link());
        return responses.ok("feed.removed", null);
    }

    /** The list of that name; the source is asked for only where several have one. */
    private KeptList find(String name, Map<String, String> query) {
        Fields fields = Fields.ofQuery(query, "source");
        String source = fields.source("source", query.get("source"), sources);
        fields.check();
        List<KeptList> found = keptLists.named(name).stream()
                .filter(list -> source == null || list.source().equals(source))
                .toList();
        if (found.isEmpty()) {
            boolean own = sources.all().stream()
                    .anyMatch(one -> (source == null || one.name().equals(source))
                            && one.feedNames().contains(name));
            throw own ? ApiException.conflict("feed.own") : ApiException.notFound();
        }
        if (found.size() > 1) {
            fields.refuse(
                    "source",
                    "feed.which",
                    String.join(", ", found.stream().map(KeptList::source).toList()));
            fields.check();
        }
        return found.get(0);
    }
}
