package io.reelsync.doctor;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The schema as it is in the database, beside what this version wants.
 *
 * @param tables in lower case
 * @param version up to which migrations were run; null where none were, or where that isn't written down
 */
record FoundSchema(Set<String> tables, @Nullable String version, String ours, SchemaSettings settings) {

    static FoundSchema in(JdbcClient jdbc, DataSource dataSource, SchemaSettings settings) {
        Set<String> tables = new TreeSet<>(jdbc.sql("""
                        SELECT LOWER(table_name) FROM information_schema.tables WHERE table_schema = DATABASE()""").query(String.class).list());
        MigrationInfoService migrations = Flyway.configure()
                .dataSource(dataSource)
                .table(settings.table())
                .load()
                .info();
        String ours = List.of(migrations.all()).stream()
                .filter(one -> !one.getState().name().startsWith("FUTURE"))
                .map(MigrationInfo::getVersion)
                .filter(Objects::nonNull)
                .max(MigrationVersion::compareTo)
                .map(MigrationVersion::getVersion)
                .orElse("0");
        MigrationInfo current = migrations.current();
        return new FoundSchema(
                tables,
                current == null || current.getVersion() == null
                        ? null
                        : current.getVersion().getVersion(),
                ours,
                settings);
    }

    /** Whether our own tables are there, whoever laid them. */
    boolean isThere() {
        return tables.contains("shedlock");
    }

    void tell(Findings findings, Rights rights) {
        List<String> missing = rights.missing(Rights.OF_ROWS);
        if (!missing.isEmpty()) {
            findings.fail("the user lacks " + String.join(", ", missing), "GRANT " + String.join(", ", missing) + on());
        } else {
            findings.ok("the user may " + String.join(", ", Rights.OF_ROWS));
        }
        if (version == null) {
            reportUnversioned(findings, rights);
            return;
        }
        int difference = MigrationVersion.fromVersion(version).compareTo(MigrationVersion.fromVersion(ours));
        if (difference > 0) {
            findings.fail(
                    "the schema is of version " + version + ", newer than ours, " + ours,
                    "start the version of Reelsync that laid it, or a newer one");
        } else if (difference == 0) {
            findings.ok("the schema is of our version, " + ours);
        } else {
            change(findings, rights, "changes the schema from version " + version + " to " + ours);
        }
    }

    private void reportUnversioned(Findings findings, Rights rights) {
        if (!isThere()) {
            change(findings, rights, "lays the schema, version " + ours);
        } else if (settings.migrates()) {
            findings.fail(
                    "the schema was laid by hand, and services would lay it again",
                    "set SPRING_FLYWAY_ENABLED=false for every service");
        } else {
            findings.ok("the schema was laid by hand; ours is version " + ours);
        }
    }

    private void change(Findings findings, Rights rights, String what) {
        List<String> missing = rights.missing(Rights.OF_TABLES);
        if (!settings.migrates()) {
            findings.fail(
                    "nobody " + what + ": SPRING_FLYWAY_ENABLED is false",
                    "have an administrator run docs/schema.sql, or what is new in it");
        } else if (missing.isEmpty()) {
            findings.ok("the first service to start " + what);
        } else {
            findings.fail(
                    "the first service to start " + what + ", for which the user lacks " + String.join(", ", missing),
                    "GRANT " + String.join(", ", missing) + on() + ", or lay it beforehand: see docs/servers.md");
        }
    }

    private static String on() {
        return " ON the database.* TO the user";
    }
}
