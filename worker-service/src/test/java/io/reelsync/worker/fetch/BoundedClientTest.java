package io.reelsync.worker.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.reelsync.limit.Permit;
import io.reelsync.limit.Permits;
import io.reelsync.source.PageRequest;
import io.reelsync.source.Rate;
import io.reelsync.source.Response;
import io.reelsync.worker.WorkerSettings;
import io.reelsync.worker.WorkerUnderTest;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.Test;
import org.redisson.api.RScoredSortedSet;
import org.redisson.api.RedissonClient;
import org.redisson.api.redisnode.RedisNodes;
import org.redisson.client.codec.StringCodec;
import org.redisson.client.protocol.Time;
import org.springframework.util.unit.DataSize;

class BoundedClientTest {
    private static final String SOURCE = "held-up";
    /** More than the buffers of two sockets take. */
    private static final int LARGE_HEADER = 32 << 20;

    @Test
    void aRequestThatIsHeldUpAfterItsPermitHoldsBackTheNextOfItsLane() throws Exception {
        ScheduledExecutorService deadlines = Executors.newScheduledThreadPool(1);
        try (WorkerUnderTest worker = new WorkerUnderTest("20/1s", null);
                ServerSocket site = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                BoundedClient client = new BoundedClient(
                        worker.bean(WorkerSettings.class),
                        null,
                        SystemDefaultDnsResolver.INSTANCE,
                        new BoundedClient.Bounds(Duration.ofSeconds(30), DataSize.ofMegabytes(1), new LargePages(1)),
                        deadlines,
                        Timer.builder("test").register(new SimpleMeterRegistry()))) {
            RedissonClient redisson = worker.bean(RedissonClient.class);
            CompletableFuture<Long> reads = CompletableFuture.supplyAsync(() -> answer(site, redisson));

            Response response = null;
            while (response == null) { // A busy machine may let the permit pass.
                response = client.fetch(
                        new PageRequest(
                                "page",
                                URI.create("http://localhost:" + site.getLocalPort() + "/"),
                                Map.of("X-Large", "x".repeat(LARGE_HEADER))),
                        permit(worker.bean(Permits.class)));
            }

            assertThat(response.status()).isEqualTo(200);
            long written = reads.get(10, TimeUnit.SECONDS);
            String key = redisson.getKeys()
                    .getKeysStreamByPattern("*:limit:{" + SOURCE + "}:lanes")
                    .findFirst()
                    .orElseThrow();
            RScoredSortedSet<String> lanes = redisson.getScoredSortedSet(key, StringCodec.INSTANCE);
            await().until(() -> lanes.lastScore() >= written + TimeUnit.SECONDS.toMicros(1));
        } finally {
            deadlines.shutdownNow();
        }
    }

    private static Permit permit(Permits permits) throws InterruptedException {
        Permits.Result answer = permits.acquire(
                new Permits.Request(SOURCE, Rate.of("40/1s"), Duration.ofSeconds(30), false, () -> true));
        assertThat(answer).isInstanceOf(Permits.Result.Granted.class);
        return ((Permits.Result.Granted) answer).permit();
    }

    /** Answers one request, which it lets wait before it reads it; by Redis' clock, when it began to read. */
    private static long answer(ServerSocket site, RedissonClient redisson) {
        try (Socket connection = site.accept();
                InputStream request = new BufferedInputStream(connection.getInputStream())) {
            request.read();
            TimeUnit.MILLISECONDS.sleep(300);
            Time time = redisson.getRedisNodes(RedisNodes.SINGLE).getInstance().time();
            String end = "\r\n\r\n";
            for (int matched = 0; matched < end.length(); ) {
                int character = request.read();
                matched = character == end.charAt(matched) ? matched + 1 : character == end.charAt(0) ? 1 : 0;
            }
            connection
                    .getOutputStream()
                    .write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return time.getSeconds() * 1_000_000L + time.getMicroseconds();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
