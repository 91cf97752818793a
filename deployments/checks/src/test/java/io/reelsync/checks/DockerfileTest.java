package io.reelsync.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DockerfileTest {
    private static final String NAME = "deployments/docker/Dockerfile";
    private static final String LINTER = "dockerfile-utils@0.16.3";

    @TempDir
    private Path folder;

    @Test
    void itsLinterFindsNothing() {
        Tool.Result result = Tool.npm(LINTER, "lint", NAME);

        assertThat(result.exitCode()).as(result.said()).isZero();
        assertThat(result.said()).isBlank();
    }

    @Test
    void anInstructionThatDockerDoesNotKnowIsFound() throws IOException {
        Path spoiled = Files.writeString(folder.resolve("Dockerfile"), file().replace("\nENTRYPOINT", "\nENTRYPOINTS"));

        Tool.Result result = Tool.npm(LINTER, "lint", spoiled.toString());

        assertThat(result.exitCode()).isNotZero();
        assertThat(result.said()).contains("Unknown instruction: ENTRYPOINTS");
    }

    @Test
    void namesImagesOfOneJavaAndOneSystem() throws IOException {
        assertThat(found("(?m)^FROM (?:--platform=\\S+ )?(\\S+)"))
                .containsExactly("eclipse-temurin:25-jdk-noble", "build", "eclipse-temurin:25-jre-noble");
    }

    @Test
    void runsAsAUserWithoutANameOrARight() throws IOException {
        assertThat(found("(?m)^USER (\\S+)")).containsExactly("10001:10001");
        assertThat(found("(?m)^(VOLUME|ADD) ")).isEmpty();
    }

    @Test
    void startsJavaItselfSoThatItGetsTheSignals() throws IOException {
        JsonNode command =
                JsonMapper.shared().readTree(found("(?m)^ENTRYPOINT (.+)$").get(0));

        assertThat(command.get(0).asString()).isEqualTo("java");
        assertThat(command.valueStream().map(JsonNode::asString))
                .contains("-XX:+ExitOnOutOfMemoryError", "/app/service.jar")
                .anyMatch(option -> option.startsWith("-XX:MaxRAMPercentage="));
    }

    @Test
    void sendsTheBuilderNothingButSources() throws IOException {
        List<String> rules = Files.readAllLines(Tool.home().resolve(".dockerignore")).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();

        assertThat(rules).startsWith("*").endsWith("**/.env").contains("deployments/docker", "**/target");
    }

    private List<String> found(String pattern) throws IOException {
        return Pattern.compile(pattern)
                .matcher(file())
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static String file() throws IOException {
        return Files.readString(Tool.home().resolve(NAME));
    }
}
