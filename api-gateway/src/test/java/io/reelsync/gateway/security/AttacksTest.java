package io.reelsync.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.reelsync.gateway.Client;
import io.reelsync.gateway.Client.Answer;
import io.reelsync.gateway.Gateway;
import io.reelsync.gateway.Raw;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What an attacker would try, beyond tokens; docs/security.md lists all of it. */
class AttacksTest {
    private static final List<String> INJECTIONS = List.of(
            "'",
            "\"",
            "') OR ('1'='1",
            "' OR 1=1 -- ",
            "1; DROP TABLE videos",
            "' UNION SELECT username, password FROM users -- ",
            "(SELECT SLEEP(5))",
            "1 AND SLEEP(5)",
            "\\' OR 1=1 #",
            "%bf%27 OR 1=1",
            "/*!50000 OR*/1=1",
            "${1+1}",
            "title DESC, (SELECT password FROM users LIMIT 1)");

    private static Gateway gateway;
    private static Gateway other;
    private static Client admin;

    @BeforeAll
    static void start() {
        gateway = Gateway.start(Map.of(
                "reelsync.body.slowest", "1s",
                "server.tomcat.connection-timeout", "1s",
                "reelsync.login.failures-per-account", "12",
                "reelsync.events.max-streams-per-user", "2"));
        other = gateway.another();
        admin = gateway.as("ADMIN");
        gateway.jdbc().sql("""
                        INSERT INTO videos (id, source, source_id, type, title, tags_json, updated_at)
                        VALUES (1, 'douban', 1, 'movie', '<script>alert(document.cookie)</script>', '["a"]',
                            UTC_TIMESTAMP(3))""").update();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        other.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/videos?q=",
                "/api/videos?kind=",
                "/api/videos?country=",
                "/api/videos?tag=",
                "/api/videos?year_from=",
                "/api/videos?year_to=",
                "/api/videos?min_score=",
                "/api/videos?sort=",
                "/api/videos?after=",
                "/api/videos?page=",
                "/api/videos?size=",
                "/api/videos/export?q=",
                "/api/videos/export?format=",
                "/api/videos/1/changes?field=",
                "/api/sync/runs?page=",
                "/api/quality?source=",
                "/api/quality/titles?check=",
                "/api/quality/titles?check=missing.",
                "/api/quality/titles?check=disagreement.",
                "/api/quality/titles?check=dead&kind=",
                "/api/quarantine?source=",
                "/api/quarantine?reason=",
                "/api/dead?source=",
                "/api/dead?reason=",
                "/api/audit?actor=",
                "/api/audit?from=",
                "/api/users?page=",
                "/api/api-keys?size="
            })
    void sqlInAFilterIsTextOrRefused(String address) {
        for (String injection : INJECTIONS) {
            Answer answer = admin.get(address + URLEncoder.encode(injection, StandardCharsets.UTF_8));

            assertThat(answer.status()).as(injection + answer.response().body()).isIn(200, 422);
            if (answer.status() == 200 && !address.contains("export")) {
                assertThat(answer.data().get("total").asInt())
                        .as("finds what has it in its text: " + injection)
                        .isEqualTo(0);
            }
            assertThat(answer.response().body()).doesNotContain("$2a$", "SQLException", "syntax");
        }
        assertThat(admin.get("/api/videos").data().get("total").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/videos/", "/api/sync/runs/", "/api/quarantine/", "/api/schedules/"})
    void sqlInAnIdFindsNothing(String address) {
        for (String injection : INJECTIONS) {
            String path = address
                    + URLEncoder.encode(injection, StandardCharsets.UTF_8).replace("+", "%20");
            assertThat(admin.get(path).status()).as(injection).isIn(400, 404);
        }
    }

    @Test
    void aSignedOutTokenIsDeadOnTheOtherGatewayAtOnce() {
        Client here = gateway.as("OPERATOR");
        Client there = other.anyone().withToken(here.accessToken());
        assertThat(there.get("/api/videos").status()).isEqualTo(200);

        here.post("/api/auth/logout");

        assertThat(there.get("/api/videos").status()).isEqualTo(401);
        assertThat(other.anyone().refresh(here.refreshToken()).status()).isEqualTo(401);
    }

    @Test
    void aRefreshTokenUsedAgainAtTheOtherGatewayEndsTheSession() {
        Client victim = gateway.as("VIEWER");
        String stolen = victim.refreshToken();
        victim.use(victim.refresh(stolen).data());

        assertThat(other.anyone().refresh(stolen).status()).isEqualTo(401);

        assertThat(victim.get("/api/videos").status()).isEqualTo(401);
    }

    @Test
    void aTraceIdCanNotWriteHeadersOrLogLines() throws IOException {
        try (Raw raw = Raw.to(gateway)) {
            String answer = raw.get("/api/videos", "X-Trace-ID: forged\u0085line [31mred\r\n");
            assertThat(answer).doesNotContain("forged");
        }
        Answer answer = gateway.anyone().with("X-Trace-ID", "a".repeat(65)).get("/ping");
        assertThat(answer.header("X-Trace-ID")).matches("[0-9a-f]{32}");
    }

    @Test
    void whatAStrangerSendsWritesNoLineOfTheLog() {
        Logger logger = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        try {
            gateway.anyone().login("evil\n{\"level\":\"INFO\"}\r\u0085\u2028\u001b[31m", "x");
        } finally {
            logger.detachAppender(lines);
        }

        List<String> messages = List.copyOf(lines.list).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
        assertThat(messages).anyMatch(message -> message.contains("'evil"));
        assertThat(messages).noneMatch(message -> message.matches("(?s).*[\\n\\r\\x{85}\\x{2028}\\x{1b}].*"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/videos?q=a%0d%0aSet-Cookie:%20x=y", "/api/videos/1%0d%0aSet-Cookie:%20x=y",
                "/swagger-ui%0d%0aSet-Cookie:x", "/api/videos?size=1&q=%0d%0a%0d%0a<html>"
            })
    void lineBreaksInAnAddressWriteNoHeader(String target) throws IOException {
        try (Raw raw = Raw.to(gateway)) {
            String answer = raw.get(target, "Authorization: Bearer " + admin.accessToken() + "\r\n");
            String head = answer.substring(0, answer.indexOf("\r\n\r\n"));
            assertThat(head.toLowerCase()).doesNotContain("set-cookie");
            assertThat(Raw.status(answer)).isLessThan(500);
        }
    }

    @Test
    void aScrapedTitleIsDataAndNeverAPage() {
        Answer answer = admin.get("/api/videos/1");

        assertThat(answer.data().get("title").asString()).isEqualTo("<script>alert(document.cookie)</script>");
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Content-Security-Policy"))
                .contains("default-src 'self'")
                .doesNotContain("unsafe");
        assertThat(admin.with("Accept", "text/html").get("/api/videos/1").header("Content-Type"))
                .isNotEqualTo("text/html");
        admin.with("Accept", "*/*");
    }

    @Test
    void aBombOfNestedJsonIsRefused() {
        for (String bomb :
                List.of("[".repeat(100_000), "{\"a\":".repeat(100_000), "{\"source\":" + "9".repeat(100_000) + "}")) {
            Answer answer = admin.send("POST", "/api/sync/runs", bomb, "application/json");
            assertThat(answer.status()).isEqualTo(400);
        }
        Answer number = admin.send(
                "POST", "/api/sync/runs", "{\"source\":\"douban\",\"source_ids\":[1e999999999]}", "application/json");
        assertThat(number.status()).isIn(400, 422);
    }

    @Test
    void aBodyOfAHundredMegabytesIsRefusedAtItsAnnouncement() throws IOException {
        try (Raw raw = Raw.to(gateway)) {
            raw.send("POST /api/auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 104857600\r\nConnection: close\r\n\r\n{\"username\":\"");
            assertThat(Raw.status(raw.answer())).isEqualTo(413);
        }
    }

    @Test
    void aBodyOfAHundredMegabytesInChunksIsCutOff() throws IOException {
        String chunk = "10000\r\n" + "a".repeat(65536) + "\r\n";
        String answer = "";
        int sent = 0;
        try (Raw raw = Raw.to(gateway)) {
            raw.send("POST /api/auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n" + "1\r\n{\r\n");
            try {
                for (; sent < 1600; sent++) {
                    raw.send(chunk);
                }
            } catch (SocketException closed) {
                // As it should be, long before the end.
            }
            try {
                answer = raw.answer();
            } catch (SocketException reset) {
                // The answer may be lost with the connection.
            }
        }
        assertThat(sent).as("chunks of 64 KB that were taken").isLessThan(1600);
        if (!answer.isEmpty()) {
            assertThat(Raw.status(answer)).isIn(400, 413);
        }
    }

    @Test
    void tenThousandHeadersAreRefused() throws IOException {
        StringBuilder headers = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            headers.append("X-").append(i).append(": 1\r\n");
        }
        try (Raw raw = Raw.to(gateway)) {
            String answer = "";
            try {
                answer = raw.get("/ping", headers.toString());
            } catch (SocketException reset) {
                // Cut off in the middle of them.
            }
            if (!answer.isEmpty()) {
                assertThat(Raw.status(answer)).isEqualTo(400);
                assertThat(answer).contains("\"code\":400");
            }
        }
        assertThat(gateway.anyone().get("/ping").status()).isEqualTo(200);
    }

    @Test
    void aBodyThatComesByteByByteIsGivenUp() throws Exception {
        try (Raw raw = Raw.to(gateway)) {
            raw.send("POST /api/auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 1000\r\n\r\n{\"username\":\"");
            Thread drip = new Thread(() -> {
                try {
                    for (int i = 0; i < 100; i++) {
                        raw.send("a");
                        Thread.sleep(100);
                    }
                } catch (IOException | InterruptedException over) {
                    // The gateway has had enough.
                }
            });
            drip.start();
            assertThat(Raw.status(raw.answer())).isEqualTo(408);
            drip.interrupt();
            drip.join();
        }
    }

    @Test
    void headersThatNeverEndAreGivenUp() throws IOException {
        try (Raw raw = Raw.to(gateway)) {
            raw.send("GET /ping HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
            // The connection ends, with a word or without one.
            assertThat(raw.answer()).doesNotContain("200");
        }
    }

    @Test
    void anUnknownNameCostsTheSameWorkAsAKnownOne() {
        Accounts accounts = gateway.bean(Accounts.class);
        accounts.addIfAbsent("somebody", "a password of somebody", Role.VIEWER);
        String known = accounts.candidate("somebody").passwordHash();
        String unknown = accounts.candidate("nobody at all").passwordHash();

        // The same algorithm at the same cost: $2a$10$.
        assertThat(unknown.substring(0, 7)).isEqualTo(known.substring(0, 7)).startsWith("$2");
        assertThat(unknown).as("what is none is refused at once").matches("\\$2a\\$\\d\\d\\$[./0-9A-Za-z]{53}");
    }

    @Test
    void guessingFromManyAddressesIsSlowedDownAndTheOwnerStillComesIn() throws IOException {
        String name = gateway.user("VIEWER");
        assertThat(login("127.0.1.1", name, Gateway.PASSWORD)).isEqualTo(200);
        List<Integer> guesses = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            guesses.add(login("127.0.2." + (i + 1), name, "guess " + i));
        }

        assertThat(guesses.subList(0, 12)).containsOnly(401);
        assertThat(guesses.subList(12, 20)).containsOnly(429);
        assertThat(login("127.0.3.1", name, Gateway.PASSWORD))
                .as("from an address that nobody knows")
                .isEqualTo(429);
        assertThat(login("127.0.1.1", name, Gateway.PASSWORD))
                .as("from where the owner was before")
                .isEqualTo(200);
    }

    private static int login(String address, String name, String password) throws IOException {
        try (Raw raw = Raw.from(address, gateway)) {
            return Raw.status(raw.post(
                    "/api/auth/login",
                    "application/json",
                    Client.JSON.writeValueAsString(Map.of("username", name, "password", password))));
        }
    }

    @Test
    void noAddressCanBeSmuggledInAsASourceAFeedOrATitle() {
        for (String address : List.of(
                "http://169.254.169.254/latest",
                "//127.0.0.1:6379",
                "127.0.0.1",
                "file:///etc/passwd",
                "movies@127.0.0.1",
                "1@127.0.0.1",
                "1?x=http://127.0.0.1",
                "0x7f.1")) {
            assertThat(admin.post("/api/sync/runs", Map.of("source", address, "feeds", List.of("movies")))
                            .invalidFields())
                    .contains("source");
            assertThat(admin.post("/api/sync/runs", Map.of("source", "douban", "feeds", List.of(address)))
                            .invalidFields())
                    .containsExactly("feeds[0]");
            assertThat(admin.post("/api/sync/runs", Map.of("source", "douban", "source_ids", List.of(address)))
                            .invalidFields())
                    .containsExactly("source_ids[0]");
        }
        assertThat(gateway.jdbc()
                        .sql("SELECT COUNT(*) FROM sync_runs")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../../../etc/passwd",
                "/..%2f..%2fetc/passwd",
                "/%2e%2e/%2e%2e/etc/passwd",
                "/..;/..;/etc/passwd",
                "/swagger-ui/../../reelsync.yaml",
                "/swagger-ui/..%2f..%2freelsync.yaml",
                "/reelsync.yaml",
                "/reelsync-gateway.yaml",
                "/META-INF/MANIFEST.MF",
                "/WEB-INF/web.xml",
                "/io/reelsync/gateway/web/messages.properties",
                "/static/index.html",
                "/app.js%00.html",
                "/..\\..\\etc\\passwd",
                "//etc/passwd",
                "/.git/config",
                "/db/migration/V1__video_service.sql",
                "/swagger-ui/%2e%2e/openapi.yaml",
                "/webjars/"
            })
    void noFileIsServedThatIsNotMeantToBe(String target) throws IOException {
        try (Raw raw = Raw.to(gateway)) {
            String answer = raw.get(target, "Authorization: Bearer " + admin.accessToken() + "\r\n");
            assertThat(Raw.status(answer)).isIn(400, 401, 403, 404);
            assertThat(answer).doesNotContain("root:", "reelsync:", "CREATE TABLE", "Manifest-Version");
        }
    }

    @Test
    void anotherSitesPageCanDoNothingInAUsersName() throws IOException {
        String cookie =
                Browser.of(gateway).signIn("admin", Gateway.ADMIN_PASSWORD).cookie();
        Client attacker = gateway.anyone()
                .with("Origin", "https://evil.example")
                .with("Cookie", cookie + "; JSESSIONID=1; token=" + admin.accessToken());
        Answer simple = attacker.send("POST", "/api/sync/douban/movies", "a=b", "application/x-www-form-urlencoded");
        assertThat(simple.status()).isEqualTo(401);
        Answer login =
                attacker.send("POST", "/api/auth/login", "{\"username\":\"a\",\"password\":\"b\"}", "text/plain");
        assertThat(login.status()).isEqualTo(415);
        Answer preflight = attacker.with("Access-Control-Request-Method", "POST")
                .with("Access-Control-Request-Headers", "authorization")
                .send("OPTIONS", "/api/sync/douban/movies", null, null);
        assertThat(preflight.response().headers().map().keySet())
                .noneMatch(name -> name.toLowerCase().startsWith("access-control"));
        for (Answer answer : List.of(
                simple,
                login,
                preflight,
                gateway.anyone().get("/"),
                gateway.anyone().login("admin", Gateway.ADMIN_PASSWORD))) {
            assertThat(answer.response().headers().map()).doesNotContainKey("set-cookie");
        }
    }

    @Test
    void onlyTheOriginsThatAreNamedMayCall() {
        try (Gateway open = Gateway.start(Map.of("reelsync.cors.origins", "https://films.example"))) {
            Answer preflight = open.anyone()
                    .with("Origin", "https://films.example")
                    .with("Access-Control-Request-Method", "GET")
                    .with("Access-Control-Request-Headers", "authorization")
                    .send("OPTIONS", "/api/videos", null, null);
            assertThat(preflight.status()).isEqualTo(200);
            assertThat(preflight.header("Access-Control-Allow-Origin")).isEqualTo("https://films.example");
            assertThat(preflight.header("Access-Control-Allow-Credentials")).isEmpty();
            Answer foreign = open.anyone()
                    .with("Origin", "https://evil.example")
                    .with("Access-Control-Request-Method", "GET")
                    .send("OPTIONS", "/api/videos", null, null);
            assertThat(foreign.status()).isEqualTo(403);
            assertThat(foreign.header("Access-Control-Allow-Origin")).isEmpty();
            assertThat(foreign.json().get("code").asInt()).isEqualTo(403);
        }
    }

    @Test
    void oneUserCanNotTakeAllStreams() throws IOException {
        String run = admin.post("/api/sync/runs", Map.of("source", "douban", "source_ids", List.of(1)))
                .data()
                .get("run_id")
                .asString();
        Client greedy = gateway.as("VIEWER");
        List<HttpResponse<InputStream>> streams = new ArrayList<>();
        try {
            for (int i = 0; i < 2; i++) {
                streams.add(greedy.stream("/api/sync/runs/" + run + "/events"));
                assertThat(streams.get(i).statusCode()).isEqualTo(200);
            }
            Answer refused = greedy.get("/api/sync/runs/" + run + "/events");
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.header("Retry-After")).isNotEmpty();
            streams.add(gateway.as("VIEWER").stream("/api/sync/runs/" + run + "/events"));
            assertThat(streams.get(2).statusCode()).isEqualTo(200);
        } finally {
            for (HttpResponse<InputStream> stream : streams) {
                stream.body().close();
            }
            gateway.jdbc().sql("DELETE FROM sync_run_items").update();
            gateway.jdbc().sql("DELETE FROM sync_runs").update();
        }
    }

    @Test
    void headersOfAProxyOrAnOverrideChangeNothing() {
        Client forger = gateway.anyone()
                .with("X-Forwarded-For", "10.9.8.7")
                .with("Forwarded", "for=10.9.8.7;host=evil.example")
                .with("X-Forwarded-Host", "evil.example")
                .with("X-Forwarded-Proto", "https")
                .with("X-Real-IP", "10.9.8.7")
                .with("X-User", "admin")
                .with("X-Remote-User", "admin")
                .with("X-HTTP-Method-Override", "DELETE");

        assertThat(forger.get("/api/users").status()).isEqualTo(401);
        forger.login("forger", "x");
        forger.withToken(admin.accessToken());
        Answer page = forger.get("/api/videos?size=1");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Link")).doesNotContain("evil");
        assertThat(page.header("Strict-Transport-Security")).isEmpty();
        assertThat(admin.get("/api/audit?actor=%3Fforger")
                        .data()
                        .at("/items/0/address")
                        .asString())
                .isEqualTo("127.0.0.1");
    }

    @Test
    void theInsidesOfTheProcessAreNotForStrangersNorForAnyone() {
        for (String path : List.of(
                "env",
                "heapdump",
                "loggers",
                "beans",
                "mappings",
                "configprops",
                "threaddump",
                "shutdown",
                "prometheus",
                "metrics",
                "info",
                "health")) {
            assertThat(gateway.anyone().get("/actuator/" + path).status())
                    .as(path)
                    .isEqualTo(path.equals("health") ? 200 : 404);
        }
        assertThat(gateway.anyone().get("/actuator/health").response().body()).doesNotContain("components", "details");
        assertThat(gateway.anyone().send("TRACE", "/ping", null, null).status()).isIn(400, 405);
    }
}
