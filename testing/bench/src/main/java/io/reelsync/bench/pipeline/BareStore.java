package io.reelsync.bench.pipeline;

import com.github.f4b6a3.tsid.TsidCreator;
import io.reelsync.bench.table.StoredTable;
import io.reelsync.catalog.VideoField;
import io.reelsync.source.SubjectId;
import io.reelsync.source.VideoFacts;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows that Reelsync stores of a title, written straight: a statement a table for many titles, and one commit. */
final class BareStore {
    private static final String VIDEOS = "videos";
    private static final String SUBJECTS = "subjects";
    private static final String ITEMS = "sync_run_items";
    /** The tables that Reelsync stores a title in. */
    static final List<String> TABLES = List.of(VIDEOS, SUBJECTS, ITEMS);

    private final Connection connection;
    private final StoredTable videos;
    private final StoredTable subjects;
    private final StoredTable items;

    /**
     * Makes the tables anew.
     *
     * @param model the database of Reelsync, which has stored titles there
     */
    BareStore(Connection connection, String model) throws SQLException {
        this.connection = connection;
        connection.setAutoCommit(false);
        videos = StoredTable.like(connection, model, VIDEOS);
        subjects = StoredTable.like(connection, model, SUBJECTS);
        items = StoredTable.like(connection, model, ITEMS);
    }

    void store(List<VideoFacts> titles) throws SQLException {
        videos.insert(titles.stream().map(BareStore::video).toList());
        subjects.insert(titles.stream().map(BareStore::subject).toList());
        items.insert(titles.stream().map(BareStore::item).toList());
        connection.commit();
    }

    private static Map<String, @Nullable Object> video(VideoFacts facts) {
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("id", TsidCreator.getTsid().toLong());
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

    private static Map<String, @Nullable Object> item(VideoFacts facts) {
        SubjectId subject = facts.subject();
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("source_id", subject.id());
        return row;
    }
}
