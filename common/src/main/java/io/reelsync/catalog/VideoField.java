package io.reelsync.catalog;

import io.reelsync.source.Kind;
import io.reelsync.source.PartialDate;
import io.reelsync.source.VideoFacts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The one definition of a video's fields, in the order of the API. Of each field it says its name in the API and in the
 * change history (the constant's, in small letters), its column, how it is stored, what people call it, and how it is
 * taken from what a source says. The writer, the API, the exports, the control room, the quality report, re-extraction
 * and the checks of chaos follow from it.
 *
 * <p>Every field is compared with what is stored, and every change of it is kept in the history. What else holds for
 * some fields is among their traits.
 *
 * <p>Values are strings, whole numbers, decimals, dates, booleans, and JSON arrays as their text.
 */
public enum VideoField {
    KIND(
            "type",
            FieldType.TEXT,
            names("Kind", "类型", "movie, tv, anime, doc or tvshow; rows of the video service may have others"),
            facts -> facts.kind() == null ? null : facts.kind().value()),
    TITLE(
            "title",
            FieldType.SHORT_TEXT,
            names("Title", "片名"),
            facts -> facts.naming().title(),
            Trait.COUNTED),
    ORIGINAL_TITLE(
            "original_title",
            FieldType.LONG_TEXT,
            names("Original title", "原名"),
            facts -> facts.naming().originalTitle(),
            Trait.LASTING,
            Trait.COUNTED),
    YEAR("year", FieldType.NUMBER, names("Year", "年份"), facts -> facts.release().year(), Trait.COUNTED),
    RELEASE_DATE(
            "release_date",
            FieldType.DATE,
            names("Release date", "上映日期", "The earliest, as exact as it is known"),
            facts -> facts.release().earliest().map(PartialDate::firstDay).orElse(null),
            Trait.COUNTED),
    RELEASE_DATE_PRECISION(
            "release_date_precision",
            FieldType.TEXT,
            names("Precision of the date", "日期精度"),
            facts -> facts.release()
                    .earliest()
                    .map(date -> date.precision().name())
                    .orElse(null),
            Trait.INTERNAL),
    RELEASE_DATES(
            "release_dates_json",
            Shape.RELEASES,
            names("Release dates", "各地上映日期"),
            VideoField::releaseDates,
            Trait.LASTING),
    DIRECTORS(
            "director_json",
            FieldType.NAMES,
            names("Directors", "导演"),
            facts -> facts.credits().directors(),
            Trait.LASTING,
            Trait.COUNTED),
    WRITERS(
            "writers_json",
            FieldType.JSON,
            names("Writers", "编剧"),
            facts -> facts.credits().writers(),
            Trait.LASTING,
            Trait.COUNTED),
    ACTORS(
            "actors_json",
            FieldType.NAMES,
            names("Actors", "演员"),
            facts -> facts.credits().actors(),
            Trait.LASTING,
            Trait.COUNTED),
    TAGS(
            "tags_json",
            FieldType.NAMES,
            names("Tags", "标签"),
            facts -> facts.labels().genres(),
            Trait.LASTING,
            Trait.COUNTED),
    COUNTRIES(
            "country_json",
            FieldType.NAMES,
            names("Countries", "国家/地区"),
            facts -> facts.labels().countries(),
            Trait.LASTING,
            Trait.COUNTED),
    LANGUAGES(
            "languages_json",
            FieldType.JSON,
            names("Languages", "语言"),
            facts -> facts.labels().languages(),
            Trait.LASTING,
            Trait.COUNTED),
    AKA(
            "aka_json",
            FieldType.JSON,
            names("Other names", "又名"),
            facts -> facts.naming().aka(),
            Trait.LASTING,
            Trait.COUNTED),
    RUNTIME(
            "runtime",
            FieldType.NUMBER,
            names("Runtime (minutes)", "片长（分钟）", "Minutes"),
            facts -> facts.length().runtime(),
            Trait.OF_FILMS,
            Trait.COUNTED),
    RUNTIMES(
            "runtimes_json",
            FieldType.JSON,
            names("Runtimes", "各版片长"),
            facts -> facts.length().runtimes(),
            Trait.LASTING),
    EPISODE_COUNT(
            "episode_count",
            FieldType.NUMBER,
            names("Episodes", "集数"),
            facts -> facts.length().episodeCount(),
            Trait.LASTING,
            Trait.GROWING,
            Trait.OF_SERIES,
            Trait.COUNTED),
    EPISODES_OUT(
            "episodes_out",
            FieldType.NUMBER,
            names("Episodes out", "已播集数"),
            facts -> facts.length().episodesOut(),
            Trait.MOVING,
            Trait.INTERNAL),
    SEASON(
            "season",
            FieldType.NUMBER,
            names("Season", "季"),
            facts -> facts.length().season(),
            Trait.OF_SERIES,
            Trait.COUNTED),
    EPISODE_RUNTIME(
            "episode_runtime",
            FieldType.NUMBER,
            names("Runtime of an episode (minutes)", "单集片长（分钟）", "Minutes"),
            facts -> facts.length().episodeRuntime(),
            Trait.LASTING,
            Trait.OF_SERIES,
            Trait.COUNTED),
    IMDB_ID("imdb_id", FieldType.TEXT, names("IMDb", "IMDb"), VideoFacts::imdbId, Trait.LASTING, Trait.COUNTED),
    SCORE(
            "score",
            FieldType.DECIMAL,
            names("Score", "评分"),
            facts -> facts.rating().score(),
            Trait.MOVING,
            Trait.COUNTED),
    VOTES(
            "votes",
            FieldType.NUMBER,
            names("Votes", "评价人数"),
            facts -> facts.rating().votes(),
            Trait.MOVING,
            Trait.COUNTED),
    RATING_DISTRIBUTION(
            "rating_distribution_json",
            Shape.SHARES,
            names("Stars, five to one (%)", "五星至一星占比（%）", "The shares of five stars down to one, as percentages"),
            facts -> facts.rating().distribution(),
            Trait.MOVING,
            Trait.COUNTED),
    DESCRIPTION(
            "description",
            FieldType.LONG_TEXT,
            names("Description", "简介"),
            VideoFacts::summary,
            Trait.LASTING,
            Trait.COUNTED),
    COVER_URL(
            "cover_url", FieldType.LONG_TEXT, names("Poster", "海报"), VideoFacts::coverUrl, Trait.MOVING, Trait.COUNTED),
    IS_COMPLETED("is_completed", FieldType.FLAG, names("Completed", "已完结"), facts -> null, Trait.DERIVED),
    IS_UPDATE("is_update", FieldType.FLAG, names("Running", "更新中"), facts -> null, Trait.DERIVED);

    /** What holds for some fields. */
    private enum Trait {
        /** A title doesn't lose it from one day to the next: that a page lacks many such facts means that it is broken. */
        LASTING,
        /** It only gains: of two values the larger one is the later one, and lists may be the first to tell it. */
        GROWING,
        /**
         * It moves by itself: the latest word counts, whoever says it; lists refresh it; re-extraction leaves it alone,
         * since it has moved on since the page was kept.
         */
        MOVING,
        /** A title in episodes has none. */
        OF_FILMS,
        /** A title without episodes has none. */
        OF_SERIES,
        /** The quality report counts how many titles have it. */
        COUNTED,
        /** No source says so, it follows from other fields. */
        DERIVED,
        /** Kept beside the others, and not part of a video's JSON. */
        INTERNAL
    }

    /** Forms of JSON that only one field has, as JSON Schema. */
    private static final class Shape {
        static final String RELEASES = """
                {"type": "array", "items": {"type": "object", "required": ["date", "place"],
                    "properties": {"date": {"type": "string"}, "place": {"type": ["string", "null"]}}}}""";
        static final String SHARES = """
                {"type": ["array", "null"], "minItems": 5, "maxItems": 5,
                    "items": {"type": "number", "minimum": 0, "maximum": 100}}""";
    }

    /**
     * What people call a field.
     *
     * @param description what the API's document adds to its name; null where the name says it all
     */
    public record Names(
            String english, String chinese, @Nullable String description) {}

    /** The longest value that the multi-valued indexes of the video service's MySQL take; it refuses longer ones. */
    public static final int LONGEST_INDEXED_NAME = 32;

    private static final JsonMapper JSON = JsonMapper.shared();

    private final String fieldName = name().toLowerCase(Locale.ROOT);
    private final String column;
    private final String wholeColumn;
    private final FieldType type;
    private final ObjectNode schema;
    private final boolean nullable;
    private final Names names;
    private final Function<VideoFacts, @Nullable Object> fact;
    private final Set<Trait> traits;

    VideoField(
            String column, FieldType type, Names names, Function<VideoFacts, @Nullable Object> fact, Trait... traits) {
        this(column, type, type.schema(), names, fact, traits);
    }

    /** A field of JSON with a shape of its own. */
    VideoField(String column, String shape, Names names, Function<VideoFacts, @Nullable Object> fact, Trait... traits) {
        this(column, FieldType.JSON, shape, names, fact, traits);
    }

    VideoField(
            String column,
            FieldType type,
            String schema,
            Names names,
            Function<VideoFacts, @Nullable Object> fact,
            Trait... traits) {
        this.column = column;
        this.wholeColumn = type.wholeSuffix() == null ? column : fieldName + type.wholeSuffix();
        this.type = type;
        this.schema = (ObjectNode) JsonMapper.shared().readTree(schema);
        this.nullable = this.schema.path("type").valueStream().anyMatch(one -> one.asString()
                .equals("null"));
        this.names = names;
        this.fact = fact;
        this.traits = Set.of(traits);
    }

    private static Names names(String english, String chinese) {
        return new Names(english, chinese, null);
    }

    private static Names names(String english, String chinese, String description) {
        return new Names(english, chinese, description);
    }

    /** Its name in the API, in the change history and wherever else people or programs read it. */
    public String fieldName() {
        return fieldName;
    }

    public Names names() {
        return names;
    }

    /** The column that holds it, or as much of it as that one can. */
    public String column() {
        return column;
    }

    /** The columns that hold this fact, the video service's own first. */
    public List<String> columns() {
        return type.wholeSuffix() == null ? List.of(column) : List.of(column, wholeColumn);
    }

    public boolean isText() {
        return type.isText();
    }

    /** Whether its values are JSON. */
    public boolean isJson() {
        return type.isJson();
    }

    public boolean isFlag() {
        return type == FieldType.FLAG;
    }

    /** Whether a title doesn't lose it from one day to the next. */
    public boolean lasts() {
        return traits.contains(Trait.LASTING);
    }

    /** Whether the larger one of two values is the later one. */
    public boolean grows() {
        return traits.contains(Trait.GROWING);
    }

    /** Whether it moves by itself, so that the latest word counts, whoever says it. */
    public boolean movesByItself() {
        return traits.contains(Trait.MOVING);
    }

    /** Whether the quality report counts it. */
    public boolean isCounted() {
        return traits.contains(Trait.COUNTED);
    }

    /**
     * The kinds of which not every title can have it: what has none there is not missing. Anime and documentaries are films
     * or series.
     */
    public Set<Kind> kindsWithout() {
        if (traits.contains(Trait.OF_FILMS)) {
            return EnumSet.complementOf(EnumSet.of(Kind.MOVIE));
        }
        return traits.contains(Trait.OF_SERIES) ? EnumSet.of(Kind.MOVIE, Kind.ANIME, Kind.DOC) : Set.of();
    }

    /** Whether it follows from other fields. */
    public boolean isDerived() {
        return traits.contains(Trait.DERIVED);
    }

    /** Whether it is part of a video's JSON. */
    public boolean isTold() {
        return !traits.contains(Trait.INTERNAL);
    }

    /** The JSON Schema of its values in a video's JSON, with its description. */
    public JsonNode schema() {
        ObjectNode described = schema.deepCopy();
        return names.description() == null ? described : described.put("description", names.description());
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
        return type.read(row, column, wholeColumn);
    }

    /** What is stored, as a video's JSON tells it: what is not known is null, or an empty list where that is its form. */
    @Nullable
    public Object readForJson(ResultSet row) throws SQLException {
        Object value = type.readForJson(row, column, wholeColumn);
        return value == null && !nullable ? List.of() : value;
    }

    /** The same, but JSON as its text. */
    @Nullable
    public Object readForExport(ResultSet row) throws SQLException {
        Object value = type.readForExport(row, column, wholeColumn);
        return value == null && !nullable ? "[]" : value;
    }

    /** The values for the columns of {@link #columns()}. */
    public List<@Nullable Object> stored(@Nullable Object value) {
        if (type == FieldType.FLAG) {
            return List.of(Boolean.TRUE.equals(value));
        }
        if (columns().size() == 1) {
            return Collections.singletonList(value);
        }
        if (value == null) {
            return Arrays.asList(null, null);
        }
        String held = type.held((String) value);
        return Arrays.asList(held, held.equals(value) ? null : value);
    }

    /** A day cut to what is known of it; all of it where the precision isn't known. */
    public static @Nullable String asExactAsKnown(@Nullable String day, @Nullable String precision) {
        return FieldType.asExactAsKnown(day, precision);
    }

    /** Writes a value of {@link #of} as JSON. */
    public void write(JsonGenerator json, @Nullable Object value) {
        if (isJson() && value != null) {
            json.writeRawValue((String) value);
        } else {
            json.writePOJO(plain(value));
        }
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return value instanceof LocalDate day ? day.toString() : value;
    }

    /** A value of {@link #of} from its JSON; null where there is none. */
    @Nullable
    public Object ofJson(JsonNode json) {
        return json.isMissingNode() || json.isNull() ? null : type.ofJson(json);
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
}
