package io.reelsync.worker.settle;

import io.reelsync.catalog.VideoField;
import io.reelsync.source.Kind;
import io.reelsync.source.VideoFacts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The stored facts of one video, and what new ones make of them. */
final class VideoRow {
    /** Facts that a title doesn't lose from one day to the next; scores and counts come and go. */
    private static final Set<VideoField> LASTING = Set.of(
            VideoField.ORIGINAL_TITLE,
            VideoField.AKA,
            VideoField.RELEASE_DATES,
            VideoField.DIRECTORS,
            VideoField.WRITERS,
            VideoField.ACTORS,
            VideoField.TAGS,
            VideoField.COUNTRIES,
            VideoField.LANGUAGES,
            VideoField.RUNTIMES,
            VideoField.EPISODE_COUNT,
            VideoField.EPISODE_RUNTIME,
            VideoField.IMDB_ID,
            VideoField.DESCRIPTION);

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

    /** The lasting facts that are stored and not among new ones, though their route tells such; empty where they are few. */
    List<VideoField> lostIn(VideoFacts facts) {
        Set<String> neverTold = facts.provenance().neverTells();
        List<VideoField> lost = Arrays.stream(VideoField.values())
                .filter(LASTING::contains)
                .filter(field -> !neverTold.contains(field.fieldName()))
                .filter(field -> values.get(field) != null && field.of(facts) == null)
                .toList();
        return lost.size() < MANY ? List.of() : lost;
    }

    /**
     * What new facts change.
     *
     * @param toldBetter whether a better route told the stored facts not long ago
     */
    List<Change> changes(VideoFacts facts, boolean toldBetter) {
        Map<VideoField, @Nullable Object> after = new EnumMap<>(values);
        for (VideoField field : VideoField.values()) {
            after.put(field, field.merge(values.get(field), facts, toldBetter));
        }
        if (facts.provenance().partial()) {
            keepFirsts(after);
        }
        setFlags(after, facts);
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
    private void setFlags(Map<VideoField, @Nullable Object> after, VideoFacts facts) {
        boolean told = facts.length().episodeCount() != null || facts.length().episodesOut() != null;
        if (!told || Kind.MOVIE.value().equals(after.get(VideoField.KIND))) {
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
