package io.reelsync.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.reelsync.catalog.VideoField;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;

class MigrationsTest {
    /** What we add to the video service's tables; all else in them is theirs. */
    private static final Set<String> OUR_COLUMNS = Set.of(
            "videos.original_title",
            "videos.year",
            "videos.release_date_precision",
            "videos.release_dates_json",
            "videos.writers_json",
            "videos.languages_json",
            "videos.aka_json",
            "videos.runtimes_json",
            "videos.directors_full_json",
            "videos.actors_full_json",
            "videos.countries_full_json",
            "videos.tags_full_json",
            "videos.season",
            "videos.episode_runtime",
            "videos.episodes_out",
            "videos.votes",
            "videos.rating_distribution_json",
            "videos.names_text",
            "videos.title_full",
            "videos.original_title_full",
            "videos.description_full",
            "videos.cover_url_full",
            "users.reelsync_role",
            "users.reelsync_disabled_at",
            "user_tokens.reelsync_family",
            "user_tokens.reelsync_replaced_at");

    private static final List<String> OUR_INDEXES = List.of(
            "user_tokens\tidx_user_tokens_reelsync_expires\t1\texpires_at",
            "user_tokens\tidx_user_tokens_reelsync_family\t1\treelsync_family,is_active",
            "users\tidx_users_reelsync_role\t1\treelsync_role",
            "videos\tidx_videos_by_created\t1\tcreated_at,id,year,type,score",
            "videos\tidx_videos_by_release\t1\trelease_date,id,year,type,score",
            "videos\tidx_videos_by_score\t1\tscore,id,year,type",
            "videos\tidx_videos_by_updated\t1\tupdated_at,id,year,type,score",
            "videos\tidx_videos_by_year\t1\tyear,type,score",
            "videos\tidx_videos_source\t0\tsource,source_id");

    /** Of n-grams, which MariaDB has not. */
    private static final String OUR_INDEX_ON_MYSQL = "videos\tidx_videos_names\t1\tnames_text";

    private final List<String> columns = lines("video-service-columns.tsv");
    private final List<String> indexes = lines("video-service-indexes.tsv");
    private final Set<String> tables =
            columns.stream().map(line -> line.split("\t")[0]).collect(Collectors.toSet());
    private final Migrations database = new Migrations();

    @Test
    void emptyDatabaseGetsTheVideoServicesTablesToTheLetter() {
        database.start();

        assertThat(tables).hasSize(9);
        assertThat(database.tables()).containsAll(tables);
        assertThat(database.columns().stream()
                        .filter(line -> tables.contains(line.split("\t")[0]))
                        .filter(line -> !OUR_COLUMNS.contains(line.split("\t")[0] + "." + line.split("\t")[1])))
                .containsExactlyInAnyOrderElementsOf(columns);
        assertThat(database.indexes().stream()
                        .filter(line -> tables.contains(line.split("\t")[0]))
                        .filter(line -> !OUR_INDEXES.contains(line) && !OUR_INDEX_ON_MYSQL.equals(line)))
                .containsExactlyInAnyOrderElementsOf(indexesOfThisServer());
        assertThat(database.indexes()).containsAll(OUR_INDEXES);
    }

    @Test
    void videosHaveTheColumnsOfEveryField() {
        database.start();
        Set<String> there = database.columns().stream()
                .map(line -> line.split("\t"))
                .filter(column -> column[0].equals("videos"))
                .map(column -> column[1])
                .collect(Collectors.toSet());

        assertThat(Arrays.stream(VideoField.values())
                        .flatMap(field -> field.columns().stream())
                        .filter(column -> !there.contains(column)))
                .as("columns of fields that no migration adds")
                .isEmpty();
    }

    @Test
    void secondStartChangesNothing() {
        database.start();
        List<String> columnsBefore = database.columns();
        List<String> indexesBefore = database.indexes();
        long migrations = database.count("reelsync_schema_history");

        database.start();

        assertThat(database.columns()).isEqualTo(columnsBefore);
        assertThat(database.indexes()).isEqualTo(indexesBefore);
        assertThat(database.count("reelsync_schema_history")).isEqualTo(migrations);
    }

    @Test
    void videoServicesOwnDatabaseIsTakenOverWithItsRows() throws Exception {
        createVideoService();
        database.execute(
                "INSERT INTO videos (id, source, source_id, title, actors_json) VALUES (7, 'douban', 1, '旧片', '[\"张\"]')",
                "INSERT INTO videos (id, title) VALUES (8, 'without a source'), (9, 'another')",
                "INSERT INTO users (username, password) VALUES ('someone', 'hash')");

        database.start();

        assertThat(database.sql
                        .sql(
                                "SELECT CONCAT(id, ' ', title, ' ', JSON_EXTRACT(actors_json, '$[0]')) FROM videos WHERE id = 7")
                        .query(String.class)
                        .single())
                .isEqualTo("7 旧片 \"张\"");
        assertThat(database.count("videos")).isEqualTo(3);
        assertThat(database.count("users")).isEqualTo(1);
        assertThat(database.tables()).contains("subjects", "sync_runs", "user_watch_progress");
        assertThat(database.columns()).containsAll(columns);
    }

    @Test
    void databaseWithAnotherSchemaIsRefusedInOneLineAndLeftAsItIs() throws Exception {
        database.execute("CREATE TABLE orders (id int PRIMARY KEY)", "CREATE TABLE customers (id int PRIMARY KEY)");

        assertThatExceptionOfType(StartRefused.class)
                .isThrownBy(database::start)
                .withMessage("the database holds another schema (table customers is unknown and 1 more): give us an"
                        + " empty database or the video service's, in REELSYNC_MYSQL_URL");

        assertThat(database.tables()).containsExactly("customers", "orders");
    }

    @Test
    void tableOfTheSameNameWithOtherColumnsIsRefused() throws Exception {
        database.execute("CREATE TABLE filter_info (id int PRIMARY KEY, name varchar(255), type varchar(255),"
                + " country varchar(255), year varchar(255))");

        assertThatExceptionOfType(StartRefused.class)
                .isThrownBy(database::start)
                .withMessageContaining("filter_info.")
                .withMessageContaining(" and 1 more)");

        assertThat(database.tables()).containsExactly("filter_info");
    }

    @Test
    void doubledSubjectsInTheVideoServicesTableAreRefusedBeforeAnythingIsWritten() throws Exception {
        createVideoService();
        database.execute("INSERT INTO videos (id, source, source_id) VALUES (1, 'douban', 5), (2, 'douban', 5)");
        List<String> before = database.tables();

        assertThatExceptionOfType(StartRefused.class)
                .isThrownBy(database::start)
                .withMessage("table videos holds douban 5 more than once: delete what is double (source and source_id"
                        + " will be unique)");

        assertThat(database.tables()).isEqualTo(before);
    }

    @Test
    void refusesASecondRowOfASubject() {
        database.start();
        insertVideo(1);

        assertThatExceptionOfType(DuplicateKeyException.class).isThrownBy(() -> insertVideo(2));
    }

    @Test
    void timesThatSessionsOfTheServersOwnZoneWroteComeOverToTheDigit() throws Exception {
        database.start("8");
        String zone = database.sql
                .sql("SELECT @@GLOBAL.time_zone")
                .query(String.class)
                .single();
        database.execute("SET GLOBAL time_zone = '-05:00'");
        try {
            database.execute(
                    "SET time_zone = @@GLOBAL.time_zone",
                    "INSERT INTO shedlock VALUES"
                            + " ('dispatch', '2026-03-08 02:30:00.123', '2026-03-08 02:29:50.456', 'a host')");

            database.start();
        } finally {
            database.execute("SET GLOBAL time_zone = '" + zone + "'");
        }

        assertThat(database.sql
                        .sql("SELECT CONCAT_WS(' ', lock_until, locked_at) FROM shedlock")
                        .query(String.class)
                        .single())
                .isEqualTo("2026-03-08 02:30:00.123 2026-03-08 02:29:50.456");
    }

    @Test
    void feedsThatAreHalfReadGoOnWhereTheyWere() throws Exception {
        database.start("12");
        database.execute("INSERT INTO sync_run_feeds (run_id, feed, state, wanted, position, due_at) VALUES"
                + " (1, 'movies', 'OUTSTANDING', 80, 40, UTC_TIMESTAMP(3)),"
                + " (1, 'tv', 'OUTSTANDING', 80, 0, UTC_TIMESTAMP(3)),"
                + " (2, 'movies', 'READ', 80, 80, UTC_TIMESTAMP(3))");

        database.start();

        assertThat(database.sql
                        .sql("SELECT CONCAT_WS(' ', run_id, feed, position, COALESCE(next_cursor, 'first'), pages)"
                                + " FROM sync_run_feeds ORDER BY run_id, feed")
                        .query(String.class)
                        .list())
                .containsExactly("1 movies 40 40 0", "1 tv 0 first 0", "2 movies 80 first 0");
    }

    /** Flyway's own history has one, of moments that the server writes itself. */
    @Test
    void noColumnDependsOnAZone() {
        database.start();

        assertThat(database.columns())
                .filteredOn(line -> line.split("\t")[2].startsWith("timestamp"))
                .allMatch(line -> line.startsWith("reelsync_schema_history\t"));
    }

    private void insertVideo(long id) {
        database.sql
                .sql("INSERT INTO videos (id, source, source_id) VALUES (?, 'douban', 5)")
                .param(id)
                .update();
    }

    /** MySQL has indexes over expressions; MariaDB has none. */
    private List<String> indexesOfThisServer() {
        boolean mariaDb = database.sql
                .sql("SELECT VERSION()")
                .query(String.class)
                .single()
                .contains("MariaDB");
        return indexes.stream()
                .filter(line -> !mariaDb || !line.endsWith("(expression)"))
                .toList();
    }

    /** The tables as that service makes them: it documents user_watch_progress and has none. */
    private void createVideoService() throws SQLException {
        Map<String, List<String>> parts = new LinkedHashMap<>();
        columns.stream()
                .map(line -> line.split("\t"))
                .filter(column -> !column[0].equals("user_watch_progress"))
                .forEach(column -> parts.computeIfAbsent(column[0], table -> new ArrayList<>())
                        .add(column[1] + " " + column[2] + (column[3].equals("NO") ? " NOT NULL" : "")
                                + (column[1].equals("id") && !column[0].equals("videos")
                                        ? " AUTO_INCREMENT PRIMARY KEY"
                                        : column[1].equals("id") ? " PRIMARY KEY" : "")
                                + (column[4].equals("-") ? "" : " DEFAULT '" + column[4] + "'")));
        for (Map.Entry<String, List<String>> table : parts.entrySet()) {
            database.execute("CREATE TABLE " + table.getKey() + " (" + String.join(", ", table.getValue()) + ")");
        }
        for (String line : indexes) {
            String[] index = line.split("\t");
            if (!index[1].equals("PRIMARY") && !index[3].equals("(expression)") && parts.containsKey(index[0])) {
                database.execute("CREATE " + (index[2].equals("0") ? "UNIQUE " : "") + "INDEX " + index[1] + " ON "
                        + index[0] + " (" + index[3] + ")");
            }
        }
    }

    private static List<String> lines(String resource) {
        try (InputStream file = Objects.requireNonNull(MigrationsTest.class.getResourceAsStream(resource), resource)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
