package io.reelsync.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelsync.TestCertificate;
import io.reelsync.servers.EtcdServer;
import io.reelsync.servers.Ports;
import io.reelsync.servers.Tls;
import io.reelsync.startup.StartRefused;
import io.reelsync.testservers.EtcdKeys;
import io.reelsync.testservers.TestServers;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start with settings from a real etcd, or from one that is away. */
class EtcdStartTest {
    private static EtcdServer etcd;
    private static EtcdKeys keys;

    @BeforeAll
    static void startEtcd() {
        etcd = TestServers.privateEtcd();
        keys = new EtcdKeys(etcd.url());
    }

    @AfterAll
    static void stopEtcd() {
        etcd.close();
    }

    @BeforeEach
    void nothingInIt() {
        keys.delete(Etcd.SECRET);
        keys.delete(Etcd.CONFIG);
    }

    @Test
    void readsBothKeysAndTheSecretWins() {
        keys.put(
                Etcd.SECRET,
                "{\"mysql_dsn\": \"video:p@ss/word@tcp(db)/films\", \"REELSYNC_REDIS_URL\": \"redis://s\"}");
        keys.put(Etcd.CONFIG, "reelsync.redis.url=redis://c\nreelsync.douban.list-size=20\n");

        try (Started started = Started.from(etcd.url())) {
            assertThat(started.get("reelsync.mysql.url"))
                    .isEqualTo("jdbc:mysql://db:3306/films?allowPublicKeyRetrieval=true");
            assertThat(started.get("reelsync.mysql.user")).isEqualTo("video");
            assertThat(started.get("reelsync.mysql.password")).isEqualTo("p@ss/word");
            assertThat(started.get("reelsync.redis.url")).isEqualTo("redis://s");
            assertThat(started.get("reelsync.douban.list-size")).isEqualTo("20");
        }
    }

    @Test
    void winsOverDefaultsAndLosesToWhatIsGivenAtTheStart() {
        keys.put(Etcd.SECRET, "{\"REELSYNC_LOWER\": \"etcd\", \"REELSYNC_HIGHER\": \"etcd\"}");

        try (Started started = Started.from(etcd.url(), "reelsync.higher=given")) {
            assertThat(started.get("reelsync.lower")).isEqualTo("etcd");
            assertThat(started.get("reelsync.higher")).isEqualTo("given");
        }
    }

    @Test
    void changesNothingThatIsNotOurs() {
        keys.put(Etcd.SECRET, "{\"spring.main.web-application-type\": \"servlet\", \"user.home\": \"/tmp\"}");

        try (Started started = Started.from(etcd.url())) {
            assertThat(started.get("spring.main.web-application-type")).isEmpty();
            assertThat(started.get("user.home")).isEqualTo(System.getProperty("user.home"));
        }
    }

    @Test
    void takesAValueAsItIs() {
        keys.put(Etcd.SECRET, """
                {"mysql_dsn": "video:a${b}\\\\${user.home}c@tcp(db)/films", "reelsync.a": "${user.home}"}""");

        try (Started started = Started.from(etcd.url(), "reelsync.told={${reelsync.mysql.password}}")) {
            assertThat(started.get("reelsync.mysql.password")).isEqualTo("a${b}\\${user.home}c");
            assertThat(started.get("reelsync.told")).isEqualTo("{a${b}\\${user.home}c}");
            assertThat(started.get("reelsync.a")).isEqualTo("${user.home}");
        }
    }

    @Test
    void asksAnotherMemberWhereTheFirstIsAway() {
        keys.put(Etcd.SECRET, "{\"REELSYNC_REDIS_URL\": \"redis://s\"}");

        try (Started started = Started.from("http://127.0.0.1:" + Ports.free() + ";" + etcd.url())) {
            assertThat(started.get("reelsync.redis.url")).isEqualTo("redis://s");
        }
    }

    @Test
    void goesOnWithoutAnOptionalOne() {
        long begun = System.nanoTime();

        try (Started started = Started.with(
                "spring.config.import=optional:etcd:http://127.0.0.1:" + Ports.free(),
                "reelsync.redis.url=redis://a")) {
            assertThat(started.get("reelsync.redis.url")).isEqualTo("redis://a");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void refusesAStartWithoutOneThatIsNeeded() {
        String url = "http://127.0.0.1:" + Ports.free();

        assertThatThrownBy(() -> Started.from(url).close())
                .isInstanceOf(StartRefused.class)
                .hasMessageStartingWith("etcd at " + url + " does not answer")
                .hasMessageContaining("Connection refused")
                .hasMessageEndingWith("(spring.config.import)");
    }

    @Test
    void waitsNoLongerThanToldForOneThatSaysNothing() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            long begun = System.nanoTime();

            assertThatThrownBy(() -> Started.from(
                                    "http://127.0.0.1:" + silent.getLocalPort(), "reelsync.etcd.answer-within=1s")
                            .close())
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining("does not answer");
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
        }
    }

    @Test
    void refusesAStartWhereNothingIsThereUnlessOptional() {
        assertThatThrownBy(() -> Started.from(etcd.url()).close())
                .isInstanceOf(StartRefused.class)
                .hasMessage("etcd at " + etcd.url() + ": has neither /video-service/secret nor /video-service/config");

        try (Started started = Started.with("spring.config.import=optional:etcd:" + etcd.url())) {
            assertThat(started.get("reelsync.redis.url")).isEmpty();
        }
    }

    @Test
    void refusesAStartWithWhatCanNotBeReadEvenWhereItIsOptional() {
        keys.put(Etcd.SECRET, "{\"jwt_key\": hunter2}");

        assertThatThrownBy(() -> Started.with("spring.config.import=optional:etcd:" + etcd.url())
                        .close())
                .isInstanceOf(StartRefused.class)
                .hasMessage("etcd at " + etcd.url() + ": /video-service/secret is not valid JSON (line 1, column 13)")
                .message()
                .doesNotContain("hunter2");
    }

    @Test
    void refusesWhatIsNoAddress() {
        assertThatThrownBy(() -> Started.from("localhost:2379").close()).hasMessageContaining("without http://");
        assertThatThrownBy(() -> Started.from("127.0.0.1:2379").close()).hasMessageContaining("can't be read");
        assertThatThrownBy(() -> Started.from("http://127.0.0.1").close()).hasMessageContaining("a port");
        assertThatThrownBy(
                        () -> Started.from("http://root:hunter2@127.0.0.1:2379").close())
                .hasMessageContaining("REELSYNC_ETCD_USER")
                .message()
                .doesNotContain("hunter2");
        assertThatThrownBy(() -> Started.from("").close()).hasMessageContaining("names no address");
        assertThatThrownBy(() -> Started.from("http://a:1;https://b:1").close())
                .hasMessageContaining("mixes http and https");
    }

    @Test
    void remembersWhatStoodThereBefore() {
        keys.put(Etcd.SECRET, "{\"reelsync.a\": \"1\"}");
        keys.put(Etcd.CONFIG, "{\"reelsync.b\": \"1\"}");
        keys.put(Etcd.SECRET, "{\"reelsync.a\": \"2\"}");

        try (Started started = Started.from(etcd.url())) {
            ExternalPropertySource source = source(started);
            assertThat(source.getSource()).containsEntry("REELSYNC_A", "2").containsEntry("REELSYNC_B", "1");
            assertThat(source.before().get(0)).containsEntry("REELSYNC_A", "1").containsEntry("REELSYNC_B", "1");
            assertThat(source.before().get(1)).containsEntry("REELSYNC_A", "1").doesNotContainKey("REELSYNC_B");
        }
    }

    @Test
    void remembersNothingThatEtcdHasForgotten() {
        keys.put(Etcd.SECRET, "{\"reelsync.a\": \"1\"}");
        keys.compact(keys.put(Etcd.SECRET, "{\"reelsync.a\": \"2\"}"));

        try (Started started = Started.from(etcd.url())) {
            assertThat(source(started).before()).isEmpty();
        }
    }

    @Test
    void showsNoneOfItsValues() {
        keys.put(Etcd.SECRET, "{\"jwt_key\": \"hunter2\"}");

        try (Started started = Started.from(etcd.url(), "reelsync.etcd.password=hunter2")) {
            assertThat(source(started).toString()).doesNotContain("hunter2");
            assertThat(source(started).place().toString()).doesNotContain("hunter2");
        }
    }

    @Test
    void saysWhoItIs() {
        try (EtcdServer guarded = TestServers.privateEtcd()) {
            EtcdKeys there = new EtcdKeys(guarded.url());
            there.put(Etcd.SECRET, "{\"REELSYNC_REDIS_URL\": \"redis://s\"}");
            guard(there);

            try (Started started =
                    Started.from(guarded.url(), "reelsync.etcd.user=reelsync", "reelsync.etcd.password=our own")) {
                assertThat(started.get("reelsync.redis.url")).isEqualTo("redis://s");
            }
            assertThatThrownBy(() -> Started.from(
                                    guarded.url(), "reelsync.etcd.user=reelsync", "reelsync.etcd.password=hunter2")
                            .close())
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining("authentication failed")
                    .message()
                    .doesNotContain("hunter2");
            assertThatThrownBy(() -> Started.from(guarded.url()).close()).isInstanceOf(StartRefused.class);
        }
    }

    /** From now on only root may write, and reelsync may read our two keys and no other. */
    private static void guard(EtcdKeys there) {
        there.call("/v3/auth/user/add", "{\"name\":\"root\",\"password\":\"root's\"}");
        there.call("/v3/auth/role/add", "{\"name\":\"root\"}");
        there.call("/v3/auth/user/grant", "{\"user\":\"root\",\"role\":\"root\"}");
        there.call("/v3/auth/user/add", "{\"name\":\"reelsync\",\"password\":\"our own\"}");
        there.call("/v3/auth/role/add", "{\"name\":\"reader\"}");
        for (String key : new String[] {Etcd.SECRET, Etcd.CONFIG}) {
            String base64 = Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8));
            there.call(
                    "/v3/auth/role/grant",
                    "{\"name\":\"reader\",\"perm\":{\"permType\":\"READ\",\"key\":\"" + base64 + "\"}}");
        }
        there.call("/v3/auth/user/grant", "{\"user\":\"reelsync\",\"role\":\"reader\"}");
        there.call("/v3/auth/enable", "{}");
    }

    @Test
    void speaksToOneThatItTrustsAndToNoOther(@TempDir Path folder) throws Exception {
        Tls tls = TestCertificate.in(folder);
        try (EtcdServer encrypted = TestServers.privateEtcd(tls)) {
            assertThat(encrypted.url()).startsWith("https://");
            try (Started started = Started.with(
                    "spring.config.import=optional:etcd:" + encrypted.url(),
                    "reelsync.etcd.ca-file=" + tls.certificate())) {
                assertThat(source(started).place().name()).isEqualTo("etcd at " + encrypted.url());
            }
            assertThatThrownBy(() -> Started.from(encrypted.url(), "reelsync.etcd.ca-file=" + tls.certificate())
                            .close())
                    .hasMessageContaining("has neither");
            assertThatThrownBy(() -> Started.from(encrypted.url()).close())
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining("does not answer");
        }
    }

    @Test
    void namesTheFileThatIsNoCertificate(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("ca.pem"), "no certificate");

        assertThatThrownBy(() -> Started.from("https://127.0.0.1:1", "reelsync.etcd.ca-file=" + file)
                        .close())
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("REELSYNC_ETCD_CA_FILE");
    }

    private static ExternalPropertySource source(Started started) {
        return started.environment().getPropertySources().stream()
                .filter(ExternalPropertySource.class::isInstance)
                .map(ExternalPropertySource.class::cast)
                .findFirst()
                .orElseThrow();
    }
}
