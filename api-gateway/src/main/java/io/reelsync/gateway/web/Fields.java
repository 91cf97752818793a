package io.reelsync.gateway.web;

import io.reelsync.source.Source;
import io.reelsync.source.Sources;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the fields of a request and collects all that can't be, so that a client learns of every mistake at once:
 * read, {@linkplain #refuse refuse} where needed, and {@link #check()} before anything is done.
 */
public final class Fields {
    private static final int LONGEST_TEXT = 1_000;
    /** After so many the rest isn't told: the answer would only repeat the request. */
    private static final int MOST_UNKNOWN = 100;

    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("3000-01-01T00:00:00Z");

    private final @Nullable JsonNode body;
    private final String prefix;
    private final List<InvalidField> invalid;

    private Fields(@Nullable JsonNode body) {
        this(body, "", new ArrayList<>());
    }

    private Fields(@Nullable JsonNode body, String prefix, List<InvalidField> invalid) {
        this.body = body;
        this.prefix = prefix;
        this.invalid = invalid;
    }

    /** The fields of a JSON object; any but the known ones are refused. */
    public static Fields ofBody(JsonNode body, Set<String> known) {
        Fields fields = new Fields(body);
        if (!body.isObject()) {
            fields.refuse("", "field.object");
            fields.check();
        }
        fields.refuseUnknown(body, known);
        return fields;
    }

    /**
     * The fields of one entry of a list, which are told with its place; {@link #check()} of the whole counts them in.
     *
     * @return empty and refused where it is no object
     */
    public Optional<Fields> ofEntry(String list, int place, JsonNode entry, Set<String> known) {
        String name = list + "[" + place + "]";
        if (!entry.isObject()) {
            refuse(name, "field.object");
            return Optional.empty();
        }
        Fields fields = new Fields(entry, prefix + name + ".", invalid);
        fields.refuseUnknown(entry, known);
        return Optional.of(fields);
    }

    private void refuseUnknown(JsonNode object, Set<String> known) {
        object.propertyNames().stream()
                .filter(name -> !known.contains(name))
                .limit(MOST_UNKNOWN)
                .forEach(name -> refuse(name, "field.unknown"));
    }

    /** The parameters of an address; any but the known ones are refused, since a misspelt filter would find too much. */
    public static Fields ofQuery(Map<String, String> query, String... known) {
        Fields fields = new Fields(null);
        Set<String> names = Set.of(known);
        query.keySet().stream()
                .filter(name -> !names.contains(name))
                .sorted()
                .forEach(name -> fields.refuse(name, "field.unknown"));
        return fields;
    }

    public void refuse(String field, String key, Object... arguments) {
        invalid.add(new InvalidField(prefix + field, key, List.of(arguments)));
    }

    /** @throws InvalidFields where any was refused */
    public void check() {
        if (!invalid.isEmpty()) {
            throw new InvalidFields(List.copyOf(invalid));
        }
    }

    /** The field's value; null where it is absent or JSON's null. */
    public @Nullable JsonNode value(String field) {
        JsonNode value = body == null ? null : body.get(field);
        return value == null || value.isNull() ? null : value;
    }

    /** A text that has to be there; empty and refused where it isn't. */
    public String requiredText(String field) {
        JsonNode value = value(field);
        if (value == null) {
            refuse(field, "field.required");
        } else if (!value.isString() || value.asString().length() > LONGEST_TEXT) {
            refuse(field, "field.text");
        } else if (value.asString().isBlank()) {
            refuse(field, "field.required");
        } else {
            return value.asString();
        }
        return "";
    }

    /** A text that may be absent; null and refused where it is something else. */
    public @Nullable String text(String field) {
        return value(field) == null ? null : requiredText(field);
    }

    /** A yes or no that may be absent; null and refused where it is something else. */
    public @Nullable Boolean bool(String field) {
        JsonNode value = value(field);
        if (value != null && !value.isBoolean()) {
            refuse(field, "field.boolean");
            return null;
        }
        return value == null ? null : value.booleanValue();
    }

    /** One of an enum's names, in any case; null where it is absent or refused. */
    public <E extends Enum<E>> @Nullable E choice(String field, @Nullable String text, Class<E> choices) {
        return choice(field, text, List.of(choices.getEnumConstants()));
    }

    /** One of some of an enum's names, in any case; null where it is absent or refused. */
    public <E extends Enum<E>> @Nullable E choice(String field, @Nullable String text, List<E> choices) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        for (E choice : choices) {
            if (choice.name().equalsIgnoreCase(text)) {
                return choice;
            }
        }
        refuse(field, "field.choice", choices.stream().map(Enum::name).collect(Collectors.joining(", ")));
        return null;
    }

    /** One of some words; null where it is absent or refused. */
    public @Nullable String oneOf(String field, @Nullable String text, Collection<String> known) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        if (!known.contains(text)) {
            refuse(field, "field.choice", String.join(", ", known));
            return null;
        }
        return text;
    }

    /** A source's name; null where it is absent or refused. */
    public @Nullable String source(String field, @Nullable String text, Sources sources) {
        return oneOf(field, text, sources.all().stream().map(Source::name).toList());
    }

    /** A time in ISO 8601, in UTC or with its offset; null where it is absent or refused. */
    public @Nullable Instant instant(String field, @Nullable String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            Instant instant = OffsetDateTime.parse(text).toInstant();
            if (!instant.isBefore(EARLIEST) && instant.isBefore(LATEST)) {
                return instant;
            }
        } catch (DateTimeParseException wrong) {
            // Told below.
        }
        refuse(field, "field.time");
        return null;
    }

    /** A whole number of a body; null where it is absent or refused. */
    public @Nullable Integer wholeNumber(String field, int least, int most) {
        JsonNode value = value(field);
        if (value == null) {
            return null;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.asInt() < least || value.asInt() > most) {
            refuse(field, "field.range", least, most);
            return null;
        }
        return value.asInt();
    }

    /** Whether a value is a list of one to so many entries; refused where it isn't. */
    public boolean isList(String field, JsonNode value, int most) {
        if (!value.isArray() || value.isEmpty() || value.size() > most) {
            refuse(field, "field.list", most);
            return false;
        }
        return true;
    }

    /** A whole number of the address' query. */
    public int wholeNumber(String field, @Nullable String text, int absent, int least, int most) {
        Integer number = wholeNumber(field, text, least, most);
        return number == null ? absent : number;
    }

    /** The same; null where it is absent or refused. */
    public @Nullable Integer wholeNumber(String field, @Nullable String text, int least, int most) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        if (text.matches("-?[0-9]{1,9}")) {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        }
        refuse(field, "field.range", least, most);
        return null;
    }

    /** A decimal number of the address' query; null where it is absent or refused. */
    public @Nullable BigDecimal decimal(String field, @Nullable String text, int least, int most) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        if (text.matches("[0-9]{1,4}([.][0-9]{1,4})?")) {
            BigDecimal number = new BigDecimal(text);
            if (number.compareTo(BigDecimal.valueOf(least)) >= 0 && number.compareTo(BigDecimal.valueOf(most)) <= 0) {
                return number;
            }
        }
        refuse(field, "field.range", least, most);
        return null;
    }
}
