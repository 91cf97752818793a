package io.reelsync.startup;

import io.reelsync.outage.Outage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.springframework.boot.flyway.autoconfigure.FlywayDataSource;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.stereotype.Component;

/**
 * Brings the database to our schema, after a look at what is there: DDL can't be rolled back, so a database that isn't
 * ours is refused before anything is written. Taken are an empty one, one of ours, and one of the video service.
 */
@Component
class SchemaMigration implements FlywayMigrationStrategy {
    private static final int ANOTHER_IS_DONE_WITHIN_SECONDS = 120;

    private final DataSource dataSource;
    private final JdbcClient jdbc;

    SchemaMigration(@FlywayDataSource DataSource dataSource) {
        this.dataSource = dataSource;
        this.jdbc = JdbcClient.create(dataSource);
    }

    /** One service at a time: on an empty database those that start together would each make the first table. */
    @Override
    public void migrate(Flyway flyway) {
        SingleConnectionDataSource one = new SingleConnectionDataSource(connection(), true);
        try {
            JdbcClient locking = JdbcClient.create(one);
            int locked = locking.sql(
                            "SELECT COALESCE(GET_LOCK(CONCAT(LEFT(DATABASE(), 40), '.reelsync-schema'), ?), 0)")
                    .param(ANOTHER_IS_DONE_WITHIN_SECONDS)
                    .query(Integer.class)
                    .single();
            if (locked == 0) {
                throw new StartRefused("another service has been changing the database's schema for two minutes:"
                        + " wait until it is done, and start again");
            }
            inspectAndMigrate(flyway);
            locking.sql("SELECT RELEASE_LOCK(CONCAT(LEFT(DATABASE(), 40), '.reelsync-schema'))")
                    .query(Integer.class)
                    .optional();
        } finally {
            one.destroy();
        }
    }

    private Connection connection() {
        try {
            return dataSource.getConnection();
        } catch (SQLException noDatabase) {
            throw new CannotGetJdbcConnectionException("no connection to prepare the database with", noDatabase);
        }
    }

    private void inspectAndMigrate(Flyway flyway) {
        String history = flyway.getConfiguration().getTable();
        Map<String, Map<String, String>> found = columnsByTable();
        if (!found.isEmpty() && !found.containsKey(history)) {
            refuseWhatIsNotTheVideoService(found);
        }
        try {
            flyway.migrate();
        } catch (FlywayException failure) {
            throw new StartRefused(reason(failure), failure);
        }
    }

    /** Of Flyway's lines the one that says what is wrong. */
    private static String reason(FlywayException failure) {
        Optional<String> refusal = Outage.refusal(failure);
        if (refusal.isPresent()) {
            return "the database does not let us prepare its schema: " + refusal.get();
        }
        if (NestedExceptionUtils.getMostSpecificCause(failure) instanceof SQLException sql) {
            return "the database's schema could not be prepared: " + Outage.words(sql);
        }
        List<String> lines = Objects.requireNonNullElse(failure.getMessage(), "it can't be migrated")
                .lines()
                .filter(line -> !line.startsWith("Validate failed: "))
                .toList();
        return "the database's schema is not one that this version knows: "
                + (lines.isEmpty() ? failure.getMessage() : lines.get(0));
    }

    private void refuseWhatIsNotTheVideoService(Map<String, Map<String, String>> found) {
        Map<String, Map<String, String>> expected = videoServiceColumns();
        List<String> strange = new ArrayList<>();
        found.forEach((table, columns) -> {
            Map<String, String> known = expected.get(table);
            if (known == null) {
                strange.add("table " + table + " is unknown");
            } else {
                known.forEach((column, type) -> {
                    String actual = columns.get(column);
                    if (!type.equals(actual)) {
                        strange.add(table + "." + column + " is " + (actual == null ? "missing" : actual) + ", not "
                                + type);
                    }
                });
            }
        });
        if (!strange.isEmpty()) {
            throw new StartRefused("the database holds another schema (" + strange.get(0)
                    + (strange.size() > 1 ? " and " + (strange.size() - 1) + " more" : "")
                    + "): give us an empty database or the video service's, in REELSYNC_MYSQL_URL");
        }
        if (found.containsKey("videos")) {
            refuseDoubles();
        }
    }

    private void refuseDoubles() {
        jdbc.sql("""
                        SELECT CONCAT(source, ' ', source_id) FROM videos WHERE source IS NOT NULL
                        AND source_id IS NOT NULL GROUP BY source, source_id HAVING COUNT(*) > 1 LIMIT 1""").query(String.class).optional().ifPresent(twice -> {
            throw new StartRefused("table videos holds " + twice
                    + " more than once: delete what is double (source and source_id will be unique)");
        });
    }

    private Map<String, Map<String, String>> columnsByTable() {
        Map<String, Map<String, String>> tables = new TreeMap<>();
        jdbc.sql("""
                        SELECT table_name, column_name, column_type FROM information_schema.columns
                        WHERE table_schema = DATABASE()""").query(row -> {
            tables.computeIfAbsent(row.getString(1), table -> new HashMap<>())
                    .put(row.getString(2), plainType(row.getString(3)));
        });
        return tables;
    }

    /** Column types of the video service's tables, as our first migration creates them. */
    private static Map<String, Map<String, String>> videoServiceColumns() {
        Map<String, Map<String, String>> tables = new HashMap<>();
        String table = "";
        for (String line : firstMigration()) {
            String[] words = line.strip().split(" +", 3);
            if (line.startsWith("CREATE TABLE IF NOT EXISTS ")) {
                table = line.split(" ")[5];
                tables.put(table, new HashMap<>());
            } else if (line.startsWith("  ")
                    && words.length > 1
                    && !Set.of("PRIMARY", "UNIQUE", "KEY", "/*!80017").contains(words[0])) {
                Objects.requireNonNull(tables.get(table)).put(words[0], plainType(words[1]));
            }
        }
        return tables;
    }

    private static List<String> firstMigration() {
        String name = "/db/migration/V1__video_service.sql";
        try (BufferedReader file = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(SchemaMigration.class.getResourceAsStream(name), name),
                StandardCharsets.UTF_8))) {
            return file.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Servers write the same type differently: bigint(20), and longtext for json on MariaDB. */
    private static String plainType(String type) {
        String plain = type.toLowerCase(Locale.ROOT);
        plain = plain.equals("json") ? "longtext" : plain;
        return plain.matches("(bigint|int|smallint)\\(\\d+\\)") ? plain.substring(0, plain.indexOf('(')) : plain;
    }
}
