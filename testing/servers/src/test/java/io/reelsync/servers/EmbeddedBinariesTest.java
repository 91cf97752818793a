package io.reelsync.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBinariesTest {
    @TempDir
    Path folder;

    @Test
    void runsTheBundledRedis() {
        Path binary = new EmbeddedBinaries(folder).redis();

        assertThat(binary).startsWith(folder);
        try (RedisServer server = new RedisServer(binary, folder.resolve("data"), 0, true, "secret")) {
            server.start();
            assertThat(server.url()).isEqualTo("redis://:secret@127.0.0.1:" + server.port() + "/0");
        }
    }

    @Test
    void runsTheBundledDatabaseServerAgainAfterAKill() {
        DatabaseBinaries binaries = new EmbeddedBinaries(folder).database();

        assertThat(binaries.server()).startsWith(folder);
        try (DatabaseServer server = new DatabaseServer(binaries, folder.resolve("data"), 0)) {
            server.start();
            server.kill();
            server.start();
            assertThat(server.isRunning()).isTrue();
        }
    }

    @Test
    void runsInAFolderWithSpacesAndAnyLetters() throws Exception {
        Path odd = Files.createDirectories(folder.resolve("我的 \"films\" (1)"));
        EmbeddedBinaries binaries = new EmbeddedBinaries(odd.resolve("cache"));

        try (RedisServer redis = new RedisServer(binaries.redis(), odd.resolve("redis"), 0, true, "secret");
                DatabaseServer database = new DatabaseServer(binaries.database(), odd.resolve("database"), 0)) {
            redis.start();
            database.start();
            assertThat(redis.isRunning()).isTrue();
            assertThat(database.isRunning()).isTrue();
        }
    }

    @Test
    void areKeptWithTheDataOfAUserWithoutAHome() {
        try (DataFolder data = DataFolder.open(folder.resolve("data"))) {
            assertThat(EmbeddedBinaries.of(data, null, "?").redis()).startsWith(data.resolve("cache"));
            assertThat(EmbeddedBinaries.of(data, " ", "/proc/none").redis()).startsWith(data.resolve("cache"));
            assertThat(EmbeddedBinaries.of(data, null, folder.resolve("home").toString())
                            .redis())
                    .startsWith(folder.resolve("home/.cache/reelsync"));
        }
    }

    @Test
    void saysThatTheCacheFolderThatIsAskedForCannotBeWrittenTo() {
        try (DataFolder data = DataFolder.open(folder.resolve("data"))) {
            assertThatThrownBy(() -> EmbeddedBinaries.of(data, "/proc/none", "/"))
                    .isInstanceOf(ServerException.class)
                    .hasMessage("the cache folder /proc/none/reelsync can't be written to: set XDG_CACHE_HOME to one"
                            + " that can");
        }
    }

    @Test
    void unpacksOnceAndLeavesNothingPartial() throws Exception {
        EmbeddedBinaries binaries = new EmbeddedBinaries(folder);
        Path first = binaries.redis();
        Object key = Files.readAttributes(first, "unix:ino").get("ino");

        assertThat(Files.readAttributes(binaries.redis(), "unix:ino").get("ino"))
                .isEqualTo(key);
        try (Stream<Path> entries = Files.list(folder)) {
            assertThat(entries).noneMatch(entry -> entry.toString().endsWith(".partial"));
        }
    }
}
