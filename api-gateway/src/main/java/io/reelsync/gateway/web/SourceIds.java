package io.reelsync.gateway.web;

import io.reelsync.source.IdForm;
import io.reelsync.source.Source;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the ids of subjects in a request. */
public final class SourceIds {
    private static final int MOST_IDS = 10_000;
    /** After so many mistakes in one list the rest isn't told: the answer would only repeat itself. */
    private static final int MOST_MISTAKES = 100;

    private SourceIds() {}

    /** Refuses more ids in all than one list may have. */
    public static void refuseTooMany(Fields fields, String field, int ids) {
        if (ids > MOST_IDS) {
            fields.refuse(field, "run.too_many_ids", MOST_IDS);
        }
    }

    /**
     * The ids without repetitions; those that can't be are refused with the fields.
     *
     * @param source whose ids they have to be; null where that isn't known
     */
    public static List<String> read(Fields fields, String field, JsonNode ids, @Nullable Source source) {
        if (!fields.isList(field, ids, MOST_IDS)) {
            return List.of();
        }
        IdForm form = source == null ? IdForm.ANY : source.ids();
        Set<String> read = new LinkedHashSet<>();
        int mistakes = 0;
        for (int i = 0; i < ids.size() && mistakes < MOST_MISTAKES; i++) {
            JsonNode id = ids.get(i);
            if ((id.isString() || id.isIntegralNumber()) && form.allows(id.asString())) {
                read.add(id.asString());
            } else {
                fields.refuse(field + "[" + i + "]", "run.source_id", form.inEnglish(), form.inChinese());
                mistakes++;
            }
        }
        return new ArrayList<>(read);
    }
}
