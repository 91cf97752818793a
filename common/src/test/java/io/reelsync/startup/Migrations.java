package io.reelsync.startup;

import io.reelsync.outage.UnpooledDatabase;
import io.reelsync.testservers.Database;
import io.reelsync.testservers.TestServers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.support.EncodedResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ScriptUtils;

/** A database of its own, brought to our schema as a start does. */
final class Migrations {
    private final DataSource dataSource;
    final JdbcClient sql;

    Migrations() {
        this(TestServers.database());
    }

    Migrations(Database database) {
        dataSource = UnpooledDatabase.of(details(database), Duration.ofSeconds(10), Duration.ZERO);
        sql = JdbcClient.create(dataSource);
    }

    private static JdbcConnectionDetails details(Database database) {
        return new JdbcConnectionDetails() {
            @Override
            public String getUsername() {
                return database.user();
            }

            @Override
            public String getPassword() {
                return database.password();
            }

            @Override
            public String getJdbcUrl() {
                return database.url();
            }
        };
    }

    void start() {
        start("latest");
    }

    /**
     * What the services' defaults (reelsync.yaml) tell Flyway.
     *
     * @param version of the last migration, as an older version of ours had it
     */
    void start(String version) {
        Flyway flyway = Flyway.configure()
                .dataSource(dataSource)
                .table("reelsync_schema_history")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .placeholderReplacement(false)
                .target(version)
                .load();
        new SchemaMigration(dataSource).migrate(flyway);
    }

    void execute(String... statements) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            for (String one : statements) {
                statement.execute(one);
            }
        }
    }

    /** Runs a file of statements, with what stands in comments for MySQL alone. */
    void run(Path file) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            ScriptUtils.executeSqlScript(
                    connection,
                    new EncodedResource(new FileSystemResource(file), StandardCharsets.UTF_8),
                    false,
                    false,
                    "--",
                    ";",
                    "##",
                    "##");
        }
    }

    /** Table, column, type, nullability and default, parted by tabs; types and defaults as MySQL writes them. */
    List<String> columns() {
        return sql.sql("""
                        SELECT table_name, column_name, column_type, is_nullable, column_default
                        FROM information_schema.columns WHERE table_schema = DATABASE()
                        ORDER BY table_name, ordinal_position""")
                .query((row, n) -> String.join(
                        "\t",
                        row.getString(1),
                        row.getString(2),
                        type(row.getString(2), row.getString(3)),
                        row.getString(4),
                        plain(row.getString(5))))
                .list();
    }

    /** Table, index, whether it takes doubles, and columns or expressions, parted by tabs. */
    List<String> indexes() {
        return sql.sql("""
                        SELECT table_name, index_name, MAX(non_unique),
                            GROUP_CONCAT(COALESCE(column_name, '(expression)') ORDER BY seq_in_index)
                        FROM information_schema.statistics WHERE table_schema = DATABASE()
                        GROUP BY table_name, index_name ORDER BY table_name, index_name""")
                .query((row, n) ->
                        String.join("\t", row.getString(1), row.getString(2), row.getString(3), row.getString(4)))
                .list();
    }

    List<String> tables() {
        return sql.sql("""
                        SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()
                        ORDER BY table_name""").query(String.class).list();
    }

    long count(String table) {
        return sql.sql("SELECT COUNT(*) FROM " + table).query(Long.class).single();
    }

    /** MariaDB shows bigint as bigint(20) and json as longtext. */
    private static String type(String column, String type) {
        String plain = type.toLowerCase(Locale.ROOT).replaceFirst("^(bigint|int|smallint)\\(\\d+\\)", "$1");
        boolean json = plain.equals("longtext") && (column.endsWith("_json") || column.equals("subtitle_urls"));
        return json ? "json" : plain;
    }

    private static String plain(String value) {
        return value == null || value.equals("NULL") ? "-" : value.replace("'", "");
    }
}
