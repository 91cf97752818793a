package io.reelsync.statement;

import com.github.f4b6a3.tsid.TsidCreator;
import io.reelsync.catalog.VideoField;
import io.reelsync.source.SubjectId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The catalogue's videos, as they follow from statements. The only one that writes them. */
@Component
public class Videos {
    private static final List<String> COLUMNS = Arrays.stream(VideoField.values())
            .flatMap(field -> field.columns().stream())
            .toList();
    private static final String INSERT =
            "INSERT INTO videos (id, source, source_id, source_text_id, created_at, updated_at, "
                    + String.join(", ", COLUMNS) + ") VALUES (?, ?, ?, ?, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3), "
                    + String.join(", ", Collections.nCopies(COLUMNS.size(), "?")) + ")";
    /** For rows that are there, and locked: many are updated in one statement. */
    private static final String UPDATE = INSERT
            + " ON DUPLICATE KEY UPDATE source_id = IF(VALUES(source) IS NULL, source_id, VALUES(source_id)),"
            + " source_text_id = IF(VALUES(source) IS NULL, source_text_id, VALUES(source_text_id)),"
            + " source = COALESCE(VALUES(source), source), updated_at = VALUES(updated_at), "
            + COLUMNS.stream()
                    .map(column -> column + " = VALUES(" + column + ")")
                    .collect(Collectors.joining(", "));

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final Statements statements;
    private final StoredMergeRules rules;

    public Videos(JdbcClient jdbc, JdbcTemplate batches, Statements statements, StoredMergeRules rules) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.statements = statements;
        this.rules = rules;
    }

    /**
     * Why a video is to follow its statements anew.
     *
     * @param recorded whether what changes goes into its history: not what the first details add
     */
    public record Cause(@Nullable Long runId, boolean recorded) {}

    /** @param subject source and id, as a subject is written */
    private record Stored(String subject, FieldValues values, Corrections corrections) {}

    /** @param main null where it stays */
    private record Row(long id, @Nullable SubjectId main, FieldValues values) {}

    private record Recorded(long videoId, @Nullable Long runId, FieldValues.Change change) {}

    /**
     * Makes videos what follows from their statements now. Works within the caller's transaction.
     *
     * @return those that are other than before
     */
    public Set<Long> follow(Map<Long, Cause> causes) {
        return causes.isEmpty() ? Set.of() : follow(causes, lock(causes.keySet()), Map.of());
    }

    /**
     * Writes the videos of which a source speaks first: they are what it says, and nobody else can know of them yet. Works
     * within the caller's transaction.
     *
     * @param firsts the statements, which are stored, each of a video of its own
     */
    public void create(Collection<Statement> firsts) {
        write(
                INSERT,
                firsts.stream()
                        .map(one -> new Row(one.videoId(), one.subject(), one.values()))
                        .toList());
    }

    /**
     * Corrects fields of a video, which are locked from now on.
     *
     * @return whether there is such a video
     */
    @Transactional
    public boolean correct(long video, Corrections corrections) {
        return change(video, before -> before.with(corrections));
    }

    /**
     * Releases locks: what the sources say stands again.
     *
     * @return whether there is such a video, and one of them was locked
     */
    @Transactional
    public boolean release(long video, Collection<VideoField> fields) {
        return change(video, before -> before.without(fields));
    }

    /**
     * Has a video take the place of another one, whose statements are its own by now; corrections of both are kept, and
     * where both have one it is the keeper's. Works within the caller's transaction.
     *
     * @return whether both are there
     */
    public boolean absorb(long keeper, long loser) {
        Map<Long, Stored> stored = lock(List.of(keeper, loser));
        if (stored.size() < 2) {
            return false;
        }
        Stored kept = Objects.requireNonNull(stored.get(keeper));
        Corrections both =
                Objects.requireNonNull(stored.get(loser)).corrections().with(kept.corrections());
        jdbc.sql("DELETE FROM videos WHERE id = ?").param(loser).update();
        keep(keeper, both);
        follow(Map.of(keeper, new Cause(null, true)), stored, Map.of(keeper, both));
        return true;
    }

    /** Makes a title by hand, of which no source speaks yet. Its id. */
    @Transactional
    public long create(Corrections fields) {
        long video = TsidCreator.getTsid().toLong();
        batches.update(
                "INSERT INTO videos (id, created_at, updated_at) VALUES (?, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))",
                video);
        correct(video, fields);
        return video;
    }

    /**
     * What a source said of a video.
     *
     * @param route by which its details came last; null where only lists told of it
     * @param runId the run that told of it last
     * @param at when it last said something new
     */
    public record Told(
            Statement statement,
            @Nullable String route,
            @Nullable Long runId,
            Instant at) {}

    /**
     * Where a video comes from.
     *
     * @param values what stands
     * @param told what each source says, by source and id
     * @param rules by which one of them is believed
     */
    public record Origin(FieldValues values, Corrections corrections, List<Told> told, MergeRules rules) {}

    /** Where a video comes from; empty where there is none. */
    public Optional<Origin> origin(long video) {
        return jdbc.sql("SELECT corrections_json, " + String.join(", ", COLUMNS) + " FROM videos WHERE id = ?")
                .param(video)
                .query((row, n) -> new Origin(
                        FieldValues.read(row),
                        Corrections.of(row.getString("corrections_json")),
                        statements.told(video),
                        rules.current()))
                .optional();
    }

    /**
     * Which source each field of videos comes from, by the field's name: {@code correction} where people said so. Fields
     * without a value, and videos of which no source speaks, are missing.
     */
    public Map<Long, Map<String, String>> provenance(Collection<Long> videos) {
        Map<Long, List<Statement>> said = statements.of(videos);
        MergeRules merge = rules.current();
        Map<Long, Map<String, String>> provenance = new HashMap<>();
        jdbc.sql("SELECT id, corrections_json FROM videos WHERE id IN (:ids)")
                .param("ids", videos)
                .query(row -> {
                    Corrections corrections = Corrections.of(row.getString("corrections_json"));
                    List<Statement> all = said.getOrDefault(row.getLong("id"), List.of());
                    provenance.put(row.getLong("id"), corrections.provenance(all, merge));
                });
        return provenance;
    }

    private boolean change(long video, UnaryOperator<Corrections> change) {
        Map<Long, Stored> stored = lock(List.of(video));
        Stored before = stored.get(video);
        if (before == null) {
            return false;
        }
        Corrections after = change.apply(before.corrections());
        if (after.equals(before.corrections())) {
            return false;
        }
        keep(video, after);
        follow(Map.of(video, new Cause(null, true)), stored, Map.of(video, after));
        return true;
    }

    private void keep(long video, Corrections corrections) {
        jdbc.sql("UPDATE videos SET corrections_json = ? WHERE id = ?")
                .params(Arrays.asList(corrections.json(), video))
                .update();
    }

    private Set<Long> follow(Map<Long, Cause> causes, Map<Long, Stored> stored, Map<Long, Corrections> corrected) {
        Map<Long, List<Statement>> said = statements.of(causes.keySet());
        // After the locks: whoever applies a rule that is set meanwhile waits for them, and follows anew.
        MergeRules merge = said.values().stream().allMatch(one -> one.size() == 1) ? MergeRules.NONE : rules.current();
        List<Row> created = new ArrayList<>();
        List<Row> changed = new ArrayList<>();
        List<Recorded> recorded = new ArrayList<>();
        causes.forEach((video, cause) -> {
            Stored before = stored.get(video);
            List<Statement> all = said.getOrDefault(video, List.of());
            if (before == null && all.isEmpty()) {
                // Joined with another one meanwhile.
                return;
            }
            if (before == null) {
                created.add(new Row(video, merge.main(all).subject(), merge.merge(all)));
                return;
            }
            // A title that was made by hand, or by the video service, stays what it is but for what was corrected.
            FieldValues told = all.isEmpty() ? before.corrections().removeFrom(before.values()) : merge.merge(all);
            SubjectId main = all.isEmpty() ? null : merge.main(all).subject();
            FieldValues values =
                    corrected.getOrDefault(video, before.corrections()).correct(told);
            List<FieldValues.Change> changes = before.values().changesTo(values);
            if (!changes.isEmpty() || main != null && !main.toString().equals(before.subject())) {
                changed.add(new Row(video, main, values));
            }
            if (cause.recorded()) {
                changes.forEach(change -> recorded.add(new Recorded(video, cause.runId(), change)));
            }
        });
        write(INSERT, created);
        write(UPDATE, changed);
        record(recorded);
        return Stream.concat(created.stream(), changed.stream()).map(Row::id).collect(Collectors.toSet());
    }

    private Map<Long, Stored> lock(Collection<Long> videos) {
        Map<Long, Stored> stored = new HashMap<>();
        jdbc.sql("SELECT id, source, source_key, corrections_json, " + String.join(", ", COLUMNS)
                        + " FROM videos WHERE id IN (:ids) ORDER BY id FOR UPDATE")
                .param("ids", videos)
                .query(row -> {
                    stored.put(
                            row.getLong("id"),
                            new Stored(
                                    row.getString("source") + ":" + row.getString("source_key"),
                                    FieldValues.read(row),
                                    Corrections.of(row.getString("corrections_json"))));
                });
        return stored;
    }

    private void write(String sql, List<Row> rows) {
        batches.batchUpdate(
                sql,
                rows.stream()
                        .sorted(Comparator.comparingLong(Row::id))
                        .map(Videos::columns)
                        .toList());
    }

    private static Object[] columns(Row row) {
        List<@Nullable Object> values = new ArrayList<>();
        SubjectId main = row.main();
        Long number = main == null ? null : main.number();
        values.add(row.id());
        values.add(main == null ? null : main.source());
        values.add(number);
        values.add(main == null || main.id().equals(String.valueOf(number)) ? null : main.id());
        values.addAll(row.values().columns());
        return values.toArray();
    }

    private void record(List<Recorded> changes) {
        batches.batchUpdate("""
                INSERT INTO video_changes (video_id, run_id, field, old_value, new_value, changed_at)
                VALUES (?, ?, ?, ?, ?, UTC_TIMESTAMP(3))""", changes, 500, (statement, one) -> {
            FieldValues.Change change = one.change();
            statement.setLong(1, one.videoId());
            statement.setObject(2, one.runId());
            statement.setString(3, change.field().fieldName());
            statement.setString(4, change.from() == null ? null : change.from().toString());
            statement.setString(5, change.to() == null ? null : change.to().toString());
        });
    }
}
