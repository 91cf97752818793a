package io.reelsync.catalog;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How a field's values are stored, and what they are in JSON unless the field says more. */
enum FieldType {
    /** A text of a form that its column always holds. */
    TEXT(Schemas.TEXT),
    /** A text in a varchar(255), with a column of ours for one that is longer. */
    SHORT_TEXT(Schemas.TEXT, "_full"),
    /** A text in a column of 65,535 bytes, with a column of ours for one that is longer. */
    LONG_TEXT(Schemas.TEXT, "_full"),
    NUMBER("{\"type\": [\"integer\", \"null\"]}"),
    /** With one decimal. */
    DECIMAL("{\"type\": [\"number\", \"null\"]}"),
    /** A day; what is known of it is in the column of the same name with {@code _precision} after it. */
    DATE("{\"type\": [\"string\", \"null\"], \"pattern\": \"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$\"}"),
    FLAG("{\"type\": \"boolean\"}"),
    JSON(Schemas.TEXTS),
    /** A list of names in an indexed column of the video service, with a column of ours for names it can't hold. */
    NAMES(Schemas.TEXTS, "_full_json");

    private static final class Schemas {
        static final String TEXT = "{\"type\": [\"string\", \"null\"]}";
        static final String TEXTS = "{\"type\": \"array\", \"items\": {\"type\": \"string\"}}";
    }

    private static final int LONGEST_SHORT_TEXT = 255;
    private static final int MOST_BYTES = 65_535;

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final String schema;
    private final @Nullable String wholeSuffix;

    FieldType(String schema) {
        this(schema, null);
    }

    FieldType(String schema, @Nullable String wholeSuffix) {
        this.schema = schema;
        this.wholeSuffix = wholeSuffix;
    }

    /** The JSON Schema of its values. */
    String schema() {
        return schema;
    }

    /** What the name of the column for whole values ends with; null where its one column holds every value. */
    @Nullable
    String wholeSuffix() {
        return wholeSuffix;
    }

    boolean isText() {
        return this == TEXT || this == SHORT_TEXT || this == LONG_TEXT;
    }

    boolean isJson() {
        return this == JSON || this == NAMES;
    }

    /**
     * What is stored: strings, whole numbers, decimals, dates, booleans, and JSON as its canonical text.
     *
     * @param wholeColumn the column for whole values; the same one where it holds every value
     */
    @Nullable
    Object read(ResultSet row, String column, String wholeColumn) throws SQLException {
        return switch (this) {
            case TEXT, SHORT_TEXT, LONG_TEXT -> whole(row, column, wholeColumn);
            case NUMBER -> row.getObject(column, Long.class);
            case DECIMAL -> row.getBigDecimal(column);
            case DATE -> row.getObject(column, LocalDate.class);
            case FLAG -> row.getBoolean(column);
            case JSON, NAMES -> canonical(whole(row, column, wholeColumn));
        };
    }

    /** The same as it goes into JSON: dates as exact as they are known, JSON as a tree. */
    @Nullable
    Object readForJson(ResultSet row, String column, String wholeColumn) throws SQLException {
        return switch (this) {
            case DATE -> asExactAsKnown(day(row, column), row.getString(column + "_precision"));
            case JSON, NAMES -> tree(whole(row, column, wholeColumn));
            default -> read(row, column, wholeColumn);
        };
    }

    /** The same, but JSON as its text without blanks, which costs much less than a tree. */
    @Nullable
    Object readForExport(ResultSet row, String column, String wholeColumn) throws SQLException {
        return isJson() ? array(whole(row, column, wholeColumn)) : readForJson(row, column, wholeColumn);
    }

    /** A value that is kept as JSON; dates are whole days there. */
    Object ofJson(JsonNode json) {
        return switch (this) {
            case TEXT, SHORT_TEXT, LONG_TEXT -> json.asString();
            case NUMBER -> json.asLong();
            case DECIMAL -> new BigDecimal(json.asString()).setScale(1, RoundingMode.HALF_UP);
            case DATE -> LocalDate.parse(json.asString());
            // Of a row that an SQL script wrote down it is a number.
            case FLAG -> json.isNumber() ? json.asInt() != 0 : json.asBoolean();
            case JSON, NAMES -> MAPPER.writeValueAsString(json);
        };
    }

    private static @Nullable String array(@Nullable String json) {
        String text = json == null ? "" : withoutBlanks(json);
        return text.startsWith("[") ? text : null;
    }

    /** @param json what the server has found to be JSON */
    private static String withoutBlanks(String json) {
        char[] text = json.toCharArray();
        int length = 0;
        boolean quoted = false;
        for (int i = 0; i < text.length; i++) {
            char next = text[i];
            if (next == '"') {
                quoted = !quoted;
            } else if (next == '\\') {
                text[length++] = next;
                next = text[++i];
            }
            if (quoted || next > ' ') {
                text[length++] = next;
            }
        }
        return length == text.length ? json : new String(text, 0, length);
    }

    private static @Nullable String day(ResultSet row, String column) throws SQLException {
        LocalDate day = row.getObject(column, LocalDate.class);
        return day == null ? null : day.toString();
    }

    private static @Nullable String whole(ResultSet row, String column, String wholeColumn) throws SQLException {
        String whole = row.getString(wholeColumn);
        return whole != null ? whole : row.getString(column);
    }

    private static @Nullable String canonical(@Nullable String json) {
        return json == null ? null : MAPPER.writeValueAsString(MAPPER.readTree(json));
    }

    private static @Nullable JsonNode tree(@Nullable String json) {
        JsonNode tree = json == null ? null : MAPPER.readTree(json);
        return tree == null || !tree.isArray() ? null : tree;
    }

    static @Nullable String asExactAsKnown(@Nullable String day, @Nullable String precision) {
        return day == null
                ? null
                : switch (Objects.requireNonNullElse(precision, "DAY")) {
                    case "YEAR" -> day.substring(0, 4);
                    case "MONTH" -> day.substring(0, 7);
                    default -> day;
                };
    }

    /** As much of a value as its own column holds. */
    String held(String value) {
        return switch (this) {
            case SHORT_TEXT -> cut(value, LONGEST_SHORT_TEXT);
            case LONG_TEXT -> cutToBytes(value);
            case NAMES ->
                MAPPER.writeValueAsString(MAPPER.readTree(value)
                        .valueStream()
                        .map(name -> cut(name.asString(), VideoField.LONGEST_INDEXED_NAME))
                        .toList());
            default -> value;
        };
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
}
