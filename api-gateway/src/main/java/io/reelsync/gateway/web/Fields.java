package io.reelsync.gateway.web;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the fields of a request and collects all that can't be, so that a client learns of every mistake at once:
 * read, {@linkplain #refuse refuse} where needed, and {@link #check()} before anything is done.
 */
public final class Fields {
    private static final int LONGEST_TEXT = 1_000;

    private final @Nullable JsonNode body;
    private final List<InvalidField> invalid = new ArrayList<>();

    private Fields(@Nullable JsonNode body) {
        this.body = body;
    }

    /** The fields of a JSON object; any but the known ones are refused. */
    public static Fields ofBody(JsonNode body, Set<String> known) {
        Fields fields = new Fields(body);
        if (!body.isObject()) {
            fields.refuse("", "field.object");
            fields.check();
        }
        body.propertyNames().stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> fields.refuse(name, "field.unknown"));
        return fields;
    }

    /** For the parameters of an address. */
    public static Fields ofQuery() {
        return new Fields(null);
    }

    public void refuse(String field, String key, Object... arguments) {
        invalid.add(new InvalidField(field, key, List.of(arguments)));
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
