package io.reelsync.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.gateway.GatewayApplication;
import io.reelsync.scheduler.SchedulerApplication;
import io.reelsync.servers.EtcdServer;
import io.reelsync.servers.Ports;
import io.reelsync.testservers.EtcdKeys;
import io.reelsync.testservers.TestServers;
import io.reelsync.worker.WorkerApplication;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Services as processes of their own, whose environment says where their settings are rather than what. */
class SettingsElsewhereTest {
    private static final List<String> SECRET = List.of(
            "reelsync.mysql.url",
            "reelsync.mysql.user",
            "reelsync.mysql.password",
            "reelsync.rabbitmq.url",
            "reelsync.jwt.keys",
            "reelsync.admin.password");

    @TempDir
    Path folder;

    @Test
    void everyServiceStartsWithSettingsFromEtcd() throws Exception {
        try (Cluster cluster = new Cluster();
                EtcdServer etcd = TestServers.privateEtcd()) {
            StringBuilder json = new StringBuilder();
            for (String name : SECRET) {
                json.append(json.isEmpty() ? "{" : ",")
                        .append("\"" + name + "\":\"" + cluster.settings.get(name) + "\"");
            }
            // The environment says where Redis is, and wins.
            json.append(",\"REELSYNC_REDIS_URL\":\"redis://127.0.0.1:1/0\"}");
            new EtcdKeys(etcd.url()).put("/video-service/secret", json.toString());
            Map<String, Object> settings = without(cluster.settings);
            settings.put("spring.config.import", "etcd:" + etcd.url());
            // Three services that start at once leave little to etcd.
            settings.put("reelsync.etcd.answer-within", "60s");

            assertThatAllServe(settings, cluster);
        }
    }

    @Test
    void aServiceStartsWithSettingsFromFiles() throws Exception {
        Path secrets = Files.createDirectory(folder.resolve("secrets"));
        try (Cluster cluster = new Cluster()) {
            for (String name : SECRET) {
                String file = name.toUpperCase(Locale.ROOT).replace('.', '_');
                Files.writeString(secrets.resolve(file), cluster.settings.get(name) + "\n");
            }
            Map<String, Object> settings = without(cluster.settings);
            settings.put("spring.config.import", "optional:configtree:" + secrets + "/");

            // The one that needs all of them.
            try (ServiceProcess gateway =
                    new ServiceProcess(GatewayApplication.class, settings, folder.resolve("gateway"))) {
                assertThatServes(gateway, cluster);
            }
        }
    }

    @Test
    void aServiceSaysInOneLineThatItsEtcdIsAway() throws Exception {
        String url = "http://127.0.0.1:" + Ports.free();

        assertThat(StartRefusedTest.start(WorkerApplication.class, Map.of("spring.config.import", "etcd:" + url)))
                .startsWith("reelsync worker: etcd at " + url + " does not answer: ");
    }

    @Test
    void aServiceSaysInOneLineThatItsFolderIsNotThere() throws Exception {
        assertThat(StartRefusedTest.start(
                        WorkerApplication.class, Map.of("spring.config.import", "configtree:" + folder + "/nowhere/")))
                .startsWith("reelsync worker: ")
                .contains("nowhere");
    }

    private static Map<String, Object> without(Map<String, Object> settings) {
        Map<String, Object> rest = new HashMap<>(settings);
        SECRET.forEach(rest::remove);
        return rest;
    }

    private void assertThatAllServe(Map<String, Object> settings, Cluster cluster) throws Exception {
        Map<String, Object> bare = Cluster.withoutGateway(settings);
        try (ServiceProcess gateway =
                        new ServiceProcess(GatewayApplication.class, settings, folder.resolve("gateway"));
                ServiceProcess scheduler =
                        new ServiceProcess(SchedulerApplication.class, bare, folder.resolve("scheduler"));
                ServiceProcess worker = new ServiceProcess(WorkerApplication.class, bare, folder.resolve("worker"))) {
            for (ServiceProcess service : List.of(gateway, scheduler, worker)) {
                assertThatServes(service, cluster);
            }
        }
    }

    /** It serves, and its log shows no secret. */
    private static void assertThatServes(ServiceProcess service, Cluster cluster) throws Exception {
        assertThat(readiness(service.url())).isEqualTo(200);
        assertThat(Files.readString(service.log()))
                .doesNotContain(
                        cluster.database.password(),
                        Cluster.ADMIN_PASSWORD,
                        cluster.settings.get("reelsync.jwt.keys").toString());
    }

    private static int readiness(String url) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/actuator/health/readiness"))
                .timeout(Duration.ofSeconds(10))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
