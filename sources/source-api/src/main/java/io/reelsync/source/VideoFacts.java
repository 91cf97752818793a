package io.reelsync.source;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a source says of one title. What it doesn't say is null or an empty list; lists are complete and in the
 * source's order.
 *
 * @param summary the long form where the source has two, paragraphs joined by line breaks
 */
public record VideoFacts(
        SubjectId subject,
        @Nullable Kind kind,
        Naming naming,
        Release release,
        Credits credits,
        Labels labels,
        Length length,
        Rating rating,
        @Nullable String imdbId,
        @Nullable String summary,
        @Nullable String coverUrl,
        Provenance provenance) {

    /** Facts of which nothing is known but what they say: those of a list. */
    public VideoFacts(
            SubjectId subject,
            @Nullable Kind kind,
            Naming naming,
            Release release,
            Credits credits,
            Labels labels,
            Length length,
            Rating rating,
            @Nullable String imdbId,
            @Nullable String summary,
            @Nullable String coverUrl) {
        this(
                subject,
                kind,
                naming,
                release,
                credits,
                labels,
                length,
                rating,
                imdbId,
                summary,
                coverUrl,
                Provenance.NONE);
    }

    /**
     * How facts came.
     *
     * @param route the route that gave them; empty for a list's
     * @param neverTells the API's names of the fields that this route knows nothing of: that they are empty says nothing
     * @param disagreements where parts of the answer say different things
     */
    public record Provenance(String route, Set<String> neverTells, List<Disagreement> disagreements) {
        public static final Provenance NONE = new Provenance("", Set.of(), List.of());

        /** Whether another route tells more, so that its lists are not cut down to what this one says. */
        public boolean partial() {
            return !neverTells.isEmpty();
        }
    }

    /** A part of an answer that repeats facts, by which they can be checked. */
    public enum CrossCheck {
        /** The block of structured data in a page's head. */
        JSON_LD(
                "title",
                "directors",
                "writers",
                "actors",
                "tags",
                "release_dates",
                "runtime",
                "episode_runtime",
                "score"),
        /** The attributes beside the visible text. */
        MICRODATA("release_dates", "runtime");

        private final List<String> fields;

        CrossCheck(String... fields) {
            this.fields = List.of(fields);
        }

        /** What it can speak of, by the API's names. */
        public List<String> fields() {
            return fields;
        }
    }

    /**
     * A cross-check says something else than what was taken.
     *
     * @param field by the API's name
     */
    public record Disagreement(String field, CrossCheck check, String taken, String said) {}

    /**
     * @param title the title in the source's language
     * @param originalTitle what follows it in the heading: the title in its own language
     * @param aka other names
     */
    public record Naming(@Nullable String title, @Nullable String originalTitle, List<String> aka) {
        public static final Naming NONE = new Naming(null, null, List.of());
    }

    /**
     * One release.
     *
     * @param date the date as exact as given; null where only a place or a note is
     * @param place region, festival or note, without its brackets
     */
    public record ReleaseDate(PartialDate date, @Nullable String place) {}

    /** @param dates every release in the page's order */
    public record Release(@Nullable Integer year, List<ReleaseDate> dates) {
        public static final Release NONE = new Release(null, List.of());

        /** The earliest release, as exact as it is given. */
        public Optional<PartialDate> earliest() {
            return dates.stream().map(ReleaseDate::date).min(Comparator.naturalOrder());
        }
    }

    public record Credits(List<String> directors, List<String> writers, List<String> actors) {
        public static final Credits NONE = new Credits(List.of(), List.of(), List.of());
    }

    public record Labels(List<String> genres, List<String> countries, List<String> languages) {
        public static final Labels NONE = new Labels(List.of(), List.of(), List.of());
    }

    /**
     * @param runtime minutes of the first runtime given, for a film
     * @param runtimes every runtime as written
     * @param episodeCount how many episodes there are, or will be
     * @param episodeRuntime minutes of one episode
     * @param episodesOut how many episodes are out by now
     */
    public record Length(
            @Nullable Integer runtime,
            List<String> runtimes,
            @Nullable Integer season,
            @Nullable Integer episodeCount,
            @Nullable Integer episodeRuntime,
            @Nullable Integer episodesOut) {
        public static final Length NONE = new Length(null, List.of(), null, null, null, null);

        public Length(
                @Nullable Integer runtime,
                List<String> runtimes,
                @Nullable Integer season,
                @Nullable Integer episodeCount,
                @Nullable Integer episodeRuntime) {
            this(runtime, runtimes, season, episodeCount, episodeRuntime, null);
        }
    }

    /**
     * @param score out of ten, one decimal
     * @param votes how many people the score rests on
     * @param distribution the shares of the votes with five stars down to one, as percentages with one decimal; shares
     *     that can't make up a whole are unknown, and no reason to doubt the rest of a page
     */
    public record Rating(
            @Nullable BigDecimal score, @Nullable Long votes, List<BigDecimal> distribution) {
        public static final Rating NONE = new Rating(null, null);

        private static final BigDecimal BEST = BigDecimal.TEN;
        private static final int STARS = 5;
        private static final BigDecimal WHOLE = BigDecimal.valueOf(100);
        /** Each share is rounded or cut. */
        private static final BigDecimal TOLERANCE = new BigDecimal("0.5");

        public Rating {
            distribution = isWhole(distribution) ? List.copyOf(distribution) : List.of();
        }

        public Rating(@Nullable BigDecimal score, @Nullable Long votes) {
            this(score, votes, List.of());
        }

        /** What of it can't be, in words; empty where all of it can. */
        public Optional<String> impossible() {
            return score != null && (score.signum() < 0 || score.compareTo(BEST) > 0)
                    ? Optional.of("the score " + score)
                    : Optional.empty();
        }

        private static boolean isWhole(List<BigDecimal> shares) {
            BigDecimal sum = shares.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
            return shares.size() == STARS
                    && shares.stream().allMatch(share -> share.signum() >= 0 && share.compareTo(WHOLE) <= 0)
                    && sum.subtract(WHOLE).abs().compareTo(TOLERANCE) <= 0;
        }
    }
}
