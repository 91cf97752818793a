package io.reelsync.gateway.statement;

import io.reelsync.catalog.VideoField;
import io.reelsync.gateway.web.Fields;
import io.reelsync.source.Kind;
import io.reelsync.source.PartialDate;
import io.reelsync.source.VideoFacts.Rating;
import io.reelsync.statement.Corrections;
import io.reelsync.statement.Corrections.Correction;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the fields of a video as a person gives them, by the names and in the form of a video's JSON, and holds them to what
 * facts have to be. Null, or an empty list, says that the field has no value.
 */
final class CorrectedFields {
    private static final Map<String, VideoField> NAMES = Arrays.stream(VideoField.values())
            .filter(VideoField::isTold)
            .collect(Collectors.toMap(VideoField::fieldName, field -> field));
    private static final Set<VideoField> NEEDED = Set.of(VideoField.KIND, VideoField.TITLE);

    private static final int LONGEST_NAME = 500;
    private static final int LONGEST_TEXT = 20_000;
    private static final int LONGEST_ADDRESS = 2_000;
    private static final int MOST_NAMES = 500;
    private static final int FIRST_FILM = 1870;
    private static final int LATEST_FILM = 2200;
    private static final Pattern IMDB = Pattern.compile("tt[0-9]{7,10}");
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}&&[^\n]]");
    private static final Pattern ADDRESS = Pattern.compile("https?://[^/?#\\s@]+\\S*");
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Fields fields;

    private CorrectedFields(Fields fields) {
        this.fields = fields;
    }

    /** The field by a name; empty where none can be corrected that is called so. */
    static Optional<VideoField> field(String name) {
        return Optional.ofNullable(NAMES.get(name));
    }

    /** What is locked with a field, it among them. */
    static List<VideoField> lockedWith(VideoField field) {
        return field == VideoField.RELEASE_DATE
                ? List.of(VideoField.RELEASE_DATE, VideoField.RELEASE_DATE_PRECISION)
                : List.of(field);
    }

    /**
     * Reads the body of a request.
     *
     * @throws io.reelsync.gateway.web.InvalidFields where it can't be, or names nothing
     */
    static Corrections read(JsonNode body, String by, Instant at) {
        CorrectedFields reader = new CorrectedFields(Fields.ofBody(body, NAMES.keySet()));
        Map<VideoField, Correction> corrections = new EnumMap<>(VideoField.class);
        body.properties()
                .forEach(given -> field(given.getKey()).ifPresent(field -> reader.values(field, given.getValue())
                        .forEach((one, value) -> corrections.put(one, new Correction(value.orElse(null), by, at)))));
        reader.fields.check();
        if (corrections.isEmpty()) {
            reader.fields.refuse("", "field.nothing");
            reader.fields.check();
        }
        return new Corrections(corrections);
    }

    private Map<VideoField, Optional<Object>> values(VideoField field, JsonNode given) {
        if (field == VideoField.RELEASE_DATE) {
            Optional<PartialDate> date = given.isNull() ? Optional.empty() : Optional.ofNullable(date(field, given));
            return Map.of(
                    field,
                    date.map(PartialDate::firstDay),
                    VideoField.RELEASE_DATE_PRECISION,
                    date.map(known -> known.precision().name()));
        }
        boolean empty = given.isNull() || given.isArray() && given.isEmpty();
        if (empty && (NEEDED.contains(field) || field.isFlag())) {
            fields.refuse(field.fieldName(), "field.required");
        }
        return Map.of(field, empty ? Optional.empty() : Optional.ofNullable(value(field, given)));
    }

    private @Nullable Object value(VideoField field, JsonNode given) {
        return switch (field) {
            case KIND ->
                fields.oneOf(
                        field.fieldName(),
                        given.isString() ? given.asString() : "?",
                        Arrays.stream(Kind.values()).map(Kind::value).toList());
            case DESCRIPTION -> text(field, given, LONGEST_TEXT);
            case IMDB_ID -> matching(field, given, IMDB, "correction.imdb");
            case COVER_URL -> address(field, given);
            case YEAR -> number(field, given, FIRST_FILM, LATEST_FILM);
            case VOTES -> number(field, given, 0, Integer.MAX_VALUE);
            case SCORE -> score(field, given);
            case RATING_DISTRIBUTION -> shares(field, given);
            case RELEASE_DATES -> releases(field, given);
            case IS_COMPLETED, IS_UPDATE -> fields.bool(field.fieldName());
            default ->
                field.isJson()
                        ? names(field, given)
                        : field.isText() ? text(field, given, LONGEST_NAME) : number(field, given, 1, 100_000);
        };
    }

    private @Nullable String text(VideoField field, JsonNode given, int longest) {
        String text = given.isString() ? given.asString().strip() : "";
        if (text.isEmpty() || CONTROLS.matcher(text).find()) {
            fields.refuse(field.fieldName(), "correction.text");
        } else if (text.length() > longest) {
            fields.refuse(field.fieldName(), "field.length", longest);
        } else {
            return text;
        }
        return null;
    }

    private @Nullable String matching(VideoField field, JsonNode given, Pattern form, String otherwise) {
        if (given.isString() && form.matcher(given.asString()).matches()) {
            return given.asString();
        }
        fields.refuse(field.fieldName(), otherwise);
        return null;
    }

    private @Nullable String address(VideoField field, JsonNode given) {
        String address = matching(field, given, ADDRESS, "correction.address");
        if (address == null || address.length() > LONGEST_ADDRESS) {
            fields.refuse(field.fieldName(), "field.length", LONGEST_ADDRESS);
            return null;
        }
        try {
            return URI.create(address).toString();
        } catch (IllegalArgumentException none) {
            fields.refuse(field.fieldName(), "correction.address");
            return null;
        }
    }

    private @Nullable Long number(VideoField field, JsonNode given, int least, int most) {
        Integer number = fields.wholeNumber(field.fieldName(), least, most);
        return number == null ? null : number.longValue();
    }

    private @Nullable BigDecimal score(VideoField field, JsonNode given) {
        BigDecimal score = given.isNumber() ? given.decimalValue().stripTrailingZeros() : null;
        if (score == null
                || score.scale() > 1
                || new Rating(score, null).impossible().isPresent()) {
            fields.refuse(field.fieldName(), "correction.score");
            return null;
        }
        return score.setScale(1);
    }

    private @Nullable String shares(VideoField field, JsonNode given) {
        boolean numbers =
                given.isArray() && given.size() <= 5 && given.valueStream().allMatch(JsonNode::isNumber);
        List<BigDecimal> shares =
                numbers ? given.valueStream().map(JsonNode::decimalValue).toList() : List.of();
        if (new Rating(null, null, shares).distribution().isEmpty()) {
            fields.refuse(field.fieldName(), "correction.shares");
            return null;
        }
        return JSON.writeValueAsString(given);
    }

    private @Nullable String names(VideoField field, JsonNode given) {
        if (!fields.isList(field.fieldName(), given, MOST_NAMES)) {
            return null;
        }
        List<String> names = given.valueStream()
                .flatMap(name -> name(name).stream())
                .distinct()
                .toList();
        if (given.valueStream().anyMatch(name -> name(name).isEmpty())) {
            fields.refuse(field.fieldName(), "correction.names");
            return null;
        }
        return JSON.writeValueAsString(names);
    }

    private static Optional<String> name(JsonNode given) {
        return Stream.of(given)
                .filter(JsonNode::isString)
                .map(name -> name.asString().strip())
                .filter(name -> !name.isEmpty()
                        && name.length() <= LONGEST_NAME
                        && !CONTROLS.matcher(name).find()
                        && name.indexOf('\n') < 0)
                .findFirst();
    }

    private @Nullable PartialDate date(VideoField field, JsonNode given) {
        PartialDate date =
                given.isString() ? PartialDate.parse(given.asString()).orElse(null) : null;
        if (date == null) {
            fields.refuse(field.fieldName(), "correction.date");
        }
        return date;
    }

    private @Nullable String releases(VideoField field, JsonNode given) {
        if (!fields.isList(field.fieldName(), given, MOST_NAMES)) {
            return null;
        }
        boolean whole = given.valueStream()
                .allMatch(one -> Set.of("date", "place").containsAll(one.propertyNames())
                        && PartialDate.parse(one.path("date").asString("")).isPresent()
                        && (one.path("place").isMissingNode()
                                || one.path("place").isNull()
                                || name(one.path("place")).isPresent()));
        if (!whole) {
            fields.refuse(field.fieldName(), "correction.releases");
            return null;
        }
        return JSON.writeValueAsString(given.valueStream()
                .map(one -> {
                    Map<String, @Nullable String> release = new LinkedHashMap<>();
                    release.put("date", Objects.requireNonNull(one.get("date")).asString());
                    release.put("place", name(one.path("place")).orElse(null));
                    return release;
                })
                .toList());
    }
}
