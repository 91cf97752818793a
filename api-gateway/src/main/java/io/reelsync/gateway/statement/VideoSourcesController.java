package io.reelsync.gateway.statement;

import io.reelsync.catalog.VideoField;
import io.reelsync.gateway.web.ApiException;
import io.reelsync.gateway.web.Envelope;
import io.reelsync.gateway.web.PathId;
import io.reelsync.gateway.web.Responses;
import io.reelsync.source.Sources;
import io.reelsync.source.SubjectId;
import io.reelsync.statement.Corrections.Correction;
import io.reelsync.statement.FieldValues;
import io.reelsync.statement.MergeRules;
import io.reelsync.statement.Statement;
import io.reelsync.statement.Videos;
import io.reelsync.statement.Videos.Told;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Where it is seen what each source says of a video, field by field, and which word stands. */
@RestController
class VideoSourcesController {
    private final Videos videos;
    private final Sources sources;
    private final Responses responses;

    VideoSourcesController(Videos videos, Sources sources, Responses responses) {
        this.videos = videos;
        this.sources = sources;
        this.responses = responses;
    }

    /** Why a field has the value that it has. */
    enum Why {
        /** Somebody corrected it. */
        CORRECTED,
        /** No other source says anything. */
        ONLY_SOURCE,
        /** Of those that say something it comes first in the order of sources. */
        FIRST_IN_ORDER,
        /** It comes from the source from which a field comes that it belongs to, as votes do to a score. */
        WITH_ANOTHER_FIELD,
        /** Nobody says anything. */
        UNKNOWN
    }

    /** @param page where people read of the title; null where there is no such page */
    record SourceJson(
            String source,
            String sourceId,
            @Nullable String route,
            @Nullable String runId,
            Instant toldAt,
            @Nullable String page) {}

    record ValueJson(
            String source,
            String sourceId,
            @Nullable String route,
            Instant toldAt,
            @Nullable Object value,
            boolean stands) {}

    record CorrectionJson(String by, Instant at, @Nullable Object value) {}

    /**
     * @param order in which sources are believed
     * @param values what each source says that says something
     */
    record FieldJson(
            String field,
            @Nullable Object value,
            Why why,
            List<String> order,
            @Nullable CorrectionJson correction,
            List<ValueJson> values) {}

    record VideoSourcesJson(String videoId, List<SourceJson> sources, List<FieldJson> fields) {}

    @GetMapping("/api/videos/{id}/sources")
    ResponseEntity<Envelope<VideoSourcesJson>> sources(@PathVariable String id) {
        Videos.Origin origin = PathId.parse(id).flatMap(videos::origin).orElseThrow(ApiException::notFound);
        List<SourceJson> telling = origin.told().stream()
                .map(told -> new SourceJson(
                        told.statement().subject().source(),
                        told.statement().subject().id(),
                        told.route(),
                        told.runId() == null ? null : told.runId().toString(),
                        told.at(),
                        pageOf(told.statement().subject())))
                .toList();
        List<FieldJson> fields = Arrays.stream(VideoField.values())
                .filter(VideoField::isTold)
                .map(field -> field(field, origin))
                .toList();
        return responses.ok(new VideoSourcesJson(id, telling, fields));
    }

    /** A source that isn't installed any more has none. */
    private @Nullable String pageOf(SubjectId subject) {
        return sources.find(subject.source())
                .flatMap(source -> source.pageOf(subject.id()))
                .map(URI::toString)
                .orElse(null);
    }

    private static FieldJson field(VideoField field, Videos.Origin origin) {
        List<Statement> statements = origin.told().stream().map(Told::statement).toList();
        Correction correction = origin.corrections().fields().get(field);
        Optional<Statement> believed = statements.isEmpty()
                ? Optional.empty()
                : origin.rules().standing(field, statements).filter(one -> one.values()
                        .has(field));
        List<Told> speaking = origin.told().stream()
                .filter(told -> told.statement().values().has(field))
                .toList();
        return new FieldJson(
                field.fieldName(),
                origin.values().forJson(field),
                why(field, correction != null, believed.isPresent(), speaking.size()),
                origin.rules().orderOf(field),
                correction == null ? null : json(field, correction, origin.values()),
                speaking.stream()
                        .map(told -> new ValueJson(
                                told.statement().subject().source(),
                                told.statement().subject().id(),
                                told.route(),
                                told.at(),
                                told.statement().values().forJson(field),
                                correction == null
                                        && believed.filter(told.statement()::equals)
                                                .isPresent()))
                        .toList());
    }

    private static CorrectionJson json(VideoField field, Correction correction, FieldValues standing) {
        return new CorrectionJson(correction.by(), correction.at(), standing.forJson(field));
    }

    private static Why why(VideoField field, boolean corrected, boolean believed, int speaking) {
        if (corrected) {
            return Why.CORRECTED;
        }
        if (!believed) {
            return Why.UNKNOWN;
        }
        if (speaking == 1) {
            return Why.ONLY_SOURCE;
        }
        return MergeRules.decider(field) == field ? Why.FIRST_IN_ORDER : Why.WITH_ANOTHER_FIELD;
    }
}
