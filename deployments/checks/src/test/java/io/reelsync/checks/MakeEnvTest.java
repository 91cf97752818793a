package io.reelsync.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MakeEnvTest {
    private static final String COMMAND = "deployments/docker/make-env";

    @TempDir
    private Path folder;

    @Test
    void writesAFileForItsOwnerAlone() throws IOException {
        Path file = make(".env");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void makesSecretsThatAreLongAndAllDifferent() throws IOException {
        Map<String, String> one = secrets(make("one"));
        Map<String, String> other = secrets(make("other"));

        assertThat(one).hasSize(7).hasSameSizeAs(other);
        assertThat(one.values()).doesNotHaveDuplicates().doesNotContainAnyElementsOf(other.values());
        assertThat(one).allSatisfy((name, secret) -> assertThat(secret)
                .matches(name.equals("REELSYNC_JWT_KEYS") ? "k1:[A-Za-z0-9+/]+=*" : "[0-9a-f]{24,}"));
        assertThat(Base64.getDecoder().decode(one.get("REELSYNC_JWT_KEYS").substring("k1:".length())))
                .hasSizeGreaterThanOrEqualTo(32);
    }

    @Test
    void leavesAFileThatIsThereAsItIs() throws IOException {
        Path file = Files.writeString(folder.resolve(".env"), "REDIS_PASSWORD=old\n");

        Tool.Result result = Tool.run(COMMAND, file.toString());

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.said()).contains(file + " is there already").hasLineCount(1);
        assertThat(file).hasContent("REDIS_PASSWORD=old");
    }

    @Test
    void followsNoLinkToWhereItShouldNotWrite() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve(".env"), folder.resolve("elsewhere"));

        assertThat(Tool.run(COMMAND, link.toString()).exitCode()).isEqualTo(2);
        assertThat(folder.resolve("elsewhere")).doesNotExist();
    }

    @Test
    void tellsHowToSignInAndNoSecret() throws IOException {
        Path file = folder.resolve(".env");

        String said = Tool.run(COMMAND, file.toString()).said();

        assertThat(said).contains("http://127.0.0.1:5500/", "REELSYNC_ADMIN_PASSWORD", file.toString());
        assertThat(secrets(file).values()).allSatisfy(secret -> assertThat(said).doesNotContain(secret));
    }

    @Test
    void explainsItself() {
        assertThat(Tool.run(COMMAND, "--help").said()).startsWith("Usage: deployments/docker/make-env [FILE]");
        assertThat(Tool.run(COMMAND, "--help").exitCode()).isZero();
        assertThat(Tool.run(COMMAND, "--force").exitCode()).isEqualTo(2);
        assertThat(Tool.run(COMMAND, "one", "two").exitCode()).isEqualTo(2);
        assertThat(Tool.run(COMMAND, folder.resolve("away/.env").toString()).exitCode())
                .isEqualTo(2);
    }

    private Path make(String name) {
        Path file = folder.resolve(name);
        Tool.Result made = Tool.run(COMMAND, file.toString());
        assertThat(made.exitCode()).as(made.said()).isZero();
        return file;
    }

    /** The secrets in a file that it wrote. */
    static Map<String, String> secrets(Path file) throws IOException {
        Map<String, String> secrets = new TreeMap<>();
        for (String line : Files.readAllLines(file)) {
            int equals = line.indexOf('=');
            if (!line.startsWith("#") && !line.startsWith("COMPOSE_")) {
                secrets.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        return secrets;
    }
}
