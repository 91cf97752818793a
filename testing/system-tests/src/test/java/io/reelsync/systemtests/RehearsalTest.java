package io.reelsync.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.gateway.GatewayApplication;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The start that the images are made with, where no server is: it loads what a service needs, and ends well. */
class RehearsalTest {
    @TempDir
    Path folder;

    @Test
    void endsWellWithoutAnyServer() throws Exception {
        Map<String, Object> settings = Map.of(
                "reelsync.mysql.url", "jdbc:mysql://127.0.0.1:1/none",
                "reelsync.mysql.user", "none",
                "reelsync.mysql.password", "none",
                "reelsync.rabbitmq.url", "amqp://none:none@127.0.0.1:1",
                "reelsync.redis.url", "redis://127.0.0.1:1",
                "reelsync.jwt.keys", "none:" + Base64.getEncoder().encodeToString(new SecureRandom().generateSeed(32)),
                "reelsync.admin.password", Cluster.ADMIN_PASSWORD,
                "reelsync.port", "0",
                "java.tool.options", "-Dspring.context.exit=onRefresh -Dspring.flyway.enabled=false");
        // The gateway: it has all that the others have, and looks for an administrator besides.
        try (ServiceProcess process = new ServiceProcess(GatewayApplication.class, settings, folder)) {
            assertThat(process.endsBySelfWithin(Duration.ofMinutes(3)))
                    .as(process::lastWords)
                    .isZero();
        }
    }
}
