package io.reelsync.worker.settle;

import com.github.f4b6a3.tsid.TsidCreator;
import io.reelsync.catalog.VideoField;
import io.reelsync.source.SubjectId;
import io.reelsync.source.VideoFacts;
import io.reelsync.source.VideoFacts.Provenance;
import io.reelsync.statement.FieldValues;
import io.reelsync.statement.Statement;
import io.reelsync.statement.Statements;
import io.reelsync.statement.Statements.Told;
import io.reelsync.statement.Videos;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Merges facts into what their sources have said, from which the videos follow. Works within the caller's transaction, on
 * rows that it locks in the order of their keys.
 */
@Component
class FactsWriter {
    /** How long what a better route told stands against another's word; after that it may be what is out of date. */
    private static final int STANDS_FOR_DAYS = 30;

    private final JdbcClient jdbc;
    private final Statements statements;
    private final Videos videos;

    FactsWriter(JdbcClient jdbc, Statements statements, Videos videos) {
        this.jdbc = jdbc;
        this.statements = statements;
        this.videos = videos;
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

        SubjectId subject() {
            return facts.subject();
        }

        Provenance provenance() {
            return facts.provenance();
        }

        @Nullable
        String route() {
            String route = provenance().route();
            return route.isEmpty() ? null : route;
        }
    }

    /**
     * What merging did to a row.
     *
     * @param lost where so many facts were lost that nothing was written: their fields
     * @param changes of a row that was there before
     */
    record Merged(Fate fate, List<VideoField> lost, List<FieldValues.Change> changes) {
        private static Merged created() {
            return new Merged(Fate.CREATED, List.of(), List.of());
        }

        private static Merged refused(List<VideoField> lost) {
            return new Merged(Fate.REFUSED, lost, List.of());
        }

        private static Merged of(List<FieldValues.Change> changes) {
            return new Merged(changes.isEmpty() ? Fate.UNCHANGED : Fate.CHANGED, List.of(), changes);
        }
    }

    enum Fate {
        CREATED,
        CHANGED,
        UNCHANGED,
        REFUSED
    }

    /** Merges facts of subjects into what their sources said of them, each subject once; their videos follow. */
    Map<SubjectId, Merged> merge(List<Write> writes) {
        if (writes.isEmpty()) {
            return Map.of();
        }
        Map<SubjectId, Statement> said =
                statements.lock(writes.stream().map(Write::subject).sorted().toList());
        Set<SubjectId> toldBetter = toldBetter(writes);
        Map<SubjectId, Merged> merged = new HashMap<>();
        List<Told> told = new ArrayList<>();
        List<Statement> firsts = new ArrayList<>();
        Map<Long, Videos.Cause> causes = new TreeMap<>();
        for (Write write : writes) {
            Statement before = said.get(write.subject());
            Statement after = after(write, before, toldBetter.contains(write.subject()), merged);
            if (after == null) {
                continue;
            }
            told.add(new Told(after, write.route(), write.runId()));
            if (before == null) {
                firsts.add(after);
            } else {
                causes.put(
                        after.videoId(),
                        new Videos.Cause(write.runId(), !write.occasion().isFirst()));
            }
        }
        told.sort(Comparator.comparing(one -> one.statement().subject()));
        statements.store(told);
        videos.follow(causes);
        videos.create(firsts);
        return merged;
    }

    /** What the source says in all; null where that is what it said before, or where it must not count. */
    private static @Nullable Statement after(
            Write write, @Nullable Statement before, boolean toldBetter, Map<SubjectId, Merged> merged) {
        Map<VideoField, Object> told = write.told();
        SubjectId subject = write.subject();
        if (before == null) {
            merged.put(subject, Merged.created());
            FieldValues values = StatementMerge.merge(FieldValues.none(), told, write.provenance(), false);
            return new Statement(subject, TsidCreator.getTsid().toLong(), values);
        }
        List<VideoField> lost = write.occasion().isRepeated()
                ? StatementMerge.lost(before.values(), told, write.provenance())
                : List.of();
        if (!lost.isEmpty()) {
            merged.put(subject, Merged.refused(lost));
            return null;
        }
        FieldValues values = StatementMerge.merge(before.values(), told, write.provenance(), toldBetter);
        List<FieldValues.Change> changes = before.values().changesTo(values);
        merged.put(subject, Merged.of(changes));
        return changes.isEmpty() ? null : new Statement(subject, before.videoId(), values);
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
}
