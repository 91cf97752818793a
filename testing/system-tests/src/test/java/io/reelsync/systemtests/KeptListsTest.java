package io.reelsync.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.run.RunProgress;
import io.reelsync.run.RunState;
import io.reelsync.samplesite.control.LoggedRequest;
import io.reelsync.samplesite.control.Misbehaviour;
import io.reelsync.terminal.TerminalCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole way of a list that somebody keeps: added by its link, read by services that were there before, removed. */
class KeptListsTest {
    private static Cluster cluster;
    private static Map<String, String> environment;
    private String told = "";
    private String refused = "";

    @BeforeAll
    static void start() {
        cluster = new Cluster().with("reelsync.catalog.retry.attempts", 2);
        environment = Map.of("REELSYNC_URL", cluster.gateway(), "REELSYNC_PASSWORD", Cluster.ADMIN_PASSWORD);
        cluster.scheduler();
        cluster.worker();
    }

    @AfterAll
    static void close() throws Exception {
        cluster.close();
    }

    @Test
    void readsACollectionThatWasAddedByItsLink() {
        assertThat(run("feeds", "--add", "https://m.douban.com/subject_collection/movie_top250", "--size", "70"))
                .isZero();
        assertThat(told).contains("is kept as movie-top250");
        assertThat(run("feeds")).isZero();
        assertThat(told)
                .containsPattern("douban +movies +80")
                .containsPattern("douban +movie-top250 +70 +https://m.douban.com/subject_collection/movie_top250");

        RunProgress end = sync("movie-top250");

        assertThat(end.run().state()).isEqualTo(RunState.COMPLETED);
        assertThat(end.feeds()).containsExactly("movie-top250");
        assertThat(end.listed()).isEqualTo(70);
        assertThat(stored(end)).isEqualTo(70);
        assertThat(cluster.site.requests())
                .extracting(LoggedRequest::path)
                .contains(
                        "/rexxar/api/v2/subject_collection/movie_top250/items?start=0&count=50",
                        "/rexxar/api/v2/subject_collection/movie_top250/items?start=50&count=20");
        assertThat(run("feeds", "--remove", "movie-top250")).isZero();
        assertThat(run("sync", "movie-top250")).isEqualTo(2);
        assertThat(run("feeds", "--remove", "movies")).isEqualTo(2);
        assertThat(refused).hasLineCount(1);
    }

    @Test
    void readsADoulistWithoutItsBookToItsEnd() {
        assertThat(run("feeds", "--add", "www.douban.com/doulist/240962/", "--name", "friends"))
                .isZero();

        RunProgress end = sync("friends");

        assertThat(end.run().state()).isEqualTo(RunState.COMPLETED);
        assertThat(end.listed()).isEqualTo(60);
        assertThat(stored(end)).isEqualTo(60);
        // What a doulist doesn't tell, the titles' pages do.
        assertThat(cluster.sql()
                        .sql("SELECT DISTINCT v.type FROM videos v JOIN sync_run_items i ON i.source_id = v.source_key"
                                + " WHERE i.run_id = ?")
                        .param(end.run().id())
                        .query(String.class)
                        .list())
                .containsExactlyInAnyOrder("movie", "tv");
    }

    @Test
    void saysThatAPrivateWishListNeedsACookieAndLeavesTheSourceOpen() {
        assertThat(run("feeds", "--add", "https://movie.douban.com/people/private-one/wish"))
                .isZero();

        RunProgress end = sync("wish-private-one");

        assertThat(end.run().state()).isEqualTo(RunState.FAILED);
        assertThat(run("watch", String.valueOf(end.run().id()))).isEqualTo(1);
        assertThat(told).contains("WITHHELD", "REELSYNC_DOUBAN_COOKIE");
        assertThat(run("sources")).isZero();
        assertThat(run("feeds", "--add", "https://movie.douban.com/people/open/wish"))
                .isZero();
        assertThat(sync("wish-open").listed()).isEqualTo(30);
    }

    @Test
    void goesOnWithAListThatIsRemovedMeanwhileAndEndsOneThatIsNotThere() throws Exception {
        assertThat(run("feeds", "--add", "tv_korean")).isZero();
        cluster.site.misbehave("/rexxar/api/v2/subject_collection/tv_korean", Misbehaviour.SLOW, 1, "1000");
        long run = started("tv-korean");
        assertThat(run("feeds", "--remove", "tv-korean")).isZero();

        RunProgress end = cluster.awaitEnd(run);

        assertThat(end.run().state()).isEqualTo(RunState.COMPLETED);
        assertThat(end.listed()).isEqualTo(60);
        assertThat(run("feeds", "--add", "no_such_list")).isZero();
        assertThat(sync("no-such-list").run().state()).isEqualTo(RunState.FAILED);
    }

    /** How many titles of a run have their details. */
    private static int stored(RunProgress run) {
        return cluster.sql()
                .sql("SELECT COUNT(*) FROM subjects s JOIN sync_run_items i"
                        + " ON i.source = s.source AND i.source_id = s.source_id"
                        + " WHERE i.run_id = ? AND s.detailed_at IS NOT NULL")
                .param(run.run().id())
                .query(Integer.class)
                .single();
    }

    private RunProgress sync(String feed) {
        return cluster.awaitEnd(started(feed));
    }

    private long started(String feed) {
        assertThat(run("sync", feed, "--json")).as(refused).isZero();
        JsonNode started = JsonMapper.shared().readTree(told);
        return started.get("run_id").asLong();
    }

    private int run(String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = TerminalCommand.line(Path.of("."), environment)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        int exit = line.execute(words);
        told = out.toString();
        refused = err.toString();
        return exit;
    }
}
