package io.reelsync.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.reelsync.servers.EtcdServer;
import io.reelsync.startup.StartRefused;
import io.reelsync.telemetry.MetricNames;
import io.reelsync.testservers.EtcdKeys;
import io.reelsync.testservers.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Settings that change while a service runs, in a real etcd and in files. */
@ExtendWith(OutputCaptureExtension.class)
class SettingsWatcherTest {
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final Replaced setting = new Replaced();
    private final MeterRegistry meters = new SimpleMeterRegistry();

    @AfterEach
    void closeAll() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
    }

    @Test
    void replacesASettingThatChangesInEtcd() {
        EtcdServer etcd = etcd();
        put(etcd, "{\"reelsync.test.word\": \"one\"}");
        watch(Started.from(etcd.url()));

        put(etcd, "{\"reelsync.test.word\": \"two\"}");
        soon().until(() -> setting.taken, List.of("two")::equals);

        new EtcdKeys(etcd.url()).put(Etcd.CONFIG, "reelsync.test.word=three");
        put(etcd, "{\"reelsync.test.word\": \"four\"}");
        soon().until(() -> setting.taken, List.of("two", "four")::equals);
    }

    @Test
    void saysOfAnyOtherSettingThatARestartTakesIt(CapturedOutput output) {
        EtcdServer etcd = etcd();
        put(etcd, "{\"reelsync.test.word\": \"one\", \"mysql_dsn\": \"video:secret@tcp(one)/films\"}");
        watch(Started.from(etcd.url()));

        put(etcd, "{\"reelsync.test.word\": \"one\", \"mysql_dsn\": \"video:hunter2@tcp(two)/films\"}");

        String line = "has new values of REELSYNC_MYSQL_PASSWORD, REELSYNC_MYSQL_URL; they take effect after a restart";
        soon().until(() -> output.getAll().contains(line));
        assertThat(output.getAll()).doesNotContain("hunter2");
        assertThat(setting.taken).isEmpty();
    }

    @Test
    void leavesASettingAloneThatTheStartWasGiven() {
        EtcdServer etcd = etcd();
        put(etcd, "{\"reelsync.test.word\": \"one\", \"reelsync.test.other\": \"one\"}");
        watch(Started.from(etcd.url(), "reelsync.test.word=given"));

        put(etcd, "{\"reelsync.test.word\": \"two\"}");
        put(etcd, "[]");

        soon().until(() -> refused() == 1);
        assertThat(setting.taken).isEmpty();
    }

    @Test
    void keepsTheOldValueWhereTheNewOneIsBadAndTakesTheNextGoodOne() {
        EtcdServer etcd = etcd();
        put(etcd, "{\"reelsync.test.word\": \"one\"}");
        watch(Started.from(etcd.url()));

        put(etcd, "{\"reelsync.test.word\": ");
        soon().until(() -> refused() == 1);
        put(etcd, "{\"reelsync.test.word\": \"bad\"}");
        soon().until(() -> refused() == 2);
        put(etcd, "{}");
        soon().until(() -> refused() == 3);
        new EtcdKeys(etcd.url()).delete(Etcd.SECRET);
        put(etcd, "{\"reelsync.test.word\": \"two\"}");

        soon().until(() -> setting.taken, List.of("two")::equals);
    }

    @Test
    void seesWhatChangedWhileEtcdWasAway() {
        EtcdServer etcd = etcd();
        put(etcd, "{\"reelsync.test.word\": \"one\"}");
        watch(Started.from(etcd.url()));

        etcd.kill();
        soon().until(() -> failures() > 0);
        etcd.start();
        put(etcd, "{\"reelsync.test.word\": \"two\"}");
        soon().until(() -> setting.taken, List.of("two")::equals);

        put(etcd, "{\"reelsync.test.word\": \"three\"}");
        soon().until(() -> setting.taken, List.of("two", "three")::equals);
    }

    @Test
    void watchesAnEtcdThatWasAwayAtTheStart() {
        EtcdServer etcd = etcd();
        etcd.stop();
        watch(Started.with("spring.config.import=optional:etcd:" + etcd.url()));
        soon().until(() -> failures() > 0);

        etcd.start();
        put(etcd, "{\"reelsync.test.word\": \"one\"}");

        soon().until(() -> setting.taken, List.of("one")::equals);
    }

    @Test
    void seesThatEtcdHasForgottenWhatIsWaitedFor() throws Exception {
        EtcdServer etcd = etcd();
        long first = put(etcd, "{}");
        new EtcdKeys(etcd.url()).compact(put(etcd, "{\"reelsync.test.word\": \"one\"}"));

        try (Etcd client = new EtcdLocation(etcd.url(), access(), "", false).connect()) {
            assertThatThrownBy(() -> client.awaitChange(first, Duration.ofSeconds(20)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("compacted");
            assertThat(client.read().settings()).containsEntry("REELSYNC_TEST_WORD", "one");
        }
    }

    @Test
    void looksAgainThoughNothingWasTold() throws Exception {
        EtcdServer etcd = etcd();
        long revision = put(etcd, "{}");

        try (Etcd client = new EtcdLocation(etcd.url(), access(), "", false).connect()) {
            long begun = System.nanoTime();
            client.awaitChange(revision + 1, Duration.ofMillis(300));
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(15));
        }
    }

    @Test
    void tellsWhatStoodThereBeforeTheStart() {
        EtcdServer etcd = etcd();
        put(etcd, "{\"reelsync.test.word\": \"zero\"}");
        put(etcd, "{\"reelsync.test.word\": \"one\"}");
        put(etcd, "{\"reelsync.test.word\": \"bad\"}");
        put(etcd, "{\"reelsync.test.word\": ");
        put(etcd, "{\"reelsync.test.word\": \"two\"}");
        put(etcd, "{\"reelsync.test.word\": \"two\", \"reelsync.test.other\": \"two\"}");

        watch(Started.from(etcd.url()));

        assertThat(setting.before).containsExactly("bad", "one");
    }

    @Test
    void tellsNothingOfBeforeWhereTheStartWasGivenTheValue() {
        EtcdServer etcd = etcd();
        put(etcd, "{\"reelsync.test.word\": \"one\"}");
        put(etcd, "{\"reelsync.test.word\": \"two\"}");

        watch(Started.from(etcd.url(), "reelsync.test.word=given"));

        assertThat(setting.before).isEmpty();
    }

    @Test
    void replacesASettingThatChangesInAFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("REELSYNC_TEST_WORD"), "one\n");
        watch(Started.from(folder));

        Files.writeString(file, "two\n");
        soon().until(() -> setting.taken, List.of("two")::equals);

        Files.delete(file);
        soon().until(() -> refused() == 1);
        Files.writeString(file, "three\n");
        soon().until(() -> setting.taken, List.of("two", "three")::equals);
    }

    @Test
    void seesAFolderThatWasMountedAnew(@TempDir Path parent) throws IOException {
        Path folder = Files.createDirectory(parent.resolve("secrets"));
        Files.writeString(folder.resolve("REELSYNC_TEST_WORD"), "one\n");
        watch(Started.from(folder));

        Files.move(folder, parent.resolve("gone"));
        soon().until(() -> meters.get(MetricNames.SETTINGS_WATCH_FAILURES)
                        .tag("place", "files")
                        .counter()
                        .count()
                > 0);
        Files.createDirectory(folder);
        Files.writeString(folder.resolve("REELSYNC_TEST_WORD"), "two\n");

        soon().until(() -> setting.taken, List.of("two")::equals);
    }

    private EtcdServer etcd() {
        EtcdServer etcd = TestServers.privateEtcd();
        opened.add(etcd);
        return etcd;
    }

    private void watch(Started started) {
        opened.add(started);
        SettingsWatcher watch = new SettingsWatcher(started.environment(), List.of(setting), meters);
        watch.afterSingletonsInstantiated();
        watch.start();
        opened.add(watch::stop);
    }

    private static EtcdSettings access() {
        return new EtcdSettings(null, null, null, null, null, Duration.ofSeconds(3));
    }

    private static long put(EtcdServer etcd, String secret) {
        return new EtcdKeys(etcd.url()).put(Etcd.SECRET, secret);
    }

    private double refused() {
        return meters.get(MetricNames.SETTINGS_REFUSED).counter().count();
    }

    private double failures() {
        return meters.get(MetricNames.SETTINGS_WATCH_FAILURES)
                .tag("place", "etcd")
                .counter()
                .count();
    }

    private static ConditionFactory soon() {
        return Awaitility.await().atMost(Duration.ofSeconds(10));
    }

    /** Takes any word that isn't bad. */
    private static final class Replaced implements ReplaceableSetting {
        private final List<String> taken = new CopyOnWriteArrayList<>();
        private final List<String> before = new CopyOnWriteArrayList<>();

        @Override
        public String property() {
            return "reelsync.test.word";
        }

        @Override
        public void replace(String value) {
            if (value.isEmpty() || value.equals("bad")) {
                throw new StartRefused("the word can't be '" + value + "'");
            }
            taken.add(value);
        }

        @Override
        public boolean wasBefore(String value) {
            before.add(value);
            return !value.equals("bad");
        }
    }
}
