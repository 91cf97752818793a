package io.reelsync.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ShellScriptsTest {

    @Test
    void shellcheckFindsNothingInAnyScript() throws IOException {
        List<String> scripts = scripts();
        assertThat(scripts).contains("reelsync", ".ci/run", ".ci/test");

        List<String> command = new ArrayList<>(List.of("shellcheck", "-x"));
        command.addAll(scripts);
        Tool.Result result = Tool.run(command);

        assertThat(result.exitCode()).as(result.said()).isZero();
    }

    /** What begins as a script of a shell does, wherever it stands. */
    private static List<String> scripts() throws IOException {
        Path home = Tool.home();
        try (Stream<Path> files = Stream.of("", ".ci", "deployments")
                .flatMap(folder -> filesIn(home.resolve(folder), folder.equals("deployments") ? 3 : 1))) {
            return files.filter(ShellScriptsTest::isScript)
                    .map(file -> home.relativize(file).toString())
                    .filter(name -> !name.startsWith("mvnw"))
                    .sorted()
                    .toList();
        }
    }

    private static Stream<Path> filesIn(Path folder, int depth) {
        try {
            return Files.find(
                    folder,
                    depth,
                    (path, facts) -> facts.isRegularFile()
                            && facts.size() < 100_000
                            && !path.toString().contains("/target/"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isScript(Path file) {
        try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            return lines.findFirst().orElse("").matches("#!.*\\b(ba)?sh\\b.*|# shellcheck shell=.*");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
