package io.reelsync.catalog;

import io.reelsync.source.Kind;
import io.reelsync.source.PartialDate;
import io.reelsync.source.PictureAddress;
import io.reelsync.source.VideoFacts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Each stored fact of a video: its name in the API and in the change history, its column, and where it comes from.
 * Values are strings, whole numbers, decimals, dates, and JSON arrays as their text.
 */
public enum VideoField {
    TITLE("title", "title", Type.SHORT_TEXT, facts -> facts.naming().title()),
    ORIGINAL_TITLE("original_title", "original_title", Type.LONG_TEXT, facts -> facts.naming()
            .originalTitle()),
    AKA("aka", "aka_json", Type.JSON, facts -> facts.naming().aka()),
    KIND(
            "kind",
            "type",
            Type.TEXT,
            facts -> facts.kind() == null ? null : facts.kind().value()),
    YEAR("year", "year", Type.NUMBER, facts -> facts.release().year()),
    RELEASE_DATE("release_date", "release_date", Type.DATE, facts -> facts.release()
            .earliest()
            .map(PartialDate::firstDay)
            .orElse(null)),
    RELEASE_DATE_PRECISION("release_date_precision", "release_date_precision", Type.TEXT, facts -> facts.release()
            .earliest()
            .map(date -> date.precision().name())
            .orElse(null)),
    RELEASE_DATES("release_dates", "release_dates_json", Type.JSON, VideoField::releaseDates),
    DIRECTORS("directors", "director_json", Type.NAMES, facts -> facts.credits().directors()),
    WRITERS("writers", "writers_json", Type.JSON, facts -> facts.credits().writers()),
    ACTORS("actors", "actors_json", Type.NAMES, facts -> facts.credits().actors()),
    TAGS("tags", "tags_json", Type.NAMES, facts -> facts.labels().genres()),
    COUNTRIES("countries", "country_json", Type.NAMES, facts -> facts.labels().countries()),
    LANGUAGES("languages", "languages_json", Type.JSON, facts -> facts.labels().languages()),
    RUNTIME("runtime", "runtime", Type.NUMBER, facts -> facts.length().runtime()),
    RUNTIMES("runtimes", "runtimes_json", Type.JSON, facts -> facts.length().runtimes()),
    SEASON("season", "season", Type.NUMBER, facts -> facts.length().season()),
    EPISODE_COUNT("episode_count", "episode_count", Type.NUMBER, facts -> facts.length()
            .episodeCount()),
    EPISODE_RUNTIME("episode_runtime", "episode_runtime", Type.NUMBER, facts -> facts.length()
            .episodeRuntime()),
    IMDB_ID("imdb_id", "imdb_id", Type.TEXT, VideoFacts::imdbId),
    EPISODES_OUT(
            "episodes_out", "episodes_out", Type.NUMBER, facts -> facts.length().episodesOut()),
    SCORE("score", "score", Type.DECIMAL, facts -> facts.rating().score()),
    VOTES("votes", "votes", Type.NUMBER, facts -> facts.rating().votes()),
    DESCRIPTION("description", "description", Type.LONG_TEXT, VideoFacts::summary),
    COVER_URL("cover_url", "cover_url", Type.LONG_TEXT, VideoFacts::coverUrl),
    /** No source says so: see {@link VideoRow#changes}. */
    IS_UPDATE("is_update", "is_update", Type.FLAG, facts -> null),
    IS_COMPLETED("is_completed", "is_completed", Type.FLAG, facts -> null);

    private enum Type {
        /** Of a form that its column always holds. */
        TEXT,
        /** In a varchar(255), with a column of ours for what that one can't hold. */
        SHORT_TEXT,
        /** In a column of 65,535 bytes, with a column of ours for what that one can't hold. */
        LONG_TEXT,
        NUMBER,
        DECIMAL,
        DATE,
        FLAG,
        JSON,
        /** A JSON array in a column of the video service, with a column of ours for what that one can't hold. */
        NAMES
    }

    /** What moves by itself, so that the latest word counts, whoever says it. */
    private static final Set<VideoField> MOVING =
            EnumSet.of(EPISODES_OUT, SCORE, VOTES, COVER_URL, IS_UPDATE, IS_COMPLETED);

    /** The longest value that the multi-valued indexes of the video service's MySQL take; it refuses longer ones. */
    public static final int LONGEST_INDEXED_NAME = 32;

    private static final int LONGEST_SHORT_TEXT = 255;
    private static final int MOST_BYTES = 65_535;

    private static final JsonMapper JSON = JsonMapper.shared();

    private final String fieldName;
    private final String column;
    private final Type type;
    private final Function<VideoFacts, @Nullable Object> fact;

    VideoField(String fieldName, String column, Type type, Function<VideoFacts, @Nullable Object> fact) {
        this.fieldName = fieldName;
        this.column = column;
        this.type = type;
        this.fact = fact;
    }

    public String fieldName() {
        return fieldName;
    }

    /** The columns that hold this fact, the video service's own first. */
    public List<String> columns() {
        return switch (type) {
            case NAMES -> List.of(column, fieldName + "_full_json");
            case SHORT_TEXT, LONG_TEXT -> List.of(column, fieldName + "_full");
            default -> List.of(column);
        };
    }

    /** What a source says; null where it says nothing. */
    @Nullable
    public Object of(VideoFacts facts) {
        Object value = fact.apply(facts);
        if (value instanceof Collection<?> list) {
            return list.isEmpty() ? null : JSON.writeValueAsString(list);
        }
        if (value instanceof BigDecimal decimal) {
            return decimal.setScale(1, RoundingMode.HALF_UP);
        }
        return value instanceof Integer number ? Long.valueOf(number) : value;
    }

    /** What is stored, in the form of {@link #of}. */
    @Nullable
    public Object read(ResultSet row) throws SQLException {
        return switch (type) {
            case TEXT -> row.getString(column);
            case NUMBER -> row.getObject(column, Long.class);
            case DECIMAL -> row.getBigDecimal(column);
            case DATE -> row.getObject(column, LocalDate.class);
            case FLAG -> row.getBoolean(column);
            case JSON -> canonical(row.getString(column));
            case NAMES -> canonical(whole(row));
            case SHORT_TEXT, LONG_TEXT -> whole(row);
        };
    }

    private @Nullable String whole(ResultSet row) throws SQLException {
        String full = row.getString(columns().get(1));
        return full != null ? full : row.getString(column);
    }

    /** The values for the columns of {@link #columns()}. */
    public List<@Nullable Object> stored(@Nullable Object value) {
        if (type == Type.FLAG) {
            return List.of(Boolean.TRUE.equals(value));
        }
        if (columns().size() == 1) {
            return Collections.singletonList(value);
        }
        if (value == null) {
            return Arrays.asList(null, null);
        }
        String held = held((String) value);
        return Arrays.asList(held, held.equals(value) ? null : value);
    }

    /** As much of a value as its own column holds. */
    private String held(String value) {
        return switch (type) {
            case SHORT_TEXT -> cut(value, LONGEST_SHORT_TEXT);
            case LONG_TEXT -> cutToBytes(value);
            case NAMES ->
                JSON.writeValueAsString(JSON.readTree(value)
                        .valueStream()
                        .map(name -> cut(name.asString(), LONGEST_INDEXED_NAME))
                        .toList());
            default -> value;
        };
    }

    /**
     * What stands after new facts: an empty fact never replaces a stored one; what a route that tells less says never
     * replaces what holds all of it, nor, where that is fresh, what a better route told. What moves by itself follows
     * the latest word.
     *
     * @param toldBetter whether a better route told the stored facts not long ago
     */
    @Nullable
    public Object merge(@Nullable Object stored, VideoFacts facts, boolean toldBetter) {
        Object found = of(facts);
        if (found == null || stored == null) {
            return found == null ? stored : found;
        }
        if (this == COVER_URL) {
            return PictureAddress.isSame((String) stored, (String) found) ? stored : found;
        }
        if (this == KIND) {
            return mergeKind(stored, found, toldBetter);
        }
        boolean stands = !MOVING.contains(this)
                && !hasGrown(stored, found, facts)
                && (toldBetter || facts.provenance().partial() && isContained(found, stored));
        return stands ? stored : found;
    }

    /** A series only gains episodes: of two counts the larger is the later, whichever route told it. */
    private boolean hasGrown(Object stored, Object found, VideoFacts facts) {
        boolean details = !facts.provenance().route().isEmpty();
        return this == EPISODE_COUNT && details && (Long) found > (Long) stored;
    }

    /** A page tells films from series; only the list it stood in, and the JSON, tell what kind of series. */
    private static Object mergeKind(Object stored, Object found, boolean toldBetter) {
        if (found.equals(Kind.TV.value())) {
            return toldBetter || !stored.equals(Kind.MOVIE.value()) ? stored : found;
        }
        boolean finer = stored.equals(Kind.TV.value()) && !found.equals(Kind.MOVIE.value());
        return toldBetter && !finer ? stored : found;
    }

    private boolean isContained(Object found, Object stored) {
        return switch (type) {
            case JSON, NAMES ->
                items(found).stream().allMatch(item -> items(stored).stream().anyMatch(one -> holds(one, item)));
            case TEXT, SHORT_TEXT, LONG_TEXT -> withoutSpaces(found).equals(withoutSpaces(stored));
            default -> false;
        };
    }

    /** Whether an item says all that another says; a release does whose date is at least as exact. */
    private static boolean holds(JsonNode stored, JsonNode found) {
        return found.isObject()
                ? stored.path("date").asString().startsWith(found.path("date").asString())
                : stored.equals(found);
    }

    private static List<JsonNode> items(Object json) {
        return JSON.readTree((String) json).valueStream().toList();
    }

    private static String withoutSpaces(Object text) {
        return text.toString().replaceAll("\\s", "");
    }

    /** All that a source says, as a JSON object by the fields' names. */
    public static String json(VideoFacts facts) {
        Map<String, Object> json = new LinkedHashMap<>();
        for (VideoField field : values()) {
            Object value = field.of(facts);
            if (value != null) {
                boolean list = field.type == Type.JSON || field.type == Type.NAMES;
                json.put(field.fieldName, list ? JSON.readTree((String) value) : plain(value));
            }
        }
        return JSON.writeValueAsString(json);
    }

    private static Object plain(Object value) {
        return value instanceof LocalDate date ? date.toString() : value;
    }

    private static List<Map<String, @Nullable String>> releaseDates(VideoFacts facts) {
        return facts.release().dates().stream()
                .map(release -> {
                    Map<String, @Nullable String> json = new LinkedHashMap<>();
                    json.put("date", release.date().toString());
                    json.put("place", release.place());
                    return json;
                })
                .toList();
    }

    private static String cut(String text, int length) {
        return text.codePointCount(0, text.length()) <= length
                ? text
                : text.substring(0, text.offsetByCodePoints(0, length));
    }

    /** The longest beginning of whole characters that its column holds. */
    private static String cutToBytes(String text) {
        if (text.length() <= MOST_BYTES / 3) {
            return text;
        }
        CharBuffer rest = CharBuffer.wrap(text);
        StandardCharsets.UTF_8
                .newEncoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .encode(rest, ByteBuffer.allocate(MOST_BYTES), true);
        return text.substring(0, rest.position());
    }

    private static @Nullable String canonical(@Nullable String json) {
        return json == null ? null : JSON.writeValueAsString(JSON.readTree(json));
    }
}
