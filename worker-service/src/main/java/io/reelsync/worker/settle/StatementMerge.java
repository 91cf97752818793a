package io.reelsync.worker.settle;

import io.reelsync.catalog.VideoField;
import io.reelsync.source.Kind;
import io.reelsync.source.VideoFacts.Provenance;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The stored facts of one video, and what new ones make of them. */
final class VideoRow {
    private static final Map<VideoField, VideoField> FIRST_OF = Map.of(
            VideoField.RELEASE_DATE, VideoField.RELEASE_DATES,
            VideoField.RELEASE_DATE_PRECISION, VideoField.RELEASE_DATES,
            VideoField.RUNTIME, VideoField.RUNTIMES);

    /** Editors take a fact back now and then; so many at once were lost on the way. */
    private static final int MANY = 3;

    private final Map<VideoField, @Nullable Object> values;

    private VideoRow(Map<VideoField, @Nullable Object> values) {
        this.values = values;
    }

    /** A field with another value than before. */
    record Change(VideoField field, @Nullable Object from, Object to) {}

    static VideoRow read(ResultSet row) throws SQLException {
        Map<VideoField, @Nullable Object> values = new EnumMap<>(VideoField.class);
        for (VideoField field : VideoField.values()) {
            values.put(field, field.read(row));
        }
        return new VideoRow(values);
    }

    static VideoRow empty() {
        return new VideoRow(new EnumMap<>(VideoField.class));
    }

    /**
     * The lasting facts that are stored and not among new ones, though their route tells such; empty where they are few.
     *
     * @param told what the new facts say, by field
     */
    List<VideoField> lostIn(Map<VideoField, Object> told, Provenance provenance) {
        List<VideoField> lost = Arrays.stream(VideoField.values())
                .filter(VideoField::lasts)
                .filter(field -> !provenance.neverTells().contains(field.fieldName()))
                .filter(field -> values.get(field) != null && !told.containsKey(field))
                .toList();
        return lost.size() < MANY ? List.of() : lost;
    }

    /**
     * What new facts change.
     *
     * @param told what they say, by field
     * @param toldBetter whether a better route told the stored facts not long ago
     */
    List<Change> changes(Map<VideoField, Object> told, Provenance provenance, boolean toldBetter) {
        Map<VideoField, @Nullable Object> after = new EnumMap<>(values);
        for (VideoField field : VideoField.values()) {
            after.put(field, FieldMerger.merge(field, values.get(field), told.get(field), provenance, toldBetter));
        }
        if (provenance.partial()) {
            keepFirsts(after);
        }
        setFlags(after, told);
        List<Change> changes = new ArrayList<>();
        after.forEach((field, value) -> {
            Object before = values.get(field);
            if (value != null && !Objects.equals(before, value)) {
                changes.add(new Change(field, before, value));
            }
        });
        return changes;
    }

    /** Where a list stands as it was, what is told of its first or earliest item stands with it. */
    private void keepFirsts(Map<VideoField, @Nullable Object> after) {
        FIRST_OF.forEach((first, list) -> {
            Object before = values.get(first);
            if (before != null && values.get(list) != null && Objects.equals(values.get(list), after.get(list))) {
                after.put(first, before);
            }
        });
    }

    /**
     * A series that gained episodes is one that is updated, until it is complete and has gained none since. It is
     * complete when as many episodes are out as there will be. Where neither number is told the flags stay as they are.
     */
    private void setFlags(Map<VideoField, @Nullable Object> after, Map<VideoField, Object> told) {
        boolean counted = told.containsKey(VideoField.EPISODE_COUNT) || told.containsKey(VideoField.EPISODES_OUT);
        if (!counted || Kind.MOVIE.value().equals(after.get(VideoField.KIND))) {
            return;
        }
        boolean wasCompleted = Boolean.TRUE.equals(values.get(VideoField.IS_COMPLETED));
        if (hasGrown(VideoField.EPISODES_OUT, after) || hasGrown(VideoField.EPISODE_COUNT, after)) {
            after.put(VideoField.IS_UPDATE, true);
        } else if (wasCompleted) {
            after.put(VideoField.IS_UPDATE, false);
        }
        if (after.get(VideoField.EPISODES_OUT) instanceof Long out
                && after.get(VideoField.EPISODE_COUNT) instanceof Long count) {
            after.put(VideoField.IS_COMPLETED, out >= count);
        }
    }

    private boolean hasGrown(VideoField field, Map<VideoField, @Nullable Object> after) {
        return values.get(field) instanceof Long before && after.get(field) instanceof Long now && now > before;
    }

    void apply(List<Change> changes) {
        changes.forEach(change -> values.put(change.field(), change.to()));
    }

    /** The values of all columns, in their order. */
    List<@Nullable Object> stored() {
        List<@Nullable Object> stored = new ArrayList<>();
        for (VideoField field : VideoField.values()) {
            stored.addAll(field.stored(values.get(field)));
        }
        return stored;
    }
}
