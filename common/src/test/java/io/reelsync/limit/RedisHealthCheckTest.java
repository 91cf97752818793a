package io.reelsync.limit;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.reelsync.Installation;
import io.reelsync.outage.ReportedOutages;
import io.reelsync.outage.Server;
import io.reelsync.outage.Servers;
import io.reelsync.servers.RedisServer;
import io.reelsync.testservers.TestServers;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

class RedisHealthCheckTest {
    private static RedisServer redis;
    private static Installation services;

    @BeforeAll
    static void start() {
        redis = TestServers.privateRedis();
        services = Installation.start(Map.of("reelsync.redis.url", redis.url()));
    }

    @AfterAll
    static void stop() {
        services.close();
        redis.close();
    }

    @ParameterizedTest
    @CsvSource({
        "REPLICAOF 127.0.0.1 1, REPLICAOF NO ONE, You can't write against a read only replica",
        "CONFIG SET maxmemory 1, CONFIG SET maxmemory 0, command not allowed when used memory > 'maxmemory'",
        "CONFIG SET min-replicas-to-write 1, CONFIG SET min-replicas-to-write 0, Not enough good replicas to write"
    })
    void redisThatTakesNoWritesIsAwayWithItsOwnWords(String trouble, String end, String words) throws Exception {
        ReportedOutages told = new ReportedOutages(services.bean(Servers.class), Server.REDIS);

        command(trouble);
        told.awaitAwayFor(words);
        command(end);
        told.awaitThere();

        assertThat(told.lines()).hasSize(2);
        assertThat(told.lines().get(0))
                .startsWith("Redis takes no writes (")
                .doesNotContain("script:", "channel:", "EVAL");
    }

    @Test
    void tellsOnceThatRedisMayThrowTheStateOfLimitsAway() throws Exception {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        ((Logger) LoggerFactory.getLogger(RedisHealthCheck.class)).addAppender(log);

        command("CONFIG SET maxmemory-policy allkeys-lru");
        command("CONFIG SET maxmemory 100mb");
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !log.list.isEmpty());
        for (int asked = 0; asked < 3; asked++) {
            services.bean(Servers.class).stillAnswers(Server.REDIS);
        }

        assertThat(log.list).hasSize(1);
        assertThat(log.list.get(0).getFormattedMessage())
                .contains("maxmemory-policy allkeys-lru", "set maxmemory-policy to noeviction");
        assertThat(services.bean(Servers.class).answers(Server.REDIS)).isTrue();
        command("CONFIG SET maxmemory 0");
    }

    private static void command(String words) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", redis.port())) {
            socket.getOutputStream().write((words + "\r\n").getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readNBytes(3), StandardCharsets.US_ASCII))
                    .isEqualTo("+OK");
        }
    }
}
