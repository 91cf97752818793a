package io.reelsync.gateway.catalog;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A stored title, for reading: workers alone write details. What is not known is null or empty. */
@Entity
@Immutable
@Table(name = "videos")
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
class Video {
    @Id
    private long id;

    private @Nullable String source;

    private @Nullable Long sourceId;

    @Column(name = "type")
    private @Nullable String kind;

    private @Nullable String title;
    private @Nullable String titleFull;
    private @Nullable String originalTitle;
    private @Nullable String originalTitleFull;
    private @Nullable Integer year;
    private @Nullable LocalDate releaseDate;
    private @Nullable String releaseDatePrecision;

    @Column(name = "release_dates_json")
    @Convert(converter = JsonLists.OfReleaseDates.class)
    private @Nullable List<StoredReleaseDate> releaseDates;

    @Column(name = "director_json")
    @Convert(converter = JsonLists.OfStrings.class)
    private @Nullable List<String> directors;

    @Column(name = "directors_full_json")
    @Convert(converter = JsonLists.OfStrings.class)
    private @Nullable List<String> directorsFull;

    @Column(name = "writers_json")
    @Convert(converter = JsonLists.OfStrings.class)
    private @Nullable List<String> writers;

    @Column(name = "actors_json")
    @Convert(converter = JsonLists.OfStrings.class)
    private @Nullable List<String> actors;

    @Column(name = "actors_full_json")
    @Convert(converter = JsonLists.OfStrings.class)
    private @Nullable List<String> actorsFull;

    @Column(name = "tags_json")
    @Convert(converter = JsonLists.OfStrings.class)
    private @Nullable List<String> tags;

    @Column(name = "tags_full_json")
    @Convert(converter = JsonLists.OfStrings.class)
    private @Nullable List<String> tagsFull;

    @Column(name = "country_json")
    @Convert(converter = JsonLists.OfStrings.class)
    private @Nullable List<String> countries;

    @Column(name = "countries_full_json")
    @Convert(converter = JsonLists.OfStrings.class)
    private @Nullable List<String> countriesFull;

    @Column(name = "languages_json")
    @Convert(converter = JsonLists.OfStrings.class)
    private @Nullable List<String> languages;

    @Column(name = "aka_json")
    @Convert(converter = JsonLists.OfStrings.class)
    private @Nullable List<String> aka;

    private @Nullable Long runtime;

    @Column(name = "runtimes_json")
    @Convert(converter = JsonLists.OfStrings.class)
    private @Nullable List<String> runtimes;

    private @Nullable Long episodeCount;
    private @Nullable Integer season;
    private @Nullable Integer episodeRuntime;
    private @Nullable String imdbId;
    private @Nullable BigDecimal score;
    private @Nullable Long votes;
    private @Nullable String description;
    private @Nullable String descriptionFull;
    private @Nullable String coverUrl;
    private @Nullable String coverUrlFull;
    private @Nullable String status;

    @Column(name = "is_completed")
    private @Nullable Boolean completed;

    @Column(name = "is_update")
    private @Nullable Boolean updated;

    private @Nullable LocalDateTime createdAt;
    private @Nullable LocalDateTime updatedAt;

    protected Video() {}

    /** A release as stored: the date as exact as given, and its place. */
    public record StoredReleaseDate(String date, @Nullable String place) {}

    public long id() {
        return id;
    }

    public @Nullable String source() {
        return source;
    }

    public @Nullable Long sourceId() {
        return sourceId;
    }

    public @Nullable String kind() {
        return kind;
    }

    public @Nullable String title() {
        return whole(titleFull, title);
    }

    public @Nullable String originalTitle() {
        return whole(originalTitleFull, originalTitle);
    }

    public @Nullable Integer year() {
        return year;
    }

    /** The earliest release, as exact as it is known: {@code 2011}, {@code 2011-05} or {@code 2011-05-03}. */
    public @Nullable String releaseDate() {
        if (releaseDate == null) {
            return null;
        }
        String day = releaseDate.toString();
        return switch (Objects.requireNonNullElse(releaseDatePrecision, "DAY")) {
            case "YEAR" -> day.substring(0, 4);
            case "MONTH" -> day.substring(0, 7);
            default -> day;
        };
    }

    public List<StoredReleaseDate> releaseDates() {
        return releaseDates == null ? List.of() : releaseDates;
    }

    public List<String> directors() {
        return whole(directorsFull, directors);
    }

    public List<String> writers() {
        return whole(null, writers);
    }

    public List<String> actors() {
        return whole(actorsFull, actors);
    }

    public List<String> tags() {
        return whole(tagsFull, tags);
    }

    public List<String> countries() {
        return whole(countriesFull, countries);
    }

    public List<String> languages() {
        return whole(null, languages);
    }

    public List<String> aka() {
        return whole(null, aka);
    }

    /** Minutes. */
    public @Nullable Long runtime() {
        return runtime;
    }

    public List<String> runtimes() {
        return whole(null, runtimes);
    }

    public @Nullable Long episodeCount() {
        return episodeCount;
    }

    public @Nullable Integer season() {
        return season;
    }

    /** Minutes. */
    public @Nullable Integer episodeRuntime() {
        return episodeRuntime;
    }

    public @Nullable String imdbId() {
        return imdbId;
    }

    public @Nullable BigDecimal score() {
        return score;
    }

    public @Nullable Long votes() {
        return votes;
    }

    public @Nullable String description() {
        return whole(descriptionFull, description);
    }

    public @Nullable String coverUrl() {
        return whole(coverUrlFull, coverUrl);
    }

    public @Nullable String status() {
        return status;
    }

    public boolean completed() {
        return Boolean.TRUE.equals(completed);
    }

    public boolean updated() {
        return Boolean.TRUE.equals(updated);
    }

    public @Nullable Instant createdAt() {
        return createdAt == null ? null : createdAt.toInstant(ZoneOffset.UTC);
    }

    public @Nullable Instant updatedAt() {
        return updatedAt == null ? null : updatedAt.toInstant(ZoneOffset.UTC);
    }

    private static @Nullable String whole(@Nullable String full, @Nullable String held) {
        return full != null ? full : held;
    }

    private static List<String> whole(@Nullable List<String> full, @Nullable List<String> indexed) {
        return full != null ? full : indexed != null ? indexed : List.of();
    }
}
