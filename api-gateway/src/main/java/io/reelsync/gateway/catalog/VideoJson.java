package io.reelsync.gateway.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A video as the API tells it. What is not known is null or an empty list.
 *
 * @param id as a string: numbers in JSON lose digits beyond 2^53
 * @param releaseDate the earliest, as exact as it is known
 */
record VideoJson(
        String id,
        @Nullable String source,
        @Nullable String sourceId,
        @Nullable String kind,
        @Nullable String title,
        @Nullable String originalTitle,
        @Nullable Integer year,
        @Nullable String releaseDate,
        List<ReleaseJson> releaseDates,
        List<String> directors,
        List<String> writers,
        List<String> actors,
        List<String> tags,
        List<String> countries,
        List<String> languages,
        List<String> aka,
        @Nullable Long runtime,
        List<String> runtimes,
        @Nullable Long episodeCount,
        @Nullable Integer season,
        @Nullable Integer episodeRuntime,
        @Nullable String imdbId,
        @Nullable BigDecimal score,
        @Nullable Long votes,
        @Nullable String description,
        @Nullable String coverUrl,
        @Nullable String status,
        @JsonProperty("is_completed") boolean completed,
        @JsonProperty("is_update") boolean updated,
        @Nullable Instant createdAt,
        @Nullable Instant updatedAt) {

    record ReleaseJson(String date, @Nullable String place) {}

    static VideoJson of(Video video) {
        Long sourceId = video.sourceId();
        return new VideoJson(
                Long.toString(video.id()),
                video.source(),
                sourceId == null ? null : sourceId.toString(),
                video.kind(),
                video.title(),
                video.originalTitle(),
                video.year(),
                video.releaseDate(),
                video.releaseDates().stream()
                        .map(release -> new ReleaseJson(release.date(), release.place()))
                        .toList(),
                video.directors(),
                video.writers(),
                video.actors(),
                video.tags(),
                video.countries(),
                video.languages(),
                video.aka(),
                video.runtime(),
                video.runtimes(),
                video.episodeCount(),
                video.season(),
                video.episodeRuntime(),
                video.imdbId(),
                video.score(),
                video.votes(),
                video.description(),
                video.coverUrl(),
                video.status(),
                video.completed(),
                video.updated(),
                video.createdAt(),
                video.updatedAt());
    }

    /** The names of the fields in their order, as the API writes them. */
    static List<String> fieldNames() {
        return Arrays.stream(VideoJson.class.getRecordComponents())
                .map(VideoJson::fieldName)
                .toList();
    }

    private static String fieldName(RecordComponent field) {
        JsonProperty given = field.getAccessor().getAnnotation(JsonProperty.class);
        return given != null
                ? given.value()
                : field.getName().replaceAll("(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }
}
