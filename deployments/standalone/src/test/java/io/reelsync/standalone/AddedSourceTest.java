package io.reelsync.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reelsync.servers.Leftovers;
import io.reelsync.servers.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/adding-a-source.md promises: its source's jar in a folder, and {@code ./reelsync up} reads it. */
class AddedSourceTest {
    private static final Path EXAMPLE = Path.of("../../sources/example-source/src");
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final String CLASS_PATH = System.getProperty("java.class.path");

    @TempDir
    private Path folder;

    @AfterEach
    void end() {
        Leftovers.reap(folder);
    }

    @Test
    void isReadByUpLikeAnyOther() throws Exception {
        Path sources = Files.createDirectories(folder.resolve("sources"));
        jar(sources.resolve("filmclub-source.jar"));
        int port = Ports.free();
        Path siteSaid = folder.resolve("site.out");
        Process site = new ProcessBuilder(JAVA, site().toString(), String.valueOf(port))
                .redirectErrorStream(true)
                .redirectOutput(siteSaid.toFile())
                .start();
        try {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> Files.readString(siteSaid).contains("The film club is at"));

            String said = up(0, sources, port, "--feeds", "filmclub/films");

            assertThat(said)
                    .contains("Reading filmclub at 5/1s")
                    .contains("listed 23, planned 23: created 22, changed 0, unchanged 0, gone 1, failed 0");
            assertThat(Files.readString(siteSaid))
                    .contains("200 /films\n", "200 /films?after=20\n", "200 /films/23\n", "404 /films/13\n")
                    .doesNotContain("429 ");
        } finally {
            site.destroy();
        }
    }

    @Test
    void isRefusedInOneLineWhereItsJarIsBroken() throws Exception {
        Files.writeString(folder.resolve("filmclub-source.jar"), "half of a download");

        assertThat(up(2, folder, 0).lines())
                .singleElement()
                .asString()
                .startsWith("reelsync up: REELSYNC_SOURCES_DIR: " + folder.resolve("filmclub-source.jar"));
    }

    private static Path site() throws IOException {
        return files("test").stream()
                .filter(file -> file.endsWith("FilmClubSite.java"))
                .findFirst()
                .orElseThrow();
    }

    /** As Maven would, without it. */
    private void jar(Path jar) throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        List<String> javac =
                new ArrayList<>(List.of("-d", classes.toString(), "-cp", CLASS_PATH, "-parameters", "-proc:none"));
        files("main").stream()
                .map(Path::toString)
                .filter(name -> name.endsWith(".java"))
                .forEach(javac::add);
        run("javac", javac.toArray(String[]::new));
        String resources = EXAMPLE.resolve("main/resources").toString();
        run("jar", "--create", "--file", jar.toString(), "-C", classes.toString(), ".", "-C", resources, ".");
    }

    private static List<Path> files(String part) throws IOException {
        try (Stream<Path> files = Files.walk(EXAMPLE.resolve(part))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static void run(String tool, String... arguments) {
        int code = ToolProvider.findFirst(tool).orElseThrow().run(System.out, System.err, arguments);
        assertThat(code).as("%s %s", tool, Arrays.toString(arguments)).isZero();
    }

    private String up(int exitCode, Path sources, int sitePort, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(JAVA, "-cp", CLASS_PATH, "-Dreelsync.home=" + folder));
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", UpCommand.class.getName()));
        command.addAll(List.of("--once", "--port", "0"));
        command.addAll(List.of(options));
        Path said = folder.resolve("up.out");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("REELSYNC_") || name.startsWith("SPRING_"));
        builder.environment().put("REELSYNC_SOURCES_DIR", sources.toString());
        builder.environment().put("REELSYNC_FILMCLUB_URL", "http://127.0.0.1:" + sitePort);
        Process up = builder.start();
        boolean ended = up.waitFor(3, TimeUnit.MINUTES);
        up.destroyForcibly();
        String words = Files.readString(said);
        assertThat(ended && up.waitFor() == exitCode).as(words).isTrue();
        return words;
    }
}
