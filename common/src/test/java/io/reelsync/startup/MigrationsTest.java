package io.reelsync.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.reelsync.catalog.VideoField;
import io.reelsync.servers.DatabaseServer;
import io.reelsync.statement.FieldValues;
import io.reelsync.testservers.Database;
import io.reelsync.testservers.TestServers;
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
            "videos.source_text_id",
            "videos.source_key",
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
            "videos.row_changed_at",
            "videos.corrections_json",
            "videos.title_full",
            "videos.original_title_full",
            "videos.description_full",
            "videos.cover_url_full",
            "users.reelsync_role",
            "users.reelsync_disabled_at",
            "user_tokens.reelsync_family",
            "user_tokens.reelsync_replaced_at");

    private static final List<String> OUR_INDEXES = List.of(
            "user_favorites\tidx_user_favorites_reelsync_video\t1\tvideo_id,user_id",
            "user_tokens\tidx_user_tokens_reelsync_expires\t1\texpires_at",
            "user_tokens\tidx_user_tokens_reelsync_family\t1\treelsync_family,is_active",
            "user_watch_progress\tidx_user_watch_progress_reelsync_video\t1\tvideo_id",
            "users\tidx_users_reelsync_role\t1\treelsync_role",
            "videos\tidx_videos_by_created\t1\tcreated_at,id,year,type,score",
            "videos\tidx_videos_by_release\t1\trelease_date,id,year,type,score",
            "videos\tidx_videos_by_score\t1\tscore,id,year,type",
            "videos\tidx_videos_by_updated\t1\tupdated_at,id,year,type,score",
            "videos\tidx_videos_by_year\t1\tyear,type,score",
            "videos\tidx_videos_row_changed\t1\trow_changed_at",
            "videos\tidx_videos_source\t1\tsource,source_id",
            "videos\tidx_videos_source_key\t0\tsource,source_key");

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
                        .filter(line -> !OUR_INDEXES.contains(line)))
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
        try (DatabaseServer server = TestServers.privateDatabase()) {
            Migrations abroad = new Migrations(new Database(server.url(), server.user(), server.password()));
            abroad.start("8");
            abroad.execute(
                    "SET GLOBAL time_zone = '-05:00'",
                    "SET time_zone = @@GLOBAL.time_zone",
                    "INSERT INTO shedlock VALUES"
                            + " ('dispatch', '2026-03-08 02:30:00.123', '2026-03-08 02:29:50.456', 'a host')");

            abroad.start();

            assertThat(abroad.sql
                            .sql("SELECT CONCAT_WS(' ', lock_until, locked_at) FROM shedlock")
                            .query(String.class)
                            .single())
                    .isEqualTo("2026-03-08 02:30:00.123 2026-03-08 02:29:50.456");
        }
    }

    @Test
    void feedsOfRunsOfOneSourceKnowTheirSource() throws Exception {
        database.start("24");
        database.execute(
                "INSERT INTO sync_runs (id, source, trigger_kind, trace_id, state, requested_at) VALUES"
                        + " (1, 'douban', 'REQUESTED', 't', 'RUNNING', UTC_TIMESTAMP(3)),"
                        + " (2, 'tmdb', 'REQUESTED', 't', 'RUNNING', UTC_TIMESTAMP(3))",
                "INSERT INTO sync_run_feeds (run_id, feed, state, wanted, due_at) VALUES"
                        + " (1, 'movies', 'OUTSTANDING', 80, UTC_TIMESTAMP(3)),"
                        + " (1, 'tv', 'READ', 80, UTC_TIMESTAMP(3)),"
                        + " (2, 'popular', 'OUTSTANDING', 80, UTC_TIMESTAMP(3)),"
                        + " (3, 'popular', 'READ', 80, UTC_TIMESTAMP(3))");

        database.start();

        assertThat(rows("SELECT CONCAT_WS(' ', run_id, source, feed) FROM sync_run_feeds ORDER BY run_id, feed"))
                .containsExactly("1 douban movies", "1 douban tv", "2 tmdb popular", "3  popular");
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

    @Test
    void disagreementsComeOverAsCrossChecks() throws Exception {
        database.start("14");
        database.execute("INSERT INTO witness_disagreements"
                + " (source, source_id, field, witness, stored_value, witness_value, seen_at)"
                + " VALUES ('douban', 9, 'tags', 'JSON_LD', '[a]', '[b]', '2026-11-01')");

        database.start();

        assertThat(rows("SELECT CONCAT_WS(' ', source_id, field, cross_check, stored_value, other_value, seen_at)"
                        + " FROM cross_check_disagreements"))
                .containsExactly("9 tags JSON_LD [a] [b] 2026-11-01 00:00:00.000");
    }

    @Test
    void numbersOfTheVersionBeforeBecomeIdsWhereverTheyStand() throws Exception {
        database.start("15");
        database.execute(
                "INSERT INTO videos (id, source, source_id, title) VALUES (1, 'douban', 1292052, 'a'),"
                        + " (2, 'douban', 9, 'b'), (3, NULL, NULL, 'c'), (4, NULL, NULL, 'd'), (5, 'imdb', 9, 'e')",
                "INSERT INTO subjects (source, source_id, state, priority, due_at, lease, lease_until, run_id,"
                        + " merged_into, first_seen_at) VALUES"
                        + " ('douban', 1292052, 'LEASED', 2, UTC_TIMESTAMP(3), 77, UTC_TIMESTAMP(3), 1, NULL, UTC_TIMESTAMP(3)),"
                        + " ('douban', 9, 'GONE', 3, NULL, NULL, NULL, NULL, 1292052, UTC_TIMESTAMP(3)),"
                        + " ('douban', 999999999999999999, 'WAITING', 2, UTC_TIMESTAMP(3), NULL, NULL, 1, NULL, UTC_TIMESTAMP(3))",
                "INSERT INTO sync_runs (id, source, trigger_kind, trace_id, state, active_key, requested_at)"
                        + " VALUES (1, 'douban', 'REQUESTED', 't', 'RUNNING', 'douban:movies', UTC_TIMESTAMP(3))",
                "INSERT INTO sync_run_feeds (run_id, feed, state, wanted, position, next_cursor, pages, due_at)"
                        + " VALUES (1, 'movies', 'OUTSTANDING', 80, 40, '40', 1, UTC_TIMESTAMP(3))",
                "INSERT INTO sync_run_items (run_id, source, source_id, state, updated_at) VALUES"
                        + " (1, 'douban', 1292052, 'OUTSTANDING', UTC_TIMESTAMP(3)), (1, 'douban', 9, 'GONE', UTC_TIMESTAMP(3))",
                "INSERT INTO quarantined_answers (id, source, source_id, route, reason, quarantined_at)"
                        + " VALUES (1, 'douban', 9, 'page', 'SUDDEN_LOSS', UTC_TIMESTAMP(3))",
                "INSERT INTO cross_check_disagreements (source, source_id, field, cross_check, seen_at)"
                        + " VALUES ('douban', 9, 'title', 'JSON_LD', UTC_TIMESTAMP(3))",
                "INSERT INTO raw_pages (source, source_id, route, address, body, size, fetched_at)"
                        + " VALUES ('douban', 9, 'page', 'a', 'b', 1, UTC_TIMESTAMP(3))");

        database.start();

        assertThat(rows("SELECT CONCAT_WS(' ', id, source_id, source_key, source_text_id) FROM videos ORDER BY id"))
                .containsExactly("1 1292052 1292052", "2 9 9", "3", "4", "5 9 9");
        assertThat(rows("SELECT CONCAT_WS(' ', source_id, state, lease, merged_into) FROM subjects ORDER BY source_id"))
                .containsExactly("1292052 LEASED 77", "9 GONE 1292052", "999999999999999999 WAITING");
        assertThat(rows("SELECT CONCAT_WS(' ', source_id, state) FROM sync_run_items ORDER BY source_id"))
                .containsExactly("1292052 OUTSTANDING", "9 GONE");
        assertThat(rows("SELECT CONCAT_WS(' ', feed, state, position, next_cursor) FROM sync_run_feeds"))
                .containsExactly("movies OUTSTANDING 40 40");
        for (String table : List.of("quarantined_answers", "cross_check_disagreements", "raw_pages")) {
            assertThat(rows("SELECT source_id FROM " + table)).containsExactly("9");
        }
        assertThat(rows("SELECT CONCAT_WS(' ', s.source_id, v.title) FROM subjects s"
                        + " JOIN videos v ON v.source = s.source AND v.source_key = s.source_id ORDER BY v.id"))
                .containsExactly("1292052 a", "9 b");
    }

    @Test
    void eachRowOfTheVersionBeforeIsWhatItsSourceSaidFieldByField() throws Exception {
        database.start("18");
        database.execute(
                "INSERT INTO videos (id, source, source_id, source_text_id, type, title, title_full, original_title, year,"
                        + " release_date, release_date_precision, release_dates_json, director_json, directors_full_json,"
                        + " writers_json, actors_json, tags_json, country_json, languages_json, aka_json, runtime,"
                        + " runtimes_json, episode_count, episodes_out, season, episode_runtime, imdb_id, score, votes,"
                        + " rating_distribution_json, description, cover_url, is_completed, is_update, updated_at) VALUES"
                        + " (1, 'douban', 7, NULL, 'tv', 'cut', 'whole «title» \"quoted\" 长桥', '原名', 2011, '2011-05-01',"
                        + " 'MONTH', '[{\"date\": \"2011-05\", \"place\": null}]', '[\"A\"]', '[\"A whole\"]', '[\"编剧\"]',"
                        + " '[\"One\", \"二\"]', '[]', '[\"中国大陆\"]', '[\"汉语\"]', '[\"x \\\\\"y\\\\\"\"]', 117, '[\"117分钟\"]',"
                        + " 24, 12, 2, 45, 'tt0000001', 8.0, 99, '[50.5, 30.0, 10.0, 9.5, 0.0]', 'line\\nline',"
                        + " 'https://img.example/a.jpg', 0, 1, '2026-11-01 08:00:00.123'),"
                        + " (2, 'tmdb', 603, 'movie/603', 'movie', 'b', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,"
                        + " NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,"
                        + " NULL, 1, 0, NULL)",
                "INSERT INTO videos (id, source, source_id, title) VALUES (3, NULL, 9, 'c'), (4, 'IQIYI', 9, 'd'),"
                        + " (5, 'douban', NULL, 'e')",
                "INSERT INTO subjects (source, source_id, state, priority, route, run_id, first_seen_at)"
                        + " VALUES ('douban', '7', 'WAITING', 3, 'page', 77, UTC_TIMESTAMP(3))");

        database.start();

        assertThat(rows("SELECT CONCAT_WS(' ', source, source_id, video_id, route, run_id) FROM statements"
                        + " ORDER BY source"))
                .containsExactly("douban 7 1 page 77", "tmdb movie/603 2");
        assertThat(rows("SELECT CONCAT(told_at) FROM statements WHERE video_id = 1"))
                .containsExactly("2026-11-01 08:00:00.123");
        for (long id : List.of(1L, 2L)) {
            FieldValues stored = database.sql
                    .sql("SELECT * FROM videos WHERE id = ?")
                    .param(id)
                    .query((row, n) -> FieldValues.read(row))
                    .single();
            String facts = rows("SELECT facts_json FROM statements WHERE video_id = " + id)
                    .get(0);
            assertThat(stored.changesTo(FieldValues.of(facts))).isEmpty();
            assertThat(stored.has(VideoField.TITLE)).isTrue();
        }
    }

    @Test
    void titlesOfTwoKindsMayShareANumberAndIdsDifferByCase() throws Exception {
        database.start();
        database.execute(
                "INSERT INTO videos (id, source, source_id, source_text_id) VALUES (1, 'other', 603, 'movie/603'),"
                        + " (2, 'other', 603, 'tv/603'), (3, 'other', NULL, 'tt01'), (4, 'other', NULL, 'TT01')");

        assertThat(rows("SELECT source_key FROM videos ORDER BY id"))
                .containsExactly("movie/603", "tv/603", "tt01", "TT01");
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(
                        () -> database.execute(
                                "INSERT INTO videos (id, source, source_id, source_text_id) VALUES (5, 'other', 604, 'tv/603')"))
                .withMessageContaining("idx_videos_source_key");
    }

    /** As the video service writes it, and workers of the version before. */
    @Test
    void aRowOfOneWhoKnowsNumbersAloneHasItsKeyToo() throws Exception {
        database.start();
        insertVideo(1);
        database.execute("INSERT INTO videos (id, source) VALUES (2, 'douban')");
        assertThat(rows("SELECT source_key FROM videos WHERE id = 1")).containsExactly("5");

        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> database.execute("UPDATE videos SET source_id = 5 WHERE id = 2"));
        database.execute("UPDATE videos SET source_id = 6 WHERE id = 2");

        assertThat(rows("SELECT source_key FROM videos WHERE id = 2")).containsExactly("6");
        database.execute("DELETE FROM videos WHERE id = 1");
        insertVideo(3);
    }

    /** Services are replaced one after the other. */
    @Test
    void statementsOfTheVersionBeforeStillFindTheirRows() throws Exception {
        database.start();
        database.execute(
                "INSERT INTO subjects (source, source_id, state, priority, first_seen_at) VALUES"
                        + " ('douban', 9, 'WAITING', 3, UTC_TIMESTAMP(3)), ('douban', 1292052, 'WAITING', 3, UTC_TIMESTAMP(3)),"
                        + " ('other', 'movie/9', 'WAITING', 3, UTC_TIMESTAMP(3))",
                "INSERT INTO videos (id, source, source_id) VALUES (1, 'douban', 9), (2, 'douban', 1292052)",
                "UPDATE subjects SET state = 'LEASED' WHERE source = 'douban' AND source_id = 9",
                "UPDATE subjects SET lease = 1 WHERE source = 'douban' AND source_id IN (9, 1292052)",
                "UPDATE subjects SET merged_into = 1292052 WHERE source = 'douban' AND source_id = 9");

        assertThat(rows("SELECT CONCAT_WS(' ', v.id, s.source_id, s.state, s.lease, s.merged_into) FROM subjects s"
                        + " JOIN videos v ON v.source = s.source AND v.source_id = s.source_id ORDER BY v.id"))
                .containsExactly("1 9 LEASED 1 1292052", "2 1292052 WAITING 1");
    }

    /** Columns of two collations would be joined without an index. */
    @Test
    void titlesAreFoundByTheirKeysInJoins() throws Exception {
        database.start();
        for (int id = 1; id <= 100; id++) {
            database.execute(
                    "INSERT INTO videos (id, source, source_id) VALUES (" + id + ", 'douban', " + id + ")",
                    "INSERT INTO subjects (source, source_id, state, priority, first_seen_at)" + " VALUES ('douban', "
                            + id + ", 'WAITING', 3, UTC_TIMESTAMP(3))");
        }
        database.execute("ANALYZE TABLE videos, subjects");

        assertThat(keys("SELECT v.title FROM subjects s LEFT JOIN videos v"
                        + " ON v.source = s.source AND v.source_key = s.source_id WHERE s.state = 'DEAD'"))
                .contains("v idx_videos_source_key");
        assertThat(keys("SELECT s.state FROM videos v LEFT JOIN subjects s"
                        + " ON s.source = v.source AND s.source_id = v.source_key WHERE v.id < 3"))
                .contains("s PRIMARY");
        assertThat(keys("SELECT v.id FROM videos v WHERE v.source = 'douban' AND v.source_id = 7"))
                .containsExactly("v idx_videos_source");
    }

    private List<String> rows(String query) {
        return database.sql.sql(query).query(String.class).list();
    }

    /** Each table of a query with the index by which its rows are found. */
    private List<String> keys(String query) {
        return database.sql
                .sql("EXPLAIN FORMAT=TRADITIONAL " + query)
                .query((row, n) -> row.getString("table") + " " + row.getString("key"))
                .list();
    }

    @Test
    void pausesAndSuspicionsThatStandComeOverWithTheirProbes() throws Exception {
        database.start("15");
        database.execute(
                "INSERT INTO source_pauses (source, route, paused_until, reason, detail, refusals, pace, answered_at,"
                        + " probe_until, updated_at) VALUES"
                        + " ('one', '', '2031-01-01 00:00:00.123', 'THROTTLED', 'status 429', 3, 2, NULL, NULL,"
                        + " '2030-12-31'),"
                        + " ('one', 'page', '2031-01-01', 'CHALLENGED', NULL, 1, 4, NULL, '2031-01-01 00:00:45',"
                        + " '2030-12-31'),"
                        + " ('two', '', '2020-01-01', 'UNAVAILABLE', 'errors', 2, 2, '2020-01-01 00:01:00', NULL,"
                        + " '2019-12-31')",
                "INSERT INTO structure_suspects (source, kind, since, next_trial_at, trials, reason, detail) VALUES"
                        + " ('one', '*', '2030-12-30', '2030-12-31', 0, 'NO_STRUCTURE', 'no block of facts'),"
                        + " ('one', 'tv', '2030-12-30', '2030-12-31', 4, 'TOO_FEW_LABELS', NULL)");

        database.start();

        assertThat(database.sql.sql("""
                        SELECT CONCAT_WS(' ', source, scope, name, tripped_at, blocked_until, COALESCE(probe_until, '-'),
                            COALESCE(reset_at, '-'), reason, COALESCE(detail, '-'), trips, pace)
                        FROM circuit_breakers ORDER BY source, scope, name""").query(String.class).list())
                .containsExactly(
                        "one KIND * 2030-12-30 00:00:00.000 2030-12-31 00:00:00.000 - - NO_STRUCTURE no block of facts"
                                + " 1 8",
                        "one KIND tv 2030-12-30 00:00:00.000 2030-12-31 00:00:00.000 - - TOO_FEW_LABELS - 4 8",
                        "one ROUTE page 2030-12-31 00:00:00.000 2031-01-01 00:00:00.000 2031-01-01 00:00:45.000 -"
                                + " CHALLENGED - 1 4",
                        "one SOURCE  2030-12-31 00:00:00.000 2031-01-01 00:00:00.123 - - THROTTLED status 429 3 2",
                        "two SOURCE  2019-12-31 00:00:00.000 2020-01-01 00:00:00.000 - 2020-01-01 00:01:00.000"
                                + " UNAVAILABLE errors 2 2");
        assertThat(database.count("source_pauses"))
                .as("for those that know no other")
                .isEqualTo(3);
        assertThat(database.count("structure_suspects")).isEqualTo(2);
    }

    /** But for two, of moments that the server writes itself: a timestamp is the same moment in every zone. */
    @Test
    void noColumnDependsOnAZone() {
        database.start();

        assertThat(database.columns())
                .filteredOn(line -> line.split("\t")[2].startsWith("timestamp"))
                .allMatch(line ->
                        line.startsWith("reelsync_schema_history\t") || line.startsWith("videos\trow_changed_at\t"));
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
