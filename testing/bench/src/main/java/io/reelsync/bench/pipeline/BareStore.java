package io.reelsync.bench.pipeline;

import com.github.f4b6a3.tsid.TsidCreator;
import io.reelsync.bench.table.StoredTable;
import io.reelsync.catalog.VideoField;
import io.reelsync.source.SubjectId;
import io.reelsync.source.VideoFacts;
import io.reelsync.statement.FieldValues;
import io.reelsync.statement.Statement;
import io.reelsync.statement.match.Title;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rows that Reelsync stores of a title, written straight: a statement a table for many titles, and one commit. */
public final class BareStore {
    private static final String VIDEOS = "videos";
    private static final String SUBJECTS = "subjects";
    private static final String ITEMS = "sync_run_items";
    private static final String STATEMENTS = "statements";
    private static final String NAMES = "statement_names";
    /** The tables that Reelsync stores a title in. */
    public static final List<String> TABLES = List.of(VIDEOS, SUBJECTS, ITEMS, STATEMENTS, NAMES);

    private final Connection connection;
    private final StoredTable videos;
    private final StoredTable subjects;
    private final StoredTable items;
    private final StoredTable statements;
    private final StoredTable names;

    /**
     * Makes the tables anew.
     *
     * @param model the database of Reelsync, which has stored titles there
     */
    public BareStore(Connection connection, String model) throws SQLException {
        this.connection = connection;
        connection.setAutoCommit(false);
        videos = StoredTable.like(connection, model, VIDEOS);
        subjects = StoredTable.like(connection, model, SUBJECTS);
        items = StoredTable.like(connection, model, ITEMS);
        statements = StoredTable.like(connection, model, STATEMENTS);
        names = StoredTable.like(connection, model, NAMES);
        // What was read of the model is locked until then.
        connection.commit();
    }

    /** Stores titles, and returns after the commit. */
    public void store(List<VideoFacts> titles) throws SQLException {
        List<Statement> said = titles.stream()
                .map(facts ->
                        new Statement(facts.subject(), TsidCreator.getTsid().toLong(), FieldValues.of(facts)))
                .toList();
        videos.insert(IntStream.range(0, titles.size())
                .mapToObj(i -> video(titles.get(i), said.get(i).videoId()))
                .toList());
        subjects.insert(titles.stream().map(BareStore::subject).toList());
        items.insert(titles.stream().map(BareStore::item).toList());
        statements.insert(said.stream().map(BareStore::statement).toList());
        names.insert(said.stream().flatMap(BareStore::names).toList());
        connection.commit();
    }

    private static Map<String, @Nullable Object> video(VideoFacts facts, long id) {
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("id", id);
        row.put("source_id", facts.subject().number());
        for (VideoField field : VideoField.values()) {
            List<@Nullable Object> values = field.stored(field.of(facts));
            for (int i = 0; i < values.size(); i++) {
                row.put(field.columns().get(i), values.get(i));
            }
        }
        return row;
    }

    private static Map<String, @Nullable Object> subject(VideoFacts facts) {
        Map<String, @Nullable Object> row = item(facts);
        row.put("kind", facts.kind() == null ? null : facts.kind().value());
        return row;
    }

    private static Map<String, @Nullable Object> statement(Statement said) {
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("source_id", said.subject().id());
        row.put("video_id", said.videoId());
        row.put("facts_json", said.values().json());
        row.put("fingerprint", said.title().fingerprint());
        return row;
    }

    private static Stream<Map<String, @Nullable Object>> names(Statement said) {
        Title title = said.title();
        return title.keys().stream().map(key -> {
            Map<String, @Nullable Object> row = new HashMap<>();
            row.put("source_id", said.subject().id());
            row.put("name", key);
            row.put("year", key.startsWith(Title.IMDB) ? null : title.year());
            return row;
        });
    }

    private static Map<String, @Nullable Object> item(VideoFacts facts) {
        SubjectId subject = facts.subject();
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("source_id", subject.id());
        return row;
    }
}
