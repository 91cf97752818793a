package io.reelsync.doctor;

import io.reelsync.outage.UnpooledDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Looks at the database with a connection as the services' own: its settings, our rights, and whether it takes writes. */
final class DatabaseCheck implements Check {
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

    private final JdbcConnectionDetails details;
    private final SchemaSettings schema;
    private final Clock clock;

    DatabaseCheck(JdbcConnectionDetails details, SchemaSettings schema, Clock clock) {
        this.details = details;
        this.schema = schema;
        this.clock = clock;
    }

    @Override
    public String server() {
        return "database";
    }

    @Override
    public String cure() {
        return "start it at " + address() + " and make the database and its user there, or correct REELSYNC_MYSQL_URL,"
                + " _USER and _PASSWORD";
    }

    private String address() {
        return SecretMask.address(details.getJdbcUrl());
    }

    @Override
    public void look(Findings findings) throws SQLException {
        try (Connection connection =
                UnpooledDatabase.of(details, CONNECT_WITHIN, ANSWER_WITHIN).getConnection()) {
            SingleConnectionDataSource one = new SingleConnectionDataSource(connection, true);
            JdbcClient jdbc = JdbcClient.create(one);
            Map<String, String> variables = pairs(jdbc, "SHOW VARIABLES");
            checkConnection(findings, jdbc, variables);
            checkVariables(findings, jdbc, variables);
            checkClock(findings, jdbc);
            Rights rights = rights(jdbc);
            FoundSchema found = FoundSchema.in(jdbc, one, schema);
            found.tell(findings, rights);
            new WriteProbe(jdbc, found.isThere(), rights).tell(findings);
        }
    }

    private void checkConnection(Findings findings, JdbcClient jdbc, Map<String, String> variables) {
        Map<String, String> tls = pairs(jdbc, "SHOW STATUS LIKE 'Ssl\\_%'");
        String cipher = tls.getOrDefault("ssl_cipher", "");
        findings.ok("answers at " + address()
                + (cipher.isEmpty()
                        ? ", without TLS"
                        : ", over " + tls.get("ssl_version") + ", its certificate is good until "
                                + tls.getOrDefault("ssl_server_not_after", "?")));
        findings.ok("version " + variables.get("version") + " (" + variables.get("version_comment") + ")");
    }

    private static void checkVariables(Findings findings, JdbcClient jdbc, Map<String, String> variables) {
        String format = variables.getOrDefault("binlog_format", "");
        if (format.equals("STATEMENT") && variables.getOrDefault("log_bin", "").equals("ON")) {
            findings.fail(
                    "binlog_format is STATEMENT, which refuses writes under READ COMMITTED",
                    "SET GLOBAL binlog_format = 'ROW', and in the server's configuration");
        } else {
            findings.ok("binlog_format " + (format.isEmpty() ? "is not told" : format));
        }
        String charset = jdbc.sql("""
                        SELECT CONCAT(default_character_set_name, ' ', default_collation_name)
                        FROM information_schema.schemata WHERE schema_name = DATABASE()""").query(String.class).optional().orElse("unknown");
        if (charset.startsWith("utf8mb4")) {
            findings.ok("character set and collation " + charset);
        } else {
            findings.warn(
                    "character set and collation " + charset + "; our tables are utf8mb4 all the same",
                    "ALTER DATABASE name CHARACTER SET utf8mb4");
        }
        findings.ok("time zone " + variables.get("time_zone") + " (" + variables.get("system_time_zone")
                + "): any will do");
    }

    private void checkClock(Findings findings, JdbcClient jdbc) {
        Instant before = clock.instant();
        Instant there = jdbc.sql("SELECT DATE_FORMAT(UTC_TIMESTAMP(6), '%Y-%m-%dT%H:%i:%s.%f')")
                .query(String.class)
                .single()
                .transform(time -> LocalDateTime.parse(time).toInstant(ZoneOffset.UTC));
        Clocks.compare(findings, clock, before, there);
    }

    /** With those of the roles that are in force. */
    private static Rights rights(JdbcClient jdbc) {
        List<String> grants =
                new ArrayList<>(jdbc.sql("SHOW GRANTS").query(String.class).list());
        String roles = jdbc.sql("SELECT COALESCE(CURRENT_ROLE(), 'NONE')")
                .query(String.class)
                .single();
        if (roles.contains("@")) {
            grants.addAll(jdbc.sql("SHOW GRANTS FOR CURRENT_USER() USING " + roles)
                    .query(String.class)
                    .list());
        }
        return Rights.of(
                grants, jdbc.sql("SELECT DATABASE()").query(String.class).single());
    }

    private static Map<String, String> pairs(JdbcClient jdbc, String question) {
        Map<String, String> pairs = new HashMap<>();
        jdbc.sql(question).query(row -> {
            pairs.put(row.getString(1).toLowerCase(Locale.ROOT), String.valueOf(row.getString(2)));
        });
        return pairs;
    }
}
