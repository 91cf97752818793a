package io.reelsync.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.gateway.GatewayApplication;
import io.reelsync.scheduler.SchedulerApplication;
import io.reelsync.worker.WorkerApplication;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A service that can't be started says why in one line, and ends with exit code 2. */
class StartRefusedTest {

    @Test
    void namesTheSettingThatIsMissing() throws Exception {
        assertThat(start(WorkerApplication.class, Map.of()))
                .startsWith("reelsync worker: ")
                .contains("REELSYNC_MYSQL_URL");
        assertThat(start(SchedulerApplication.class, Map.of()))
                .startsWith("reelsync scheduler: ")
                .contains("REELSYNC_MYSQL_URL");
        assertThat(start(GatewayApplication.class, Map.of()))
                .startsWith("reelsync gateway: ")
                .contains("REELSYNC_");
    }

    @Test
    void namesTheLogThatCannotBeWritten() throws Exception {
        Map<String, Object> settings = Map.of(
                "reelsync.mysql.url", "jdbc:mariadb://127.0.0.1:1/none",
                "reelsync.rabbitmq.url", "amqp://127.0.0.1:1",
                "reelsync.redis.url", "redis://127.0.0.1:1",
                "reelsync.log-dir", "/proc/none");

        assertThat(start(WorkerApplication.class, settings))
                .isEqualTo("reelsync worker: the log /proc/none/app.log can't be written: set REELSYNC_LOG_DIR to a"
                        + " folder that can");
    }

    @Test
    void namesThePortThatIsTaken() throws Exception {
        try (Cluster cluster = new Cluster();
                ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Map<String, Object> settings = new HashMap<>(cluster.settings);
            settings.put("reelsync.port", taken.getLocalPort());

            assertThat(start(GatewayApplication.class, settings))
                    .startsWith("reelsync gateway: ")
                    .contains(String.valueOf(taken.getLocalPort()));
        }
    }

    /** What it says on its console. */
    static String start(Class<?> application, Map<String, Object> settings) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-XX:TieredStopAtLevel=1",
                        application.getName())
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("REELSYNC_"));
        builder.environment()
                .put("REELSYNC_LOG_DIR", Path.of("target", "logs", "refused").toString());
        settings.forEach((key, value) -> builder.environment()
                .put(key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT), value.toString()));
        Process process = builder.start();
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(said).isEqualTo(2);
            assertThat(said.lines()).as(said).hasSize(1);
            return said;
        } finally {
            process.destroyForcibly();
        }
    }
}
