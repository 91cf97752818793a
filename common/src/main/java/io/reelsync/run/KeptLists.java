package io.reelsync.run;

import io.reelsync.database.DatabaseTime;
import io.reelsync.source.ListLink;
import io.reelsync.source.Source;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The lists that people keep as feeds beside the sources' own. They are read from the database whenever they matter, so that
 * each service knows a new one at once.
 */
@Component
public class KeptLists {
    public static final int LARGEST_SIZE = 10_000;
    /** Of a source. Each is a label of a metric. */
    public static final int MOST = 100;

    private final JdbcClient jdbc;

    KeptLists(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A list that somebody keeps.
     *
     * @param link by which the source's reader knows it
     * @param size how many of its titles a run lists
     */
    public record KeptList(String source, String name, String link, int size, String addedBy, Instant addedAt) {}

    /** By their sources and names. */
    public List<KeptList> all() {
        return jdbc.sql("SELECT * FROM kept_lists ORDER BY source, name")
                .query(KeptLists::read)
                .list();
    }

    public List<KeptList> of(String source) {
        return jdbc.sql("SELECT * FROM kept_lists WHERE source = ? ORDER BY name")
                .param(source)
                .query(KeptLists::read)
                .list();
    }

    /** Those of that name, of which each source may have one. */
    public List<KeptList> named(String name) {
        return jdbc.sql("SELECT * FROM kept_lists WHERE name = ? ORDER BY source")
                .param(name)
                .query(KeptLists::read)
                .list();
    }

    public Optional<KeptList> ofLink(String source, String link) {
        return jdbc.sql("SELECT * FROM kept_lists WHERE source = ? AND link = ?")
                .params(source, link)
                .query(KeptLists::read)
                .optional();
    }

    /** The names of all that can be read of a source: its own feeds first. */
    public List<String> feedNames(Source source) {
        return Stream.concat(
                        source.feedNames().stream(), of(source.name()).stream().map(KeptList::name))
                .toList();
    }

    /**
     * How many titles of a feed of either kind to list where nothing else is asked.
     *
     * @throws IllegalArgumentException where there is no such feed
     */
    public int listSize(Source source, String feed) {
        if (source.feedNames().contains(feed)) {
            return source.listSize(feed);
        }
        return of(source.name()).stream()
                .filter(list -> list.name().equals(feed))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + feed + "' is no feed of " + source.name()
                        + ", nor a list that somebody keeps: there are " + String.join(", ", feedNames(source))))
                .size();
    }

    /** The first name that is free of the one that a link suggests, and those with a number behind it. */
    public String freeName(Source source, ListLink list) {
        List<String> taken = feedNames(source);
        return Stream.iterate(1, n -> n + 1)
                .map(n -> n == 1 ? list.name() : numbered(list.name(), "-" + n))
                .filter(name -> !taken.contains(name))
                .findFirst()
                .orElseThrow();
    }

    private static String numbered(String name, String number) {
        return name.substring(0, Math.min(name.length(), ListLink.LONGEST_NAME - number.length())) + number;
    }

    /**
     * Adds a list.
     *
     * @param name of the form {@link ListLink#NAME}, and no feed of the source's own
     * @param size 1 to {@link #LARGEST_SIZE}
     * @throws org.springframework.dao.DuplicateKeyException where the source has one of that name or link
     */
    public KeptList add(String source, String name, String link, int size, String addedBy) {
        jdbc.sql("""
                        INSERT INTO kept_lists (source, name, link, size, added_by, added_at)
                        VALUES (?, ?, ?, ?, ?, UTC_TIMESTAMP(3))""").params(source, name, link, size, addedBy).update();
        return ofLink(source, link).orElseThrow();
    }

    /** The schedules that name a list. */
    public List<String> schedulesOf(KeptList list) {
        return jdbc.sql("""
                        SELECT name FROM schedules
                        WHERE source = ? AND JSON_CONTAINS(feeds_json, JSON_QUOTE(?)) ORDER BY name""")
                .params(list.source(), list.name())
                .query(String.class)
                .list();
    }

    /** Removes a list; runs that read it go on. False where it was gone. */
    @Transactional
    public boolean remove(KeptList list) {
        jdbc.sql("DELETE FROM feed_readings WHERE source = ? AND feed = ?")
                .params(list.source(), list.name())
                .update();
        return jdbc.sql("DELETE FROM kept_lists WHERE source = ? AND name = ?")
                        .params(list.source(), list.name())
                        .update()
                > 0;
    }

    private static KeptList read(ResultSet row, int n) throws SQLException {
        return new KeptList(
                row.getString("source"),
                row.getString("name"),
                row.getString("link"),
                row.getInt("size"),
                row.getString("added_by"),
                DatabaseTime.instant(row, "added_at"));
    }
}
