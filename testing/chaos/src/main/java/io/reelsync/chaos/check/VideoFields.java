package io.reelsync.chaos.check;

import io.reelsync.samplesite.catalogue.TitleFacts;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A title's facts by name, in one form for what is stored and for what stands on the site. */
final class VideoFields {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** What is not known of a title whose details came by that route alone. */
    private static final Set<String> NEVER_IN_JSON = Set.of("writers", "season", "imdb_id");

    private VideoFields() {}

    /** What stands on the title's page. */
    static Map<String, @Nullable Object> of(TitleFacts truth) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("title", truth.title());
        fields.put("original_title", truth.originalTitle());
        fields.put("year", (long) truth.year());
        fields.put("kind", truth.kind());
        fields.put("directors", truth.directors());
        fields.put("writers", truth.writers());
        fields.put("actors", truth.actors());
        fields.put("tags", truth.genres());
        fields.put("countries", truth.countries());
        fields.put("languages", truth.languages());
        fields.put("aka", truth.aka());
        fields.put("release_date", truth.firstReleaseDate());
        fields.put("release_dates", truth.releaseDates());
        fields.put("runtime", number(truth.runtimeMinutes()));
        fields.put("runtimes", truth.runtimesRaw());
        fields.put("episode_count", number(truth.episodeCount()));
        fields.put("season", number(truth.season()));
        fields.put("episode_runtime", number(truth.episodeRuntime()));
        fields.put("imdb_id", truth.imdbId());
        fields.put(
                "score",
                truth.score() == null ? null : BigDecimal.valueOf(truth.score()).setScale(1));
        fields.put("votes", truth.votes());
        fields.put("description", truth.summary());
        fields.put("cover", truth.coverUrl());
        return fields;
    }

    private static @Nullable Long number(@Nullable Integer value) {
        return value == null ? null : Long.valueOf(value);
    }

    /** What a row of {@code videos} holds. */
    static Map<String, @Nullable Object> of(ResultSet row) throws SQLException {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("title", text(row, "title"));
        fields.put("original_title", text(row, "original_title"));
        fields.put("year", row.getObject("year", Long.class));
        fields.put("kind", row.getString("type"));
        fields.put("directors", names(row, "director_json", "directors_full_json"));
        fields.put("writers", list(row.getString("writers_json")));
        fields.put("actors", names(row, "actors_json", "actors_full_json"));
        fields.put("tags", names(row, "tags_json", "tags_full_json"));
        fields.put("countries", names(row, "country_json", "countries_full_json"));
        fields.put("languages", list(row.getString("languages_json")));
        fields.put("aka", list(row.getString("aka_json")));
        fields.put("release_date", releaseDate(row));
        fields.put("release_dates", releases(row.getString("release_dates_json")));
        fields.put("runtime", row.getObject("runtime", Long.class));
        fields.put("runtimes", list(row.getString("runtimes_json")));
        fields.put("episode_count", row.getObject("episode_count", Long.class));
        fields.put("season", row.getObject("season", Long.class));
        fields.put("episode_runtime", row.getObject("episode_runtime", Long.class));
        fields.put("imdb_id", row.getString("imdb_id"));
        BigDecimal score = row.getBigDecimal("score");
        fields.put("score", score == null ? null : score.setScale(1));
        fields.put("votes", row.getObject("votes", Long.class));
        fields.put("description", text(row, "description"));
        fields.put("cover", text(row, "cover_url"));
        if ("json".equals(row.getString("route"))) {
            NEVER_IN_JSON.forEach(field -> {
                Object value = fields.get(field);
                if (value == null || value.equals(List.of())) {
                    fields.remove(field);
                }
            });
        }
        return fields;
    }

    private static @Nullable String text(ResultSet row, String column) throws SQLException {
        String whole = row.getString(column + "_full");
        return whole != null ? whole : row.getString(column);
    }

    private static List<String> names(ResultSet row, String indexed, String full) throws SQLException {
        String whole = row.getString(full);
        return list(whole == null ? row.getString(indexed) : whole);
    }

    private static List<String> list(@Nullable String json) {
        return json == null
                ? List.of()
                : JSON.readTree(json).valueStream().map(JsonNode::asString).toList();
    }

    private static List<String> releases(@Nullable String json) {
        if (json == null) {
            return List.of();
        }
        return JSON.readTree(json)
                .valueStream()
                .map(release -> release.get("date").asString()
                        + (release.get("place").isNull()
                                ? ""
                                : "(" + release.get("place").asString() + ")"))
                .toList();
    }

    private static @Nullable String releaseDate(ResultSet row) throws SQLException {
        String day = row.getString("release_date");
        String precision = row.getString("release_date_precision");
        if (day == null || precision == null) {
            return day;
        }
        return switch (precision) {
            case "YEAR" -> day.substring(0, 4);
            case "MONTH" -> day.substring(0, 7);
            default -> day;
        };
    }

    /** The fields, in words, whose stored value is none of those that may stand there. */
    static List<String> wrong(Map<String, @Nullable Object> stored, List<Map<String, @Nullable Object>> allowed) {
        List<String> wrong = new ArrayList<>();
        stored.forEach((name, value) -> {
            if (allowed.stream().noneMatch(one -> matches(name, value, one.get(name)))) {
                wrong.add("%s is %s instead of %s"
                        .formatted(name, value, allowed.get(0).get(name)));
            }
        });
        return wrong;
    }

    /** A page tells films from series; only a list tells what kind of series. */
    private static boolean matches(String name, @Nullable Object stored, @Nullable Object truth) {
        return Objects.equals(stored, truth)
                || name.equals("kind") && "tv".equals(stored) && truth != null && !truth.equals("movie");
    }
}
