package io.reelsync.samplesite.catalogue;

import io.reelsync.samplesite.poster.PosterAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * The facts that stand on a title's page at one moment, to compare with what was read from it. What the page doesn't
 * give is null or empty.
 *
 * @param kind {@code movie}, {@code tv}, {@code anime}, {@code doc} or {@code tvshow}
 * @param releaseDates as written, in the page's order
 * @param firstReleaseDate the earliest, as exact as it is written
 * @param ratingDistribution the shares of five stars down to one, as percentages
 * @param noScoreText what stands in the score's place where there is none
 * @param summary the long form, paragraphs joined by line breaks
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record TitleFacts(
        String sourceId,
        String kind,
        String title,
        String titleItemreviewedRaw,
        @Nullable String originalTitle,
        int year,
        List<String> directors,
        List<String> writers,
        List<String> actors,
        List<String> genres,
        List<String> countries,
        List<String> languages,
        @Nullable String releaseLabel,
        List<String> releaseDates,
        @Nullable String firstReleaseDate,
        @Nullable Integer runtimeMinutes,
        List<String> runtimesRaw,
        @Nullable Integer episodeCount,
        @Nullable Integer season,
        @Nullable Map<String, String> seasonSubjectIds,
        @Nullable Integer episodeRuntime,
        @Nullable String episodeRuntimeRaw,
        List<String> aka,
        @Nullable String imdbId,
        @Nullable Double score,
        @Nullable Long votes,
        @Nullable List<Double> ratingDistribution,
        @Nullable String noScoreText,
        String summary,
        String coverUrl) {

    /** The facts of a title at a time, with addresses below the given base. */
    public static TitleFacts of(Title title, Instant time, String base) {
        Instant moment = Moments.of(title, time);
        Reception reception = title.times().reception();
        Release release = title.times().release();
        Serial serial = title.times().serial();
        Double score = reception.scoreAt(moment);
        return new TitleFacts(
                String.valueOf(title.id()),
                title.kind().written(),
                title.heading().title(),
                title.heading().whole(),
                title.heading().original(),
                release.year(),
                title.credits().directors().stream()
                        .map(person -> person.name())
                        .toList(),
                title.credits().writers().stream().map(person -> person.name()).toList(),
                title.credits().actors().stream().map(person -> person.name()).toList(),
                title.origin().genres(),
                title.origin().countries(),
                title.origin().languages(),
                release.dates().isEmpty() ? null : title.kind().isSerial() ? "首播" : "上映日期",
                release.dates(),
                release.first(),
                title.times().minutes(),
                title.times().runtimes(),
                serial == null ? null : serial.episodesAt(moment),
                serial == null ? null : serial.season(),
                serial == null ? null : serial.seasonIds(),
                serial == null ? null : serial.minutes(),
                serial == null ? null : serial.runtime(),
                title.heading().others(),
                title.texts().imdbId(),
                score,
                reception.votesAt(moment),
                reception.distributionAt(moment),
                noScoreText(score, reception, moment),
                String.join("\n", title.texts().summary()),
                base + PosterAddress.path(title.id()));
    }

    private static @Nullable String noScoreText(@Nullable Double score, Reception reception, Instant moment) {
        if (score != null || !reception.shown()) {
            return null;
        }
        return moment.isBefore(reception.since()) ? "尚未上映" : "暂无评分";
    }
}
