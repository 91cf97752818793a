package io.reelsync.gateway.index;

import static io.reelsync.catalog.VideoField.AKA;
import static io.reelsync.catalog.VideoField.COUNTRIES;
import static io.reelsync.catalog.VideoField.KIND;
import static io.reelsync.catalog.VideoField.ORIGINAL_TITLE;
import static io.reelsync.catalog.VideoField.RELEASE_DATE;
import static io.reelsync.catalog.VideoField.SCORE;
import static io.reelsync.catalog.VideoField.TAGS;
import static io.reelsync.catalog.VideoField.TITLE;
import static io.reelsync.catalog.VideoField.YEAR;

import io.reelsync.catalog.VideoField;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Reads what the index keeps, and what has changed of it, by the column in which the server notes each change. */
@Component
class IndexedRows {
    /** How many are read at once. */
    static final int MOST = 2_000;

    private static final String CHANGED_AT = "CAST(UNIX_TIMESTAMP(row_changed_at) * 1000000 AS SIGNED) changed_at";
    private static final String CHANGES = "SELECT id, " + CHANGED_AT + " FROM videos WHERE ";
    private static final String IN_ORDER = " ORDER BY row_changed_at, id LIMIT " + MOST;
    private static final String VIDEOS = "SELECT id, created_at, updated_at, " + CHANGED_AT + ", "
            + Stream.of(KIND, TITLE, ORIGINAL_TITLE, AKA, YEAR, RELEASE_DATE, SCORE, TAGS, COUNTRIES)
                    .flatMap(field -> field.columns().stream())
                    .collect(Collectors.joining(", "))
            + " FROM videos WHERE ";

    private final JdbcClient jdbc;

    IndexedRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A row, and when it was changed last: microseconds since 1970. */
    record Change(long id, long at) {
        static final Change BEFORE_ALL = new Change(0, 1);
    }

    /** The first changes of a time that ends now. */
    List<Change> changesWithin(Duration time) {
        return jdbc.sql(CHANGES + "row_changed_at >= NOW(6) - INTERVAL ? MICROSECOND" + IN_ORDER)
                .param(time.toNanos() / 1000)
                .query((row, n) -> change(row))
                .list();
    }

    /** The first changes after another one. */
    List<Change> changesAfter(Change last) {
        BigDecimal seconds = BigDecimal.valueOf(last.at(), 6);
        return jdbc.sql(CHANGES + "(row_changed_at > FROM_UNIXTIME(:seconds)"
                        + " OR row_changed_at = FROM_UNIXTIME(:seconds) AND id > :id)" + IN_ORDER)
                .param("seconds", seconds)
                .param("id", last.id())
                .query((row, n) -> change(row))
                .list();
    }

    private static Change change(ResultSet row) throws SQLException {
        return new Change(row.getLong(1), row.getLong(2));
    }

    /** How many there are. The server would go through the rows themselves if it were left to choose. */
    long count() {
        return jdbc.sql("SELECT COUNT(*) FROM videos FORCE INDEX (idx_videos_row_changed)"
                        + " WHERE row_changed_at > '1970-01-02'")
                .query(Long.class)
                .single();
    }

    /** Those of these that are there. */
    List<IndexedVideo> read(Collection<Long> ids) {
        return jdbc.sql(VIDEOS + "id IN (:ids)")
                .param("ids", ids)
                .query((row, n) -> video(row))
                .list();
    }

    /** The next by their ids; none at the end. */
    List<IndexedVideo> readAfter(long id) {
        return jdbc.sql(VIDEOS + "id > ? ORDER BY id LIMIT " + MOST)
                .param(id)
                .query((row, n) -> video(row))
                .list();
    }

    private static IndexedVideo video(ResultSet row) throws SQLException {
        long[] sortedBy = new long[VideoSort.values().length];
        LocalDate released = row.getObject(RELEASE_DATE.column(), LocalDate.class);
        sortedBy[VideoSort.NEWEST.ordinal()] = released == null ? VideoSort.UNKNOWN : released.toEpochDay();
        BigDecimal score = row.getBigDecimal(SCORE.column());
        sortedBy[VideoSort.SCORE.ordinal()] =
                score == null ? VideoSort.UNKNOWN : score.movePointRight(1).longValueExact();
        sortedBy[VideoSort.UPDATED.ordinal()] = millis(row, "updated_at");
        sortedBy[VideoSort.CREATED.ordinal()] = millis(row, "created_at");
        List<String> names = new ArrayList<>(texts(row, AKA));
        for (VideoField field : List.of(TITLE, ORIGINAL_TITLE)) {
            if (field.read(row) instanceof String name) {
                names.add(name);
            }
        }
        return new IndexedVideo(
                row.getLong("id"),
                row.getLong("changed_at"),
                sortedBy,
                row.getString(KIND.column()),
                row.getObject(YEAR.column(), Integer.class),
                Set.copyOf(texts(row, TAGS)),
                Set.copyOf(texts(row, COUNTRIES)),
                SearchText.of(names));
    }

    private static long millis(ResultSet row, String column) throws SQLException {
        LocalDateTime time = row.getObject(column, LocalDateTime.class);
        return time == null ? VideoSort.UNKNOWN : time.toInstant(ZoneOffset.UTC).toEpochMilli();
    }

    private static List<String> texts(ResultSet row, VideoField field) throws SQLException {
        return field.readForJson(row) instanceof JsonNode list
                ? list.valueStream()
                        .filter(JsonNode::isString)
                        .map(JsonNode::asString)
                        .toList()
                : List.of();
    }
}
