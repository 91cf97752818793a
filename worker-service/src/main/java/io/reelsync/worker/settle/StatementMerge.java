package io.reelsync.worker.settle;

import io.reelsync.catalog.VideoField;
import io.reelsync.source.Kind;
import io.reelsync.source.VideoFacts.Provenance;
import io.reelsync.statement.FieldValues;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What new facts make of what their source has said so far. */
final class StatementMerge {
    private static final Map<VideoField, VideoField> FIRST_OF = Map.of(
            VideoField.RELEASE_DATE, VideoField.RELEASE_DATES,
            VideoField.RELEASE_DATE_PRECISION, VideoField.RELEASE_DATES,
            VideoField.RUNTIME, VideoField.RUNTIMES);

    /** Editors take a fact back now and then; so many at once were lost on the way. */
    private static final int MANY = 3;

    private StatementMerge() {}

    /**
     * The lasting facts that were said and are not among new ones, though their route tells such; empty where they are
     * few.
     *
     * @param told what the new facts say, by field
     */
    static List<VideoField> lost(FieldValues said, Map<VideoField, Object> told, Provenance provenance) {
        List<VideoField> lost = Arrays.stream(VideoField.values())
                .filter(VideoField::lasts)
                .filter(field -> !provenance.neverTells().contains(field.fieldName()))
                .filter(field -> said.has(field) && !told.containsKey(field))
                .toList();
        return lost.size() < MANY ? List.of() : lost;
    }

    /**
     * What the source says in all.
     *
     * @param said what it said before
     * @param told what the new facts say, by field
     * @param toldBetter whether a better route told what was said not long ago
     */
    static FieldValues merge(
            FieldValues said, Map<VideoField, Object> told, Provenance provenance, boolean toldBetter) {
        FieldValues after = said.copy();
        told.forEach((field, found) ->
                after.set(field, FieldMerger.merge(field, said.get(field), found, provenance, toldBetter)));
        if (provenance.partial()) {
            keepFirsts(said, after);
        }
        setFlags(said, after, told);
        return after;
    }

    /** Where a list stands as it was, what is told of its first or earliest item stands with it. */
    private static void keepFirsts(FieldValues said, FieldValues after) {
        FIRST_OF.forEach((first, list) -> {
            if (said.has(first) && said.has(list) && Objects.equals(said.get(list), after.get(list))) {
                after.set(first, said.get(first));
            }
        });
    }

    /**
     * A series that gained episodes is one that is updated, until it is complete and has gained none since. It is
     * complete when as many episodes are out as there will be. Where neither number is told the flags stay as they are.
     */
    private static void setFlags(FieldValues said, FieldValues after, Map<VideoField, Object> told) {
        boolean counted = told.containsKey(VideoField.EPISODE_COUNT) || told.containsKey(VideoField.EPISODES_OUT);
        if (!counted || Kind.MOVIE.value().equals(after.get(VideoField.KIND))) {
            return;
        }
        boolean wasCompleted = said.has(VideoField.IS_COMPLETED);
        if (hasGrown(VideoField.EPISODES_OUT, said, after) || hasGrown(VideoField.EPISODE_COUNT, said, after)) {
            after.set(VideoField.IS_UPDATE, true);
        } else if (wasCompleted) {
            after.set(VideoField.IS_UPDATE, false);
        }
        if (after.get(VideoField.EPISODES_OUT) instanceof Long out
                && after.get(VideoField.EPISODE_COUNT) instanceof Long count) {
            after.set(VideoField.IS_COMPLETED, out >= count);
        }
    }

    private static boolean hasGrown(VideoField field, FieldValues said, FieldValues after) {
        return said.get(field) instanceof Long before && after.get(field) instanceof Long now && now > before;
    }
}
