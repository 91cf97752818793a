package io.reelsync.gateway.quality;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A field of a video, by the API's name, and when it is filled: a condition on its row {@code v}. */
enum FilledField {
    TITLE("v.title > ''"),
    ORIGINAL_TITLE("v.original_title > ''"),
    YEAR("v.year IS NOT NULL"),
    RELEASE_DATE("v.release_date IS NOT NULL"),
    DIRECTORS("JSON_LENGTH(v.director_json) > 0"),
    WRITERS("JSON_LENGTH(v.writers_json) > 0"),
    ACTORS("JSON_LENGTH(v.actors_json) > 0"),
    TAGS("JSON_LENGTH(v.tags_json) > 0"),
    COUNTRIES("JSON_LENGTH(v.country_json) > 0"),
    LANGUAGES("JSON_LENGTH(v.languages_json) > 0"),
    AKA("JSON_LENGTH(v.aka_json) > 0"),
    RUNTIME("v.runtime IS NOT NULL"),
    EPISODE_COUNT("v.episode_count IS NOT NULL"),
    SEASON("v.season IS NOT NULL"),
    EPISODE_RUNTIME("v.episode_runtime IS NOT NULL"),
    IMDB_ID("v.imdb_id > ''"),
    SCORE("v.score IS NOT NULL"),
    VOTES("v.votes IS NOT NULL"),
    DESCRIPTION("v.description > ''"),
    COVER_URL("v.cover_url > ''");

    private final String filled;

    FilledField(String filled) {
        this.filled = filled;
    }

    static Optional<FilledField> find(String name) {
        return Arrays.stream(values())
                .filter(field -> field.fieldName().equals(name))
                .findFirst();
    }

    String fieldName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The condition, true or false and never NULL. */
    String filled() {
        return "COALESCE(" + filled + ", FALSE)";
    }
}
