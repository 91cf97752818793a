package io.reelsync.gateway.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reelsync.gateway.Client;
import io.reelsync.gateway.Client.Answer;
import io.reelsync.gateway.Gateway;
import io.reelsync.gateway.events.EventSettings;
import io.reelsync.gateway.events.EventStreams;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class RunEventsTest {
    private static final int STREAMS = 4;
    private static Gateway gateway;

    private final Client operator = gateway.as("OPERATOR");

    @BeforeAll
    static void start() {
        gateway = Gateway.start(Map.of("reelsync.events.max-streams", STREAMS));
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    /** An open stream, read as a browser would. */
    private static final class Stream implements AutoCloseable {
        private final InputStream body;
        private final BufferedReader lines;

        Stream(HttpResponse<InputStream> response) {
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
            body = response.body();
            lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        }

        /** The next event's data; null where the stream is over. */
        JsonNode next() throws IOException {
            List<String> event = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty() && !event.isEmpty()) {
                    assertThat(event.get(0)).isEqualTo("event:progress");
                    assertThat(event.get(1)).startsWith("data:");
                    return Client.JSON.readTree(event.get(1).substring(5));
                }
                event.add(line);
            }
            return null;
        }

        JsonNode nextWhere(String field, String value) throws IOException {
            JsonNode event = next();
            while (event != null && !event.get(field).asString().equals(value)) {
                event = next();
            }
            return event;
        }

        @Override
        public void close() throws IOException {
            body.close();
        }
    }

    @Test
    void tellsOfARunFromNowToItsEnd() throws IOException {
        TestRun run = TestRun.ask(gateway, operator, List.of(1, 2));
        try (Stream stream = open(run)) {
            JsonNode first = stream.next();
            assertThat(first.get("state").asString()).isEqualTo("REQUESTED");
            assertThat(first.get("run_id").asString()).isEqualTo(Long.toString(run.id()));

            run.begin();
            run.item(1, "CREATED", null);
            JsonNode moved = stream.nextWhere("created", "1");
            assertThat(moved.get("state").asString()).isEqualTo("RUNNING");
            assertThat(moved.get("outstanding").asInt()).isEqualTo(1);

            run.item(2, "UNCHANGED", null);
            run.end("COMPLETED");
            JsonNode last = stream.nextWhere("state", "COMPLETED");
            assertThat(last.get("unchanged").asInt()).isEqualTo(1);
            assertThat(last.get("finished_at").isNull()).isFalse();
            assertThat(stream.next()).isNull();
        }
        nobodyWatches();
    }

    @Test
    void tellsOfAnActiveRunAtLeastEveryTwoSeconds() throws IOException {
        EventSettings settings = gateway.bean(EventSettings.class);
        assertThat(settings.lookEvery().plus(settings.tellAtLeastEvery())).isLessThanOrEqualTo(Duration.ofSeconds(2));
        TestRun run = TestRun.ask(gateway, operator, List.of(1));
        // Counted from before the first: what holds up a thread makes that longer, never shorter.
        long opened = System.nanoTime();
        try (Stream stream = open(run)) {
            stream.next();
            stream.next();
            for (int repeated = 1; repeated <= 3; repeated++) {
                assertThat(stream.next()).isNotNull();
                assertThat(Duration.ofNanos(System.nanoTime() - opened))
                        .as("no more often than it has to")
                        .isGreaterThan(settings.tellAtLeastEvery().multipliedBy(repeated));
            }
        }
        run.end("CANCELLED");
        nobodyWatches();
    }

    @Test
    void tellsOnceOfARunThatIsOver() throws IOException {
        TestRun run = TestRun.ask(gateway, operator, List.of(1));
        run.end("FAILED");

        try (Stream stream = open(run)) {
            assertThat(stream.next().get("state").asString()).isEqualTo("FAILED");
            assertThat(stream.next()).isNull();
        }
        nobodyWatches();
    }

    @Test
    void looksOnceForAllWhoWatchAndRefusesMoreThanItCanBear() throws IOException {
        TestRun run = TestRun.ask(gateway, operator, List.of(1));
        List<Stream> streams = new ArrayList<>();
        for (int i = 0; i < STREAMS; i++) {
            streams.add(open(run));
        }

        Answer refused = operator.get(run.path() + "/events");

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.header("Retry-After")).isEqualTo("10");
        assertThat(gateway.bean(EventStreams.class).watched()).isEqualTo(1);
        run.end("COMPLETED");
        for (Stream stream : streams) {
            assertThat(stream.nextWhere("state", "COMPLETED")).isNotNull();
            assertThat(stream.next()).isNull();
            stream.close();
        }
        nobodyWatches();
    }

    @Test
    void forgetsViewersWhoGoAway() throws IOException {
        TestRun run = TestRun.ask(gateway, operator, List.of(1));
        for (int i = 0; i < STREAMS; i++) {
            Stream stream = open(run);
            stream.next();
            stream.close();
        }

        nobodyWatches();
        run.end("CANCELLED");
    }

    @Test
    void endsTheStreamOfASessionThatHasEnded() throws IOException {
        TestRun run = TestRun.ask(gateway, operator, List.of(1));
        Client leaving = gateway.as("VIEWER");
        try (Stream left = new Stream(leaving.stream(run.path() + "/events"));
                Stream stays = open(run)) {
            left.next();
            leaving.post("/api/auth/logout");

            assertThat(left.nextWhere("state", "COMPLETED")).isNull();
            assertThat(stays.next()).isNotNull();
        }
        run.end("CANCELLED");
        nobodyWatches();
    }

    @Test
    void letsNobodyWatchWithoutSigningIn() {
        TestRun run = TestRun.ask(gateway, operator, List.of(1));

        assertThat(gateway.anyone().get(run.path() + "/events").status()).isEqualTo(401);
        run.end("CANCELLED");
    }

    @Test
    void holdsNobodyUpWhoStops() throws IOException {
        Gateway stopping = gateway.another();
        TestRun run = TestRun.ask(gateway, operator, List.of(1));
        HttpResponse<InputStream> response =
                stopping.anyone().withToken(operator.accessToken()).stream(run.path() + "/events");
        try (Stream stream = new Stream(response)) {
            stream.next();
            long before = System.nanoTime();

            stopping.close();

            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(20));
        }
        run.end("CANCELLED");
    }

    private Stream open(TestRun run) {
        return new Stream(operator.stream(run.path() + "/events"));
    }

    private static void nobodyWatches() {
        EventStreams events = gateway.bean(EventStreams.class);
        await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> {
            assertThat(events.openStreams()).isZero();
            assertThat(events.watched()).isZero();
        });
    }
}
