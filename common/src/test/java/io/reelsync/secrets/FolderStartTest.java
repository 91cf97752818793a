package io.reelsync.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelsync.startup.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A start with secrets in files. */
class FolderStartTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "reelsync.mysql.password",
                "REELSYNC_MYSQL_PASSWORD",
                "reelsync_mysql_password",
                "reelsync-mysql-password",
                "reelsync/mysql/password"
            })
    void readsAFileHoweverItIsCalled(String name) throws IOException {
        write(name, "p@ss word\n");

        try (Started started = Started.from(folder)) {
            assertThat(started.get("reelsync.mysql.password")).isEqualTo("p@ss word");
        }
    }

    @Test
    void readsWhatTheVideoServiceCallsThem() throws IOException {
        write("mysql_dsn", "video:secret@tcp(db)/films\n");
        write("jwt_key", "correct-horse-battery-staple-0123456\n");

        try (Started started = Started.from(folder, "reelsync.mysql.driver=mariadb")) {
            assertThat(started.get("reelsync.mysql.url"))
                    .isEqualTo("jdbc:mariadb://db:3306/films?allowPublicKeyRetrieval=true");
            assertThat(started.get("reelsync.mysql.password")).isEqualTo("secret");
            assertThat(started.get("reelsync.jwt.keys")).startsWith("4bfffc6f:");
        }
    }

    @Test
    void followsTheLinksThatKubernetesMounts() throws IOException {
        write("..2026_11_25/REELSYNC_REDIS_URL", "redis://a");
        Files.createSymbolicLink(folder.resolve("..data"), Path.of("..2026_11_25"));
        Files.createSymbolicLink(folder.resolve("REELSYNC_REDIS_URL"), Path.of("..data/REELSYNC_REDIS_URL"));

        try (Started started = Started.from(folder)) {
            assertThat(started.get("reelsync.redis.url")).isEqualTo("redis://a");
        }
    }

    @Test
    void losesToWhatIsGivenAtTheStart() throws IOException {
        write("REELSYNC_REDIS_URL", "redis://file");

        try (Started started = Started.from(folder, "reelsync.redis.url=redis://given")) {
            assertThat(started.get("reelsync.redis.url")).isEqualTo("redis://given");
        }
    }

    @Test
    void letsTheLaterOfTwoFoldersWin() throws IOException {
        write("one/REELSYNC_REDIS_URL", "redis://one");
        write("other/reelsync_redis_url", "redis://other");

        try (Started started =
                Started.with("spring.config.import=configtree:" + folder + "/one/,configtree:" + folder + "/other/")) {
            assertThat(started.get("reelsync.redis.url")).isEqualTo("redis://other");
        }
    }

    @Test
    void goesOnWithoutAnOptionalFolder() {
        try (Started started = Started.with("spring.config.import=optional:configtree:" + folder + "/nowhere/")) {
            assertThat(started.get("reelsync.redis.url")).isEmpty();
        }
    }

    @Test
    void refusesAStartWithWhatCanNotBeRead() throws IOException {
        write("mysql_dsn", "hunter2");

        assertThatThrownBy(() -> Started.from(folder).close())
                .isInstanceOf(StartRefused.class)
                .hasMessageStartingWith("the folder " + folder + ": mysql_dsn has no '/'")
                .message()
                .doesNotContain("hunter2");
    }

    private void write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
