package io.reelsync.gateway.link;

import io.reelsync.gateway.catalog.VideoJson;
import io.reelsync.gateway.catalog.VideoSearch;
import io.reelsync.gateway.security.Caller;
import io.reelsync.gateway.web.ApiException;
import io.reelsync.gateway.web.AuditNotes;
import io.reelsync.gateway.web.Envelope;
import io.reelsync.gateway.web.Fields;
import io.reelsync.gateway.web.PathId;
import io.reelsync.gateway.web.Responses;
import io.reelsync.source.IdForm;
import io.reelsync.source.SubjectId;
import io.reelsync.statement.link.LinkDecisions;
import io.reelsync.statement.link.LinkDecisions.Outcome;
import io.reelsync.statement.link.LinkDecisions.Will;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Where people join two videos that are one title, and split one that is two. */
@RestController
@RequestMapping("/api/videos/{id}")
class VideoLinksController {
    private static final Logger log = LoggerFactory.getLogger(VideoLinksController.class);
    /** A field that both have: that what people decided of these titles before is to give way. */
    private static final String UNDO = "undo_decisions";

    private final LinkDecisions decisions;
    private final VideoSearch search;
    private final Responses responses;

    VideoLinksController(LinkDecisions decisions, VideoSearch search, Responses responses) {
        this.decisions = decisions;
        this.search = search;
        this.responses = responses;
    }

    /** The video that stays: the older one. */
    @PostMapping("/join")
    ResponseEntity<Envelope<VideoJson>> join(
            @PathVariable String id, @RequestBody JsonNode body, @AuthenticationPrincipal Caller user) {
        long video = PathId.parse(id).orElseThrow(ApiException::notFound);
        Fields fields = Fields.ofBody(body, Set.of("video_id", UNDO));
        Boolean undoes = fields.bool(UNDO);
        String other = fields.requiredText("video_id");
        if (!other.isEmpty() && PathId.parse(other).isEmpty()) {
            fields.refuse("video_id", "links.video_id");
        }
        fields.check();
        long joined = PathId.parse(other).orElseThrow();
        AuditNotes.add("with " + joined);
        Outcome outcome = decisions.join(video, joined, new Will(user.username(), Boolean.TRUE.equals(undoes)));
        Refusals.check(outcome);
        log.info("{} has joined videos {} and {}", user.username(), video, joined);
        return responses.ok("links.joined", find(outcome.video()));
    }

    /** The new video, of the statement that left. */
    @PostMapping("/split")
    ResponseEntity<Envelope<VideoJson>> split(
            @PathVariable String id, @RequestBody JsonNode body, @AuthenticationPrincipal Caller user) {
        long video = PathId.parse(id).orElseThrow(ApiException::notFound);
        Fields fields = Fields.ofBody(body, Set.of("source", "source_id", UNDO));
        Boolean undoes = fields.bool(UNDO);
        String source = fields.requiredText("source");
        // Any that may have said something, whether this gateway reads it or not.
        if (!source.isEmpty() && !source.matches("[a-z][a-z0-9]{0,31}")) {
            fields.refuse("source", "field.text");
        }
        String sourceId = fields.requiredText("source_id");
        if (!sourceId.isEmpty() && !IdForm.ANY.allows(sourceId)) {
            fields.refuse("source_id", "run.source_id", IdForm.ANY.inEnglish(), IdForm.ANY.inChinese());
        }
        fields.check();
        SubjectId subject = new SubjectId(source, sourceId);
        AuditNotes.add(subject.toString());
        Outcome outcome = decisions.split(video, subject, new Will(user.username(), Boolean.TRUE.equals(undoes)));
        Refusals.check(outcome);
        log.info("{} has split {} from video {}; it is video {}", user.username(), subject, video, outcome.video());
        return responses.ok("links.split", find(outcome.video()));
    }

    private VideoJson find(long video) {
        return search.find(video).orElseThrow(ApiException::notFound);
    }
}
