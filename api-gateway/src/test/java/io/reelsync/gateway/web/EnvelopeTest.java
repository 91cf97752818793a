package io.reelsync.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.gateway.Client.Answer;
import io.reelsync.gateway.Gateway;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {
    private final Gateway gateway = Gateway.shared();

    @Test
    void answersPing() {
        Answer answer = gateway.anyone().get("/ping");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.response().body())
                .startsWith("{\"code\":0,\"message\":\"pong\",\"data\":{\"time\":\"ok\"},\"trace_id\":\"");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /nowhere, , , 404",
        "GET, /api/nowhere, , , 401",
        "POST, /ping, , , 405",
        "GET, /api/sync/runs, , , 401",
        "POST, /api/auth/login, '{', application/json, 400",
        "POST, /api/auth/login, '{\"username\":\"a\",\"username\":\"b\"}', application/json, 400",
        "POST, /api/auth/login, , application/json, 400",
        "POST, /api/auth/login, a=b, application/x-www-form-urlencoded, 415",
        "POST, /api/auth/login, '[]', application/json, 422",
        "GET, /error, , , 404",
        "GET, /actuator/env, , , 404",
        "GET, //ping, , , 400",
        "GET, /ping;a=b, , , 400",
        "GET, /a/%2e%2e/ping, , , 400",
        "GET, /a%2fb, , , 400",
        "GET, /a%00b, , , 400",
    })
    void putsEveryRefusalInTheEnvelope(String method, String path, String body, String type, int status) {
        Answer answer = gateway.anyone().with("X-Trace-ID", "given-1").send(method, path, body, type);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().propertyNames()).containsExactly("code", "message", "data", "trace_id");
        assertThat(answer.json().get("code").asInt()).isEqualTo(status);
        assertThat(answer.message()).isNotBlank();
        assertThat(answer.json().get("trace_id").asString()).isEqualTo(answer.header("X-Trace-ID"));
        assertThat(answer.header("X-Trace-ID")).isEqualTo("given-1");
        assertThat(answer.header("Content-Type")).startsWith("application/json");
    }

    @Test
    void showsABrowserAPageWhereThereIsNone() {
        String browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

        Answer answer = gateway.anyone()
                .with("Accept", browser)
                .with("Accept-Language", "en")
                .with("X-Trace-ID", "given-2")
                .get("/films/nonsense");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Content-Type")).startsWith("text/html");
        assertThat(answer.header("Vary")).contains("Accept");
        assertThat(answer.response().body())
                .contains("lang=\"en\"", "Not found", "given-2", "href=\"../\"", "href=\"../app.css\"")
                .doesNotContain("{", "<script", "style=");
        assertThat(gateway.anyone()
                        .with("Accept", browser)
                        .get("/nonsense")
                        .response()
                        .body())
                .contains("请求的内容不存在", "href=\"./\"");
        assertThat(gateway.anyone().with("Accept", browser).get("/a%2fb").header("Content-Type"))
                .startsWith("text/html");
        for (String accept : new String[] {"*/*", "application/json, text/html;q=0.5", "text/html;q=x"}) {
            assertThat(gateway.anyone().with("Accept", accept).get("/nonsense").header("Content-Type"))
                    .as(accept)
                    .startsWith("application/json");
        }
        assertThat(gateway.as("VIEWER")
                        .with("Accept", browser)
                        .get("/api/nowhere")
                        .header("Content-Type"))
                .startsWith("application/json");
    }

    @Test
    void answersUnknownCallsOfTheApiWith404WhereSignedIn() {
        assertThat(gateway.as("VIEWER").get("/api/nowhere").status()).isEqualTo(404);
    }

    @Test
    void refusesBodiesBeyondTheLimitWhetherOrNotTheyAnnounceTheirLength() throws IOException {
        String large = "{\"username\":\"" + "x".repeat(1_100_000) + "\"}";

        assertThat(gateway.anyone()
                        .send("POST", "/api/auth/login", large, "application/json")
                        .status())
                .isEqualTo(413);
        String chunk = "10000\r\n" + " ".repeat(0x10000) + "\r\n";
        assertThat(raw("POST /api/auth/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n" + chunk.repeat(17) + "0\r\n\r\n"))
                .startsWith("HTTP/1.1 413")
                .contains("\"code\":413");
    }

    @Test
    void answersWhatTomcatRefusesByItselfInTheEnvelope() throws IOException {
        assertThat(raw("GET /[ HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .containsIgnoringCase("X-Trace-ID: ")
                .contains("{\"code\":400,");
        assertThat(raw("GET /ping HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX-Large: " + "x".repeat(20_000)
                        + "\r\n\r\n"))
                .startsWith("HTTP/1.1 4")
                .contains("{\"code\":4");
    }

    @Test
    void tellsAStrangerOfNoMethodsThatAreNotForThem() throws IOException {
        assertThat(raw("OPTIONS * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200")
                .contains("Allow: GET, HEAD, OPTIONS\r\n")
                .doesNotContain("PUT", "DELETE");
        assertThat(gateway.anyone()
                        .send("OPTIONS", "/api/schedules/a", null, null)
                        .status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a b", "ünïcode", "12345678901234567890123456789012345678901234567890123456789012345", "a\tb"})
    void makesATraceIdWhereTheGivenOneIsNone(String given) {
        String traceId = gateway.anyone().with("X-Trace-ID", given).get("/ping").header("X-Trace-ID");

        assertThat(traceId).matches("[A-Za-z0-9-]{1,64}").isNotEqualTo(given);
    }

    @ParameterizedTest
    @CsvSource({
        "'', 请先登录，或登录已失效",
        "zh-CN, 请先登录，或登录已失效",
        "fr, 请先登录，或登录已失效",
        "en, 'Sign in first, or sign in again'",
        "'en-GB,en;q=0.9,zh;q=0.1', 'Sign in first, or sign in again'",
        "'zh-TW,zh;q=0.9,en;q=0.8', 请先登录，或登录已失效",
    })
    void speaksTheLanguageOfTheRequest(String language, String message) {
        var client = gateway.anyone();
        if (!language.isEmpty()) {
            client.with("Accept-Language", language);
        }

        assertThat(client.get("/api/videos").message()).isEqualTo(message);
    }

    @Test
    void answersErrorsInJsonWhateverFormatIsAskedFor() {
        Answer answer = gateway.as("VIEWER").with("Accept", "text/event-stream").get("/api/sync/runs/1/events");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().get("code").asInt()).isEqualTo(404);
    }

    @Test
    void tellsOfAFailureOfItsOwnWithoutItsInsides() {
        try (Gateway broken = Gateway.start(java.util.Map.of())) {
            var viewer = broken.as("VIEWER");
            broken.jdbc().sql("RENAME TABLE sync_runs TO sync_runs_away").update();

            Answer answer = viewer.with("Accept-Language", "en").get("/api/sync/runs");

            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.message()).isEqualTo("Something went wrong here; look for the trace_id in the logs");
            assertThat(answer.response().body()).doesNotContain("sync_runs", "SQL");
        }
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", gateway.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            byte[] answer = new byte[8192];
            int length = 0;
            for (int read;
                    length < answer.length
                            && (read = socket.getInputStream().read(answer, length, answer.length - length)) > 0; ) {
                length += read;
                String text = new String(answer, 0, length, StandardCharsets.UTF_8);
                if (text.contains("\"trace_id\"")) {
                    return text;
                }
            }
            return new String(answer, 0, length, StandardCharsets.UTF_8);
        }
    }
}
