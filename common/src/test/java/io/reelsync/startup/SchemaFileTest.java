package io.reelsync.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** docs/schema.sql is the migrations in one file. {@code -Dreelsync.write-docs=true} writes it anew. */
class SchemaFileTest {
    private static final Path FILE = Path.of("../docs/schema.sql");
    private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");
    private static final String HEADING = """
            -- The schema of Reelsync, for databases where the services may not create tables themselves.
            -- Made from common/src/main/resources/db/migration; don't edit it here.
            --
            -- Run it once on an empty database (MySQL 8.4 or MariaDB 10.11), or on that of the video service:
            --   mysql --default-character-set=utf8mb4 reelsync < docs/schema.sql
            -- Then start every service with SPRING_FLYWAY_ENABLED=false. Of a newer version run the parts that are new.
            """;

    @BeforeAll
    static void writeWhereAsked() throws IOException {
        if (Boolean.getBoolean("reelsync.write-docs")) {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, expected());
        }
    }

    @Test
    void holdsTheMigrationsInTheirOrder() throws IOException {
        assertThat(FILE)
                .as("write it with -Dreelsync.write-docs=true")
                .exists()
                .content()
                .isEqualTo(expected());
    }

    @Test
    void makesTheSameSchemaAsTheMigrations() throws Exception {
        Migrations byHand = new Migrations();
        Migrations byStart = new Migrations();

        byHand.run(FILE);
        byStart.start();

        assertThat(byHand.columns())
                .isEqualTo(byStart.columns().stream()
                        .filter(line -> !line.startsWith("reelsync_schema_history\t"))
                        .toList());
        assertThat(byHand.indexes())
                .isEqualTo(byStart.indexes().stream()
                        .filter(line -> !line.startsWith("reelsync_schema_history\t"))
                        .toList());
    }

    private static String expected() throws IOException {
        return HEADING + migrations().stream().map(SchemaFileTest::part).collect(Collectors.joining());
    }

    private static List<Path> migrations() throws IOException {
        try (Stream<Path> files = Files.list(MIGRATIONS)) {
            return files.sorted(Comparator.comparing(SchemaFileTest::version)).toList();
        }
    }

    private static MigrationVersion version(Path migration) {
        String name = migration.getFileName().toString();
        return MigrationVersion.fromVersion(name.substring(1, name.indexOf("__")));
    }

    private static String part(Path migration) {
        try {
            return "\n-- " + migration.getFileName() + "\n\n" + Files.readString(migration);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
