package io.reelsync.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reelsync.servers.Leftovers;
import io.reelsync.servers.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The one-command mode as a process of its own, as a user meets it: in a folder of any name, in a language that writes
 * numbers in other digits, and by the very commands of the README and the docs.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class UpTest {
    private static final Path PROJECT = Path.of("../..").toAbsolutePath().normalize();
    private static final int PORT = Ports.free();

    @TempDir
    static Path folder;

    private static Path home = Path.of("");
    private static Path said = Path.of("");
    private static Process up;

    @BeforeAll
    static void start() throws Exception {
        home = Files.createDirectories(folder.resolve("我的 films (1)/reelsync"));
        said = folder.resolve("up.out");
        Files.writeString(home.resolve("reelsync"), launcher());
        Files.setPosixFilePermissions(home.resolve("reelsync"), PosixFilePermissions.fromString("rwx------"));
        up = bash(first("README.md"), home.getParent())
                .redirectOutput(said.toFile())
                .start();
        await().atMost(Duration.ofMinutes(5)).until(() -> !up.isAlive() || told().contains("Stop with Ctrl-C"));
        assertThat(up.isAlive()).as(told()).isTrue();
        // What the docs say of a cluster's folder is found in this one's.
        Path cluster = Files.createDirectories(home.resolve(".reelsync-cluster/up-1"));
        Files.createSymbolicLink(cluster.resolve("app.log"), home.resolve("logs/app.log"));
        Files.createSymbolicLink(cluster.resolveSibling("admin-password"), home.resolve(".reelsync/admin-password"));
    }

    @AfterAll
    static void stop() throws Exception {
        end();
        Leftovers.reap(folder);
    }

    @Test
    @Order(1)
    void tellsWhatItDidInDigitsThatMachinesRead() throws IOException {
        assertThat(told()).contains("listed 5, planned 5: created 5,").doesNotContainPattern("[\\u06F0-\\u06F9]");
    }

    @Test
    @Order(2)
    void everyCommandOfTheReadmeAndTheDocsRunsAsItIsWritten() throws Exception {
        List<Commands.Block> blocks = Commands.in(PROJECT);
        assertThat(Commands.needless(blocks)).as("an exception without a block").isEmpty();
        List<Commands.Block> run = blocks.stream()
                .filter(Commands.Block::isRun)
                .filter(block -> !isUp(block) && !needsTheDataItself(block))
                .toList();
        assertThat(run).hasSizeGreaterThan(4);
        for (String page : run.stream().map(Commands.Block::page).distinct().toList()) {
            String script = run.stream()
                    .filter(block -> block.page().equals(page))
                    .map(Commands.Block::script)
                    .collect(Collectors.joining());
            String output = run(script, home);
            if (page.equals("README.md")) {
                assertThat(output).contains("\"state\":\"COMPLETED\"");
            }
        }
    }

    @Test
    @Order(3)
    void startsAServerThatHasDiedAgain() throws Exception {
        for (String server : List.of("redis", "database")) {
            Path pidFile = home.resolve(".reelsync/" + server + "/" + server + ".pid");
            String pid = Files.readString(pidFile);
            ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow().destroyForcibly();

            await().atMost(Duration.ofMinutes(1))
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .until(() -> !Files.readString(pidFile).equals(pid));
        }
        await().atMost(Duration.ofMinutes(1))
                .until(() -> bash("curl -sf http://127.0.0.1:5500/actuator/health/readiness", home)
                                .redirectErrorStream(true)
                                .start()
                                .waitFor()
                        == 0);
        assertThat(up.isAlive()).isTrue();
    }

    @Test
    @Order(4)
    void commandsThatNeedItsDataRunOnceItIsStopped() throws Exception {
        end();
        for (Commands.Block block :
                Commands.in(PROJECT).stream().filter(UpTest::needsTheDataItself).toList()) {
            assertThat(run(block.script(), home)).contains("The archive holds no page");
        }
    }

    @Test
    @Order(5)
    void aDatasetGoesIntoItsDataOnceItIsStopped() throws Exception {
        Path file = home.resolve("title.ratings.tsv");
        Files.writeString(file, "tconst\taverageRating\tnumVotes\ntt9999999\t7.0\t5\n");

        assertThat(run("./reelsync import imdb title.ratings.tsv\n", home))
                .contains("imdb/title.ratings, 1 rows", "titles of the catalogue: 0");
        assertThat(run("./reelsync import imdb title.ratings.tsv\n", home)).contains("it is not read again");
        Files.writeString(file, "tconst\taverageRating\tnumVotes\ntt99");
        assertThat(run("./reelsync import imdb title.ratings.tsv || echo code $?\n", home))
                .contains("cut off", "nothing was changed", "code 1");
        assertThat(run("./reelsync import nobody title.ratings.tsv || echo code $?\n", home))
                .contains("'nobody' has no datasets to import; these have: imdb", "code 2");
        assertThat(run("./reelsync import imdb none.tsv || echo code $?\n", home))
                .contains("there is no file none.tsv that can be read", "code 2");
    }

    private static boolean isUp(Commands.Block block) {
        return block.script().endsWith("\n./reelsync up\n");
    }

    private static boolean needsTheDataItself(Commands.Block block) {
        return block.script().startsWith("./reelsync reparse");
    }

    private static String first(String page) throws IOException {
        return Commands.in(PROJECT).stream()
                .filter(block -> block.page().equals(page) && isUp(block))
                .findFirst()
                .orElseThrow()
                .script()
                .replace("./reelsync up", "exec ./reelsync up --limit 5 --port 5500");
    }

    /** In the place of the launcher, which would build first: the same classes, by the same names. It types passwords. */
    private static String launcher() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return String.format(Locale.ROOT, """
                #!/bin/bash
                command=$1
                shift
                case $command in
                  up) class=standalone.UpCommand ;;
                  status | sync)
                    class=terminal.TerminalCommand
                    set -- "$command" "$@" ;;
                  completion) class=standalone.CompletionCommand ;;
                  quality)
                    class=standalone.QualityCommand
                    export REELSYNC_ADMIN_PASSWORD=$(cat .reelsync/admin-password)
                    set -- --url http://127.0.0.1:%d "$@" ;;
                  reparse) class=standalone.ReparseCommand ;;
                  import) class=standalone.ImportCommand ;;
                  *) echo "no $command here" >&2; exit 2 ;;
                esac
                exec '%s' -cp '%s' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Duser.language=fa -Duser.country=IR \\
                  "-Dreelsync.home=$PWD" "io.reelsync.$class" "$@"
                """, PORT, java, System.getProperty("java.class.path"));
    }

    private static String run(String script, Path place) throws Exception {
        Path output = folder.resolve("command.out");
        Process process = bash(script, place).redirectOutput(output.toFile()).start();
        boolean ended = process.waitFor(2, TimeUnit.MINUTES);
        process.destroyForcibly();
        String words = Files.readString(output);
        assertThat(ended && process.exitValue() == 0)
                .as(() -> script + "\nsays:\n" + words)
                .isTrue();
        return words;
    }

    /** The usual port may be taken on the tests' machine. */
    private static ProcessBuilder bash(String script, Path place) {
        ProcessBuilder builder = new ProcessBuilder(
                        "bash", "-euo", "pipefail", "-c", script.replace("5500", String.valueOf(PORT)))
                .directory(place.toFile())
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("REELSYNC_") || name.startsWith("SPRING_"));
        builder.environment().put("LC_ALL", "C.UTF-8");
        return builder;
    }

    private static String told() throws IOException {
        return Files.readString(said);
    }

    private static void end() throws InterruptedException {
        up.destroy();
        if (!up.waitFor(30, TimeUnit.SECONDS)) {
            up.destroyForcibly();
        }
    }
}
