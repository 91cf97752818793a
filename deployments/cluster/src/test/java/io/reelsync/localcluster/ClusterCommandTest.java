package io.reelsync.localcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reelsync.samplesite.SampleSite;
import io.reelsync.samplesite.SampleSiteSettings;
import io.reelsync.samplesite.control.LoggedRequest;
import io.reelsync.servers.Leftovers;
import io.reelsync.servers.Ports;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ClusterCommandTest {
    private static final int TITLES = 150;
    private static final int PERMITS_PER_SECOND = 3;
    private static final Pattern SUBJECT = Pattern.compile("^/subject/([0-9]+)/");

    private final HttpClient http = HttpClient.newHttpClient();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path folder = Path.of("");

    @BeforeEach
    void makeFolder() throws IOException {
        // Below the folder whose processes are ended with the tests.
        String root = System.getenv("REELSYNC_TEST_DIR");
        Path parent = Files.createDirectories(Path.of(root == null ? System.getProperty("java.io.tmpdir") : root));
        folder = Files.createTempDirectory(parent, "reelsync-cluster-").toRealPath();
    }

    @AfterEach
    void endWhatIsLeft() {
        Leftovers.reap(folder);
    }

    @Test
    void goesOnWithARunWhileItIsScaledAndRolledAndLeavesNothingBehind() throws Exception {
        int port = Ports.free();
        try (SampleSite site = SampleSite.start(SampleSiteSettings.defaults())) {
            assertThat(run(
                            "up",
                            "--port",
                            "" + port,
                            "--source-url",
                            "" + site.url(),
                            "--limit",
                            "" + TITLES,
                            "--workers",
                            "1",
                            "--rate",
                            PERMITS_PER_SECOND + "/1s"))
                    .as(err::toString)
                    .isZero();
            Map<String, String> first = pids();
            assertThat(first.keySet())
                    .containsExactlyInAnyOrder("gateway-1", "scheduler-1", "worker-1", "rabbitmq", "redis", "database");
            assertThat(Files.readString(folder.resolve("prometheus-targets.json")))
                    .contains("127.0.0.1:" + port)
                    .doesNotContainIgnoringCase("password");

            URI gateway = Launch.url(port);
            String token = signIn(gateway);
            String run = call(gateway, token, "/api/sync/douban/movies", "")
                    .at("/data/run_id")
                    .asString();
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> progress(gateway, token, run).get("created").asInt() > 0);

            assertThat(run("scale", "worker=2")).as(err::toString).isZero();
            assertThat(pids()).containsKey("worker-2");
            assertThat(call(gateway, token, "/api/cluster", null).toString())
                    .satisfies(cluster -> assertThat(cluster.split("\"service\":\"worker\"", -1))
                            .hasSize(3));

            assertThat(run("roll")).as(err::toString).isZero();
            Map<String, String> rolled = pids();
            for (String name : List.of("gateway-1", "scheduler-1", "worker-1", "worker-2")) {
                assertThat(out.toString()).contains(name + " replaced in ");
                assertThat(rolled.get(name)).isNotEqualTo(first.get(name));
            }
            assertThat(rolled.get("database")).isEqualTo(first.get("database"));

            await().atMost(Duration.ofMinutes(3)).until(() -> progress(gateway, token, run)
                    .get("state")
                    .asString()
                    .equals("COMPLETED"));
            assertThat(progress(gateway, token, run).get("created").asInt()).isEqualTo(TITLES);
            List<String> asked = site.requests().stream()
                    .map(request -> SUBJECT.matcher(request.path()))
                    .filter(Matcher::find)
                    .map(found -> found.group(1))
                    .toList();
            assertThat(asked).hasSize(TITLES).doesNotHaveDuplicates();
            assertThat(requestsPerSecond(site.requests())).isLessThanOrEqualTo(PERMITS_PER_SECOND * 1.01);
        }
        assertThat(run("status")).isZero();

        Map<String, String> alive = pids();
        for (String server : List.of("redis", "rabbitmq", "database")) {
            ProcessHandle.of(Long.parseLong(alive.get(server))).orElseThrow().destroyForcibly();
        }
        await().atMost(Duration.ofMinutes(4))
                .until(() -> pids().entrySet().stream()
                                .filter(now -> !now.getValue().equals(alive.get(now.getKey())))
                                .count()
                        == 3);
        await().atMost(Duration.ofMinutes(2)).until(() -> run("status") == 0);

        assertThat(run("scale", "worker=1")).isZero();
        assertThat(pids()).containsKey("worker-1").doesNotContainKey("worker-2");

        ProcessHandle.of(Long.parseLong(pids().get("worker-1"))).orElseThrow().destroyForcibly();
        await().until(() -> run("status") == 1);
        assertThat(run("up")).as(err::toString).isZero();
        assertThat(pids()).containsKey("worker-1").doesNotContainKey("sample-site");
        assertThat(run("up", "--live")).isEqualTo(2);
        assertThat(err.toString()).contains("a cluster keeps the site that it reads");

        assertThat(run("down", "--delete")).isZero();
        Process ps = new ProcessBuilder("ps", "-eww", "-o", "args=").start();
        assertThat(new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("ps -eww")
                .doesNotContain(folder.toString());
        assertThat(folder).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "up --workers 99, '--workers is a number from 0 to 32, not 99'",
        "up --gateways 0, '--gateways is a number from 1 to 32, not 0'",
        "up --port 70000, '--port is a port from 1 to 65000, not 70000'",
        "up --limit 501, '--limit is a number from 1 to 500, not 501'",
        "up --rate fast, '--rate is PERMITS/TIME such as 1/6s, or unlimited, not fast'",
        "up --source-url ftp://a, '--source-url is an http:// or https:// address'",
        "up --live --source-url http://a, exclude each other",
        "scale worker=many, '''worker=many'' is not gateway=N, scheduler=N or worker=N'",
        "scale robot=2, '''robot=2'' is not gateway=N'",
        "status, there is no cluster in",
        "roll, there is no cluster in",
        "down, there is no cluster in",
        "upp, upp",
    })
    void refusesWhatItCannotDoInOneLine(String words, String told) {
        assertThat(run(words.split(" "))).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("reelsync cluster: ")
                .contains(told)
                .hasLineCount(1);
    }

    @Test
    void touchesNoFolderThatItDidNotMake() throws IOException {
        Files.writeString(folder.resolve("thesis.txt"), "mine");

        assertThat(run("up")).isEqualTo(2);
        assertThat(run("down", "--delete")).isEqualTo(2);

        assertThat(folder.resolve("thesis.txt")).hasContent("mine");
    }

    @Test
    void refusesAPortThatIsTakenBeforeItStartsAnything() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(run("up", "--port", "" + taken.getLocalPort())).isEqualTo(2);
            assertThat(err.toString())
                    .contains("port " + taken.getLocalPort() + " is taken")
                    .hasLineCount(1);
        }
        assertThat(Leftovers.in(folder)).isEmpty();
    }

    private int run(String... words) {
        CommandLine line = ClusterCommand.line(new ClassPathPrograms(), folder, Map.of());
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        String[] all = new String[words.length + 2];
        System.arraycopy(words, 0, all, 0, words.length);
        all[words.length] = "--data";
        all[words.length + 1] = folder.toString();
        return line.execute(all);
    }

    /** The process id of each line of the table. */
    private Map<String, String> pids() {
        int from = out.getBuffer().length();
        run("status");
        return out.getBuffer()
                .substring(from)
                .lines()
                .map(line -> line.split(" +"))
                .filter(cells -> cells.length > 2 && cells[1].equals("ready"))
                .collect(Collectors.toMap(cells -> cells[0], cells -> cells[2]));
    }

    private static double requestsPerSecond(List<LoggedRequest> requests) {
        long first = requests.stream().mapToLong(LoggedRequest::nanoTime).min().orElseThrow();
        long last = requests.stream().mapToLong(LoggedRequest::nanoTime).max().orElseThrow();
        return (requests.size() - 1) / ((last - first) / 1e9);
    }

    private String signIn(URI gateway) throws Exception {
        String password = Files.readString(folder.resolve("admin-password")).strip();
        String body = JsonMapper.shared().writeValueAsString(Map.of("username", "admin", "password", password));
        return call(gateway, "", "/api/auth/login", body)
                .at("/data/access_token")
                .asString();
    }

    private JsonNode progress(URI gateway, String token, String run) throws Exception {
        return call(gateway, token, "/api/sync/runs/" + run, null).get("data");
    }

    private JsonNode call(URI gateway, String token, String path, @Nullable String body) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(gateway.resolve(path)).timeout(Duration.ofSeconds(20));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (body != null) {
            request.POST(BodyPublishers.ofString(body));
            if (!body.isEmpty()) {
                request.header("Content-Type", "application/json");
            }
        }
        HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 202);
        return JsonMapper.shared().readTree(answer.body());
    }
}
