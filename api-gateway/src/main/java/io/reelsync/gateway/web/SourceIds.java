package io.reelsync.gateway.web;

import io.reelsync.source.SubjectId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads the numbers of subjects in a request. */
public final class SourceIds {
    private static final int MOST_IDS = 10_000;
    /** After so many mistakes in one list the rest isn't told: the answer would only repeat itself. */
    private static final int MOST_MISTAKES = 100;

    private SourceIds() {}

    /** The numbers without repetitions; those that can't be are refused with the fields. */
    public static List<Long> read(Fields fields, String field, JsonNode ids) {
        if (!fields.isList(field, ids, MOST_IDS)) {
            return List.of();
        }
        Set<Long> read = new LinkedHashSet<>();
        int mistakes = 0;
        for (int i = 0; i < ids.size() && mistakes < MOST_MISTAKES; i++) {
            Optional<Long> id = id(ids.get(i));
            if (id.isPresent()) {
                read.add(id.get());
            } else {
                fields.refuse(field + "[" + i + "]", "run.source_id");
                mistakes++;
            }
        }
        return new ArrayList<>(read);
    }

    private static Optional<Long> id(JsonNode id) {
        if (!id.isString() && !id.isIntegralNumber()) {
            return Optional.empty();
        }
        try {
            return Optional.of(SubjectId.of("any", id.asString()).id());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
