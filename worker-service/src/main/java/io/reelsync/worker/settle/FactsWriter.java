package io.reelsync.worker.settle;

import com.github.f4b6a3.tsid.TsidCreator;
import io.reelsync.catalog.VideoField;
import io.reelsync.source.SubjectId;
import io.reelsync.source.VideoFacts;
import io.reelsync.source.VideoFacts.Provenance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Merges facts into the table of videos, with their change history. Works within the caller's transaction, on rows that
 * it locks in the order of their keys.
 */
@Component
class VideoRows {
    private static final List<String> COLUMNS = Arrays.stream(VideoField.values())
            .flatMap(field -> field.columns().stream())
            .toList();
    private static final String INSERT =
            "INSERT INTO videos (id, source, source_id, source_text_id, created_at, updated_at, "
                    + String.join(", ", COLUMNS) + ") VALUES (?, ?, ?, ?, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3), "
                    + String.join(", ", Collections.nCopies(COLUMNS.size(), "?")) + ")";
    /** For rows that are there, and locked: many are updated in one statement. */
    private static final String UPDATE = INSERT + " ON DUPLICATE KEY UPDATE updated_at = VALUES(updated_at), "
            + COLUMNS.stream()
                    .map(column -> column + " = VALUES(" + column + ")")
                    .collect(Collectors.joining(", "));

    /** How long what a better route told stands against another's word; after that it may be what is out of date. */
    private static final int STANDS_FOR_DAYS = 30;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    VideoRows(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    /** When facts are merged, and so how far they are trusted. */
    enum Occasion {
        /** A list names a title that has no details yet. */
        LISTED_FIRST,
        /** A list names a title again. */
        LISTED,
        /** The first details: what they add is no change. */
        DETAILED_FIRST,
        /** Details of a title that had some: they may not lose much of it. */
        DETAILED,
        /** Details that an operator lets pass. */
        ACCEPTED,
        /** Details from a page that was kept: as {@link #DETAILED}, but what moves by itself has moved on since. */
        EXTRACTED_AGAIN;

        boolean isFirst() {
            return this == LISTED_FIRST || this == DETAILED_FIRST;
        }

        /** Whether the title had details, of which these may not lose much. */
        boolean isRepeated() {
            return this == DETAILED || this == EXTRACTED_AGAIN;
        }

        /** Whether the facts count that are told of a field. A list's title and kind are no better than a page's. */
        boolean counts(VideoField field) {
            return switch (this) {
                case LISTED -> field.movesByItself() || field.grows();
                case EXTRACTED_AGAIN -> !field.movesByItself();
                default -> true;
            };
        }
    }

    /** Facts to merge. */
    record Write(VideoFacts facts, @Nullable Long runId, Occasion occasion) {

        /** What they say of the fields that count, without those of which they say nothing. */
        Map<VideoField, Object> told() {
            Map<VideoField, Object> told = new EnumMap<>(VideoField.class);
            for (VideoField field : VideoField.values()) {
                Object value = occasion.counts(field) ? field.of(facts) : null;
                if (value != null) {
                    told.put(field, value);
                }
            }
            return told;
        }

        Provenance provenance() {
            return facts.provenance();
        }
    }

    /**
     * What merging did to a row.
     *
     * @param lost where so many facts were lost that nothing was written: their fields
     * @param changes of a row that was there before
     */
    record Merged(Fate fate, List<VideoField> lost, List<VideoRow.Change> changes) {
        private static Merged created() {
            return new Merged(Fate.CREATED, List.of(), List.of());
        }

        private static Merged refused(List<VideoField> lost) {
            return new Merged(Fate.REFUSED, lost, List.of());
        }

        private static Merged of(List<VideoRow.Change> changes) {
            return new Merged(changes.isEmpty() ? Fate.UNCHANGED : Fate.CHANGED, List.of(), changes);
        }
    }

    enum Fate {
        CREATED,
        CHANGED,
        UNCHANGED,
        REFUSED
    }

    private record Stored(long id, VideoRow row) {}

    private record Recorded(long videoId, @Nullable Long runId, VideoRow.Change change) {}

    /** Merges facts of one source's subjects, each subject once. */
    Map<SubjectId, Merged> merge(List<Write> writes) {
        Map<SubjectId, Stored> stored = lock(writes);
        Set<SubjectId> toldBetter = toldBetter(writes);
        Map<SubjectId, Merged> merged = new HashMap<>();
        List<Object[]> inserts = new ArrayList<>();
        List<Object[]> updates = new ArrayList<>();
        List<Recorded> recorded = new ArrayList<>();
        for (Write write : writes) {
            SubjectId subject = write.facts().subject();
            Map<VideoField, Object> told = write.told();
            Stored known = stored.get(subject);
            if (known == null) {
                inserts.add(row(TsidCreator.getTsid().toLong(), subject, created(told, write.provenance())));
                merged.put(subject, Merged.created());
                continue;
            }
            List<VideoField> lost =
                    write.occasion().isRepeated() ? known.row().lostIn(told, write.provenance()) : List.of();
            if (!lost.isEmpty()) {
                merged.put(subject, Merged.refused(lost));
                continue;
            }
            List<VideoRow.Change> changes = known.row().changes(told, write.provenance(), toldBetter.contains(subject));
            merged.put(subject, Merged.of(changes));
            if (!changes.isEmpty()) {
                known.row().apply(changes);
                updates.add(row(known.id(), subject, known.row()));
                if (!write.occasion().isFirst()) {
                    changes.forEach(change -> recorded.add(new Recorded(known.id(), write.runId(), change)));
                }
            }
        }
        batches.batchUpdate(INSERT, inserts);
        batches.batchUpdate(UPDATE, updates);
        record(recorded);
        return merged;
    }

    /**
     * Subjects of which something told that tells more than the new facts' route, and not long ago: a route that tells
     * everything, or for a list any route.
     */
    private Set<SubjectId> toldBetter(List<Write> writes) {
        Map<String, List<Write>> bySource = writes.stream()
                .filter(write -> write.occasion() == Occasion.LISTED
                        || write.occasion().isRepeated() && write.provenance().partial())
                .collect(Collectors.groupingBy(write -> write.facts().subject().source()));
        Set<SubjectId> better = new HashSet<>();
        bySource.forEach((source, poorer) -> {
            Set<String> listed = poorer.stream()
                    .filter(write -> write.occasion() == Occasion.LISTED)
                    .map(write -> write.facts().subject().id())
                    .collect(Collectors.toSet());
            jdbc.sql("""
                            SELECT source_id, detailed_at > UTC_TIMESTAMP(3) - INTERVAL :days DAY detailed,
                                fully_detailed_at > UTC_TIMESTAMP(3) - INTERVAL :days DAY fully_detailed
                            FROM subjects WHERE source = :source AND source_id IN (:ids)""")
                    .param("days", STANDS_FOR_DAYS)
                    .param("source", source)
                    .param(
                            "ids",
                            poorer.stream()
                                    .map(write -> write.facts().subject().id())
                                    .toList())
                    .query(row -> {
                        String id = row.getString("source_id");
                        if (row.getBoolean("fully_detailed") || listed.contains(id) && row.getBoolean("detailed")) {
                            better.add(new SubjectId(source, id));
                        }
                    });
        });
        return better;
    }

    private Map<SubjectId, Stored> lock(List<Write> writes) {
        if (writes.isEmpty()) {
            return Map.of();
        }
        Map<SubjectId, Stored> rows = new HashMap<>();
        Map<String, List<String>> bySource = writes.stream()
                .map(write -> write.facts().subject())
                .sorted()
                .collect(Collectors.groupingBy(
                        SubjectId::source, Collectors.mapping(SubjectId::id, Collectors.toList())));
        bySource.forEach((source, ids) -> jdbc.sql("SELECT id, source_key, " + String.join(", ", COLUMNS)
                        + " FROM videos WHERE source = :source AND source_key IN (:ids) ORDER BY source_key FOR UPDATE")
                .param("source", source)
                .param("ids", ids)
                .query(row -> {
                    rows.put(
                            new SubjectId(source, row.getString("source_key")),
                            new Stored(row.getLong("id"), VideoRow.read(row)));
                }));
        return rows;
    }

    private static VideoRow created(Map<VideoField, Object> told, Provenance provenance) {
        VideoRow row = VideoRow.empty();
        row.apply(row.changes(told, provenance, false));
        return row;
    }

    private static Object[] row(long id, SubjectId subject, VideoRow row) {
        List<@Nullable Object> values = new ArrayList<>();
        values.add(id);
        values.add(subject.source());
        values.add(subject.number());
        values.add(subject.id().equals(String.valueOf(subject.number())) ? null : subject.id());
        values.addAll(row.stored());
        return values.toArray();
    }

    private void record(List<Recorded> changes) {
        batches.batchUpdate("""
                INSERT INTO video_changes (video_id, run_id, field, old_value, new_value, changed_at)
                VALUES (?, ?, ?, ?, ?, UTC_TIMESTAMP(3))""", changes, 500, (statement, one) -> {
            VideoRow.Change change = one.change();
            statement.setLong(1, one.videoId());
            statement.setObject(2, one.runId());
            statement.setString(3, change.field().fieldName());
            statement.setString(4, change.from() == null ? null : change.from().toString());
            statement.setString(5, change.to().toString());
        });
    }
}
