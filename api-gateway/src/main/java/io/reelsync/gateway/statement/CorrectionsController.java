package io.reelsync.gateway.statement;

import io.reelsync.catalog.VideoField;
import io.reelsync.database.DatabaseTime;
import io.reelsync.gateway.catalog.VideoJson;
import io.reelsync.gateway.catalog.VideoSearch;
import io.reelsync.gateway.security.Caller;
import io.reelsync.gateway.web.ApiException;
import io.reelsync.gateway.web.AuditNotes;
import io.reelsync.gateway.web.Envelope;
import io.reelsync.gateway.web.Fields;
import io.reelsync.gateway.web.PathId;
import io.reelsync.gateway.web.Responses;
import io.reelsync.statement.Corrections;
import io.reelsync.statement.Videos;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/**
 * Where people correct what no source gets right. A corrected field is locked: it stands whatever sources say, until its
 * lock is released.
 */
@RestController
@RequestMapping("/api/videos")
class CorrectionsController {
    private static final Logger log = LoggerFactory.getLogger(CorrectionsController.class);

    private final Videos videos;
    private final VideoSearch search;
    private final DatabaseTime time;
    private final Responses responses;

    CorrectionsController(Videos videos, VideoSearch search, DatabaseTime time, Responses responses) {
        this.videos = videos;
        this.search = search;
        this.time = time;
        this.responses = responses;
    }

    /** Makes a title by hand, of which no source speaks. */
    @PostMapping
    ResponseEntity<Envelope<VideoJson>> create(@RequestBody JsonNode body, @AuthenticationPrincipal Caller user) {
        Corrections given = read(body, user);
        if (!given.fields().containsKey(VideoField.TITLE) || !given.fields().containsKey(VideoField.KIND)) {
            Fields fields = Fields.ofBody(body, body.propertyNames().stream().collect(Collectors.toSet()));
            fields.requiredText("title");
            fields.requiredText("kind");
            fields.check();
        }
        long video = videos.create(given);
        log.info("{} has made video {} by hand", user.username(), video);
        return responses.ok("videos.created", find(video));
    }

    @PatchMapping("/{id}")
    ResponseEntity<Envelope<VideoJson>> correct(
            @PathVariable String id, @RequestBody JsonNode body, @AuthenticationPrincipal Caller user) {
        long video = PathId.parse(id).orElseThrow(ApiException::notFound);
        Corrections given = read(body, user);
        if (!videos.correct(video, given)) {
            throw ApiException.notFound();
        }
        log.info("{} has corrected {} of video {}", user.username(), names(given.fields()), video);
        return responses.ok("videos.corrected", find(video));
    }

    /** What the sources say of the field stands again. */
    @DeleteMapping("/{id}/locks/{field}")
    ResponseEntity<Envelope<VideoJson>> release(
            @PathVariable String id, @PathVariable String field, @AuthenticationPrincipal Caller user) {
        long video = PathId.parse(id).orElseThrow(ApiException::notFound);
        VideoField locked = CorrectedFields.field(field).orElseThrow(ApiException::notFound);
        if (!videos.release(video, CorrectedFields.lockedWith(locked))) {
            throw ApiException.notFound();
        }
        log.info("{} has released {} of video {}", user.username(), field, video);
        return responses.ok("videos.released", find(video));
    }

    private Corrections read(JsonNode body, Caller user) {
        Instant now = DatabaseTime.instant(time.now());
        Corrections given = CorrectedFields.read(body, user.username(), now);
        AuditNotes.add(names(given.fields()));
        return given;
    }

    private static String names(Map<VideoField, ?> fields) {
        return fields.keySet().stream()
                .filter(VideoField::isTold)
                .map(VideoField::fieldName)
                .collect(Collectors.joining(", "));
    }

    private VideoJson find(long video) {
        return search.find(video).orElseThrow(ApiException::notFound);
    }
}
