package io.reelsync.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.gateway.Client.Answer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

class OpenAddressesTest {
    private static final Pattern PART = Pattern.compile("(?:src|href)=\"([^\"]+)\"| from '\\./([^']+)'");

    private final Gateway gateway = Gateway.shared();

    @Test
    void opensNothingBeyondTheApiThatIsNotMeantToBe() {
        var addresses = new TreeSet<String>();
        for (String mappings : List.of("requestMappingHandlerMapping", "webEndpointServletHandlerMapping")) {
            gateway.bean(mappings, RequestMappingInfoHandlerMapping.class)
                    .getHandlerMethods()
                    .keySet()
                    .forEach(mapping -> addresses.addAll(mapping.getPatternValues()));
        }

        assertThat(addresses.stream().filter(address -> !address.startsWith("/api/")))
                .containsExactly(
                        "/actuator/health",
                        "/actuator/health/**",
                        "/error",
                        "/metrics",
                        "/ping",
                        "/swagger-ui",
                        "/swagger-ui/",
                        "/v3/api-docs");
    }

    @Test
    void showsMetricsOfTheMachineAndOfRequests() {
        gateway.anyone().get("/ping");

        Answer answer = gateway.anyone().get("/metrics");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("text/plain").contains("version=0.0.4");
        assertThat(answer.response().body())
                .contains("jvm_memory_used_bytes{", "http_server_requests_seconds_count{", "uri=\"/ping\"");
    }

    @Test
    void showsMetricsAsOpenMetricsWhereThatIsAskedFor() {
        Answer answer = gateway.anyone()
                .with("Accept", "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.3")
                .get("/metrics");

        assertThat(answer.header("Content-Type")).startsWith("application/openmetrics-text");
        assertThat(answer.response().body()).endsWith("# EOF\n");
    }

    @Test
    void closesTheMetricsWhereTold() {
        try (Gateway closed = Gateway.start(Map.of("reelsync.metrics.open", "false"))) {
            assertThat(closed.anyone().get("/metrics").status()).isEqualTo(404);
            assertThat(closed.anyone().get("/actuator/metrics").status()).isEqualTo(404);
            assertThat(closed.anyone().get("/actuator/prometheus").status()).isEqualTo(404);
        }
    }

    @Test
    void tellsThatItLivesAndIsReady() {
        for (String probe : List.of("liveness", "readiness")) {
            Answer answer = gateway.anyone().get("/actuator/health/" + probe);

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.json().get("status").asString()).isEqualTo("UP");
        }
    }

    @Test
    void servesAPageThatRunsNothingButItsOwnScripts() {
        Answer page = gateway.anyone().get("/");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(page.response().body()).doesNotContainPattern("<script>|<style|style=|\\son[a-z]+=|https?://");
        Deque<String> parts = new ArrayDeque<>(parts(page));
        String assets = parts.peek().replaceFirst("[^/]*$", "");
        assertThat(assets).matches("assets/[0-9a-f]{12}/");
        assertThat(parts).contains(assets + "app.js", assets + "app.css", assets + "icon.svg");
        Set<String> seen = new HashSet<>(parts);
        while (!parts.isEmpty()) {
            String part = parts.remove();
            Answer answer = gateway.anyone().get("/" + part);
            assertThat(answer.status()).as(part).isEqualTo(200);
            assertThat(answer.header("Cache-Control"))
                    .as("kept for good, " + part)
                    .isEqualTo("max-age=31536000, public, immutable");
            assertThat(answer.response().body())
                    .as(part)
                    .doesNotContain("innerHTML", "insertAdjacentHTML", "document.write");
            if (part.endsWith(".js")) {
                // As anything else a browser takes no module.
                assertThat(answer.header("Content-Type")).as(part).startsWith("text/javascript");
                assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
                parts(answer).stream()
                        .map(name -> assets + name)
                        .filter(seen::add)
                        .forEach(parts::add);
            }
        }
        assertThat(seen)
                .contains(assets + "api.js", assets + "words.js", assets + "words-zh.js", assets + "words-en.js")
                .allSatisfy(part -> assertThat(part).startsWith(assets));
    }

    @Test
    void servesTheFilesOfAnotherVersionWithoutHavingThemKept() {
        Answer ours = gateway.anyone().get("/app.js");

        Answer other = gateway.anyone().get("/assets/0123456789ab/app.js");

        assertThat(other.status()).isEqualTo(200);
        assertThat(other.response().body()).isEqualTo(ours.response().body());
        assertThat(other.header("Cache-Control")).isEqualTo("no-cache");
        assertThat(gateway.anyone().get("/assets/0123456789ab/none.js").status())
                .isEqualTo(404);
        assertThat(gateway.anyone().get("/assets/0123456789ab/").status()).isEqualTo(404);
        assertThat(gateway.anyone().get("/assets/app.js").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/app.js"})
    void sendsAFileAgainOnlyWhereItHasChanged(String path) {
        Answer first = gateway.anyone().get(path);

        Answer again =
                gateway.anyone().with("If-None-Match", first.header("ETag")).get(path);

        assertThat(first.header("Cache-Control")).isEqualTo("no-cache");
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.response().body()).isEmpty();
        assertThat(gateway.anyone()
                        .with("If-None-Match", first.header("ETag"))
                        .get("/api.js")
                        .status())
                .isEqualTo(200);
        assertThat(first.response().headers().firstValue("Last-Modified")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/app.js", "/app.css", "/words-zh.js", "/v3/api-docs", "/swagger-ui/swagger-ui-bundle.js"})
    void sendsCompressedWhatIsLarge(String path) {
        Answer answer = gateway.as("VIEWER").with("Accept-Encoding", "gzip").get(path);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Encoding")).isEqualTo("gzip");
    }

    /** What a page asks for, or a script imports. */
    private static List<String> parts(Answer answer) {
        return PART.matcher(answer.response().body())
                .results()
                .map(part -> part.group(1) == null ? part.group(2) : part.group(1))
                .filter(part -> !part.startsWith("#"))
                .toList();
    }
}
