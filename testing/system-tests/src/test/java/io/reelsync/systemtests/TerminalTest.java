package io.reelsync.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.terminal.TerminalCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.json.JsonMapper;

/** A person at a terminal, and a gateway that runs. */
class TerminalTest {
    @TempDir
    Path home;

    private Map<String, String> environment = Map.of();
    private String told = "";
    private String refused = "";

    @Test
    void startsARunWatchesItAndFindsWhatItStored() throws Exception {
        try (Cluster cluster = new Cluster().with("reelsync.douban.rate", "40/1s")) {
            environment = Map.of("REELSYNC_URL", cluster.gateway(), "REELSYNC_PASSWORD", Cluster.ADMIN_PASSWORD);
            cluster.scheduler();
            cluster.worker();

            assertThat(run("sync", "--wait")).isZero();
            assertThat(told).contains("COMPLETED: listed 80, settled 80 of 80, new 80");

            assertThat(run("runs")).isZero();
            assertThat(told).containsPattern("\\d+ +douban +COMPLETED +80 of 80");
            assertThat(run("videos", "--kind", "movie")).isZero();
            assertThat(told).contains("80 in all");
            assertThat(run("status")).isZero();
            assertThat(told).startsWith("Idle.").contains("mysql: up", "rabbitmq: up", "redis: up");
            assertThat(run("sources", "--json")).isZero();
            assertThat(JsonMapper.shared().readTree(told).at("/0/name").asString())
                    .isEqualTo("douban");
            assertThat(run("sources", "--rate", "douban=30/1s")).isZero();
            assertThat(told).contains("30/1s (setting: 40/1s)");
            assertThat(run("sources", "--rate", "douban=fast")).isEqualTo(2);
            assertThat(refused).contains("rate write PERMITS/TIME").hasLineCount(1);
            assertThat(run("sources", "--rate", "douban=default")).isZero();
            assertThat(told).contains("40/1s").doesNotContain("setting");
            assertThat(run("feeds")).isZero();
            assertThat(told).containsPattern("douban +tv +80");
            assertThat(run("dead")).isZero();
            assertThat(told).contains("0 in all");
            assertThat(run("schedules")).isZero();
            assertThat(told).startsWith("name  source  feeds  cron");
        }
    }

    @Test
    void saysWhyNothingMovesAndSteersARun() throws Exception {
        try (Cluster cluster = new Cluster()) {
            environment = Map.of("REELSYNC_URL", cluster.gateway(), "REELSYNC_ADMIN_PASSWORD", Cluster.ADMIN_PASSWORD);

            assertThat(run("sync", "1292052", "--json")).isZero();
            String run = JsonMapper.shared().readTree(told).get("run_id").asString();
            assertThat(run("status")).isEqualTo(1);
            assertThat(told)
                    .startsWith("Nothing moves.")
                    .contains("No scheduler is running", "No worker is running", run);

            assertThat(run("pause", run)).isZero();
            assertThat(run("status")).isEqualTo(1);
            assertThat(told).contains("Run " + run + " is paused: ./reelsync resume " + run);
            assertThat(run("resume", run)).isZero();
            assertThat(told).contains("Run " + run + " is REQUESTED.");
            assertThat(run("cancel", run)).isZero();
            assertThat(run("watch", run)).isEqualTo(1);
            assertThat(told).contains("CANCELLED");
            assertThat(run("pause", run)).isEqualTo(2);
            assertThat(run("watch", "17")).isEqualTo(2);
            assertThat(refused).startsWith("reelsync watch: ").hasLineCount(1);
            assertThat(run("sync", "tv", "1292052")).isEqualTo(2);
            assertThat(refused).contains("name either");
            assertThat(run("sync", "no number")).isEqualTo(2);
            assertThat(refused)
                    .contains("no id and no link of a title: no, number")
                    .hasLineCount(1);
            assertThat(run("sync", "--source", "douban", "https://movie.douban.com/subject/1292720/?from=subject-page"))
                    .isZero();
            assertThat(told).contains("is started");
            assertThat(run("sync", "--source", "imaginary")).isEqualTo(2);
            assertThat(refused).contains("there is no source imaginary, but douban");
        }
    }

    @Test
    void findsTheGatewayOfTheDataFolder() throws Exception {
        try (Cluster cluster = new Cluster()) {
            folder(".reelsync", "http://127.0.0.1:1", "of one that has ended");
            folder(".reelsync-cluster", cluster.gateway(), Cluster.ADMIN_PASSWORD);

            assertThat(run("feeds")).isZero();
            assertThat(run("feeds", "--data", home.resolve(".reelsync-cluster").toString()))
                    .isZero();
            environment = Map.of("REELSYNC_USER", "nobody", "REELSYNC_PASSWORD", "wrong");
            assertThat(run("feeds")).isEqualTo(2);
            assertThat(refused).contains("the password is not");
            environment = Map.of("REELSYNC_API_KEY", "wrong");
            assertThat(run("feeds")).isEqualTo(2);
        }
        assertThat(refused).hasLineCount(1);
    }

    @Test
    void saysWhatIsWrongInOneLine() {
        assertThat(run("status")).isEqualTo(2);
        assertThat(refused).contains("http://127.0.0.1:5500").hasLineCount(1);
        environment = Map.of("REELSYNC_PASSWORD", "x");
        assertThat(run("status", "--url", "http://127.0.0.1:1")).isEqualTo(2);
        assertThat(refused).contains("no gateway answers at http://127.0.0.1:1").hasLineCount(1);
        assertThat(run("status", "--url", "ftp:x")).isEqualTo(2);
        assertThat(refused).contains("'ftp:x' is no address of a gateway").hasLineCount(1);
        assertThat(run("status", "--no-such-option")).isEqualTo(2);
        assertThat(refused)
                .contains("--no-such-option", "see ./reelsync status --help")
                .hasLineCount(1);
        assertThat(run("pause")).isEqualTo(2);
        assertThat(run("status", "--help")).isZero();
        assertThat(told).contains("--url", "--json", "REELSYNC_API_KEY");
    }

    private void folder(String name, String url, String password) throws IOException {
        Path folder = Files.createDirectories(home.resolve(name));
        Files.writeString(folder.resolve("gateway-url"), url + "\n");
        Files.writeString(folder.resolve("admin-password"), password + "\n");
    }

    private int run(String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = TerminalCommand.line(home, environment)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        int exit = line.execute(words);
        told = out.toString();
        refused = err.toString();
        return exit;
    }
}
