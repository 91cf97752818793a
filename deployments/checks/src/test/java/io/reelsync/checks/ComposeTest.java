package io.reelsync.checks;

import static io.reelsync.checks.ComposeFile.OUR_SERVICES;
import static io.reelsync.checks.ComposeFile.list;
import static io.reelsync.checks.ComposeFile.map;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComposeTest {
    /** The last one that runs on Debian 12's Node. */
    private static final String LINTER = "dclint@2.2.2";

    /** Rules of another taste; ports are looked at below, as they are once the variables are filled in. */
    private static final String WITHOUT = "{\"rules\": {\"no-build-and-image\": 0, \"no-unbound-port-interfaces\": 0}}";

    private static final String SOURCES = "deployments/docker/compose.sources.yaml";
    private static final String COVERS = "deployments/docker/compose.covers.yaml";

    private static final Pattern SETTING = Pattern.compile("REELSYNC_[A-Z_]*[A-Z]");

    private static final Set<String> PORTS =
            Set.of("5500-5504:5500", "5506:3306", "5509:6379", "5572:15672", "5579:2379", "5590:9090", "5591:3000");

    @TempDir
    private Path folder;

    private Path secrets;

    @BeforeEach
    void makeSecrets() {
        secrets = folder.resolve(".env");
        Tool.Result made = Tool.run("deployments/docker/make-env", secrets.toString());
        assertThat(made.exitCode()).as(made.said()).isZero();
    }

    @Test
    void isWhatTheComposeSpecificationAllows() throws IOException {
        Tool.Result result = lint(ComposeFile.NAME);

        assertThat(result.exitCode()).as(result.said()).isZero();
    }

    @Test
    void aWordThatComposeDoesNotKnowIsFound() throws IOException {
        Path spoiled = folder.resolve("compose.yaml");
        Files.writeString(spoiled, read(ComposeFile.NAME).replace("read_only: true", "readonly: true"));

        Tool.Result result = lint(spoiled.toString());

        assertThat(result.exitCode()).isNotZero();
        assertThat(result.said()).contains("invalid-schema");
    }

    @Test
    void startsOnlyWithAllOfItsSecrets() throws IOException {
        List<String> lines = Files.readAllLines(secrets);
        // A gateway without keys for its tokens refuses to start by itself: they may stand in etcd.
        List<String> names = MakeEnvTest.secrets(secrets).keySet().stream()
                .filter(name -> !name.equals("REELSYNC_JWT_KEYS"))
                .toList();

        assertThat(names).hasSize(6).allSatisfy(name -> {
            Path without = Files.write(
                    folder.resolve("without"),
                    lines.stream().filter(line -> !line.startsWith(name + "=")).toList());
            Tool.Result result = ComposeFile.config(without);
            assertThat(result.exitCode()).as("without %s", name).isNotZero();
            assertThat(result.said()).contains("run deployments/docker/make-env first");
        });
    }

    @Test
    void publishesItsPortsToThisMachineAlone() {
        List<String> ports = ports();

        assertThat(ports).allSatisfy(port -> assertThat(port).startsWith("127.0.0.1:"));
        assertThat(ports)
                .extracting(port -> port.substring(port.indexOf(':') + 1).replace("/tcp", ""))
                .containsExactlyInAnyOrderElementsOf(PORTS);
    }

    @Test
    void publishesThemElsewhereWhereAsked() throws IOException {
        add("REELSYNC_PUBLISH=10.1.2.3", "REELSYNC_GATEWAY_PORTS=5500");

        assertThat(ports()).contains("10.1.2.3:5500:5500/tcp").allSatisfy(port -> assertThat(port)
                .startsWith("10.1.2.3:"));
    }

    @Test
    void pinsEveryImage() {
        assertThat(ComposeFile.read(secrets).services())
                .allSatisfy((name, service) -> assertThat((String) service.get("image"))
                        .matches(
                                OUR_SERVICES.contains(name)
                                        ? "localhost/reelsync/" + name + ":local"
                                        : "[a-z0-9./-]+:v?\\d+\\.\\d+(\\.\\d+)?(-management)?"));
    }

    @Test
    void everyServiceIsRestartedWatchedAndBounded() {
        assertThat(ComposeFile.read(secrets).services()).hasSize(9).allSatisfy((name, service) -> {
            assertThat(service).containsEntry("restart", "unless-stopped").containsKey("pids_limit");
            assertThat(map(service, "healthcheck")).containsKeys("test", "interval", "timeout", "retries");
            assertThat(map(map(map(service, "deploy"), "resources"), "limits")).containsKeys("cpus", "memory");
            assertThat(map(map(service, "logging"), "options")).containsKeys("max-size", "max-file");
            assertThat(list(service, "security_opt")).contains("no-new-privileges:true");
        });
    }

    @Test
    void ourServicesCanWriteNothingAndRiseToNothing() {
        ComposeFile file = ComposeFile.read(secrets);

        assertThat(OUR_SERVICES).allSatisfy(name -> {
            assertThat(file.service(name)).containsEntry("read_only", true).containsEntry("stop_grace_period", "30s");
            assertThat(list(file.service(name), "cap_drop")).containsExactly("ALL");
            assertThat(list(file.service(name), "volumes")).isEmpty();
        });
    }

    @Test
    void ourServicesStartWhenTheirServersAreWell() {
        ComposeFile file = ComposeFile.read(secrets);

        assertThat(OUR_SERVICES).allSatisfy(name -> assertThat(map(file.service(name), "depends_on"))
                .containsOnlyKeys("mysql", "rabbitmq", "redis")
                .allSatisfy((server, on) -> assertThat(on).hasToString("{condition=service_healthy}")));
    }

    @Test
    void onlyTheGatewayKnowsTheKeysOfTheTokens() {
        assertThat(ComposeFile.read(secrets).services()).allSatisfy((name, service) -> assertThat(
                        map(service, "environment").containsKey("REELSYNC_JWT_KEYS"))
                .isEqualTo(name.equals("api-gateway")));
    }

    @Test
    void passesOnWhatIsSet() throws IOException {
        add("REELSYNC_DOUBAN_RATE=1/2s");

        ComposeFile file = ComposeFile.read(secrets);

        assertThat(OUR_SERVICES).allSatisfy(name -> assertThat(map(file.service(name), "environment"))
                .containsEntry("REELSYNC_DOUBAN_RATE", "1/2s")
                .containsEntry("REELSYNC_DOUBAN_LIST_SIZE", null));
    }

    @Test
    void mountsAFolderOfSourcesWhereAsked() throws IOException {
        assertThat(ComposeFile.config(secrets, SOURCES).said())
                .contains("set it in .env to the full name of the folder");
        add("REELSYNC_SOURCES_DIR=/srv/sources");

        ComposeFile file = ComposeFile.read(secrets, SOURCES);

        assertThat(OUR_SERVICES).allSatisfy(name -> {
            assertThat(list(file.service(name), "volumes")).containsExactly("/srv/sources:/sources:ro");
            assertThat(map(file.service(name), "environment"))
                    .containsEntry("REELSYNC_SOURCES_DIR", "/sources")
                    .containsKey("REELSYNC_MYSQL_URL");
        });
    }

    @Test
    void keepsPostersInAVolumeWhereAsked() {
        ComposeFile file = ComposeFile.read(secrets, COVERS);

        assertThat(OUR_SERVICES).allSatisfy(name -> {
            assertThat(list(file.service(name), "volumes"))
                    .containsExactly(name.equals("api-gateway") ? "covers:/covers:ro" : "covers:/covers:rw");
            assertThat(map(file.service(name), "environment"))
                    .containsEntry("REELSYNC_COVERS_DIR", "/covers")
                    .containsKey("REELSYNC_MYSQL_URL");
        });
    }

    @Test
    void namesOnlySettingsThatThereAre() throws IOException {
        Set<String> known = settings("docs/configuration.md");

        assertThat(known).contains("REELSYNC_DOUBAN_RATE");
        for (String file : List.of(
                "compose.yaml",
                "compose.sources.yaml",
                "compose.covers.yaml",
                "make-env",
                "Dockerfile",
                "healthcheck")) {
            assertThat(known).as(file).containsAll(settings("deployments/docker/" + file));
        }
    }

    @Test
    void theGuideNamesEveryPort() throws IOException {
        String guide = read("docs/deploying.md");

        assertThat(PORTS).extracting(port -> port.split("[-:]")[0]).allSatisfy(port -> assertThat(guide)
                .contains("| " + port + " "));
    }

    private List<String> ports() {
        return ComposeFile.read(secrets).services().values().stream()
                .flatMap(service -> list(service, "ports").stream())
                .toList();
    }

    private void add(String... lines) throws IOException {
        Files.write(
                secrets,
                Stream.concat(Files.readAllLines(secrets).stream(), Stream.of(lines))
                        .toList());
    }

    private Tool.Result lint(String file) throws IOException {
        Path rules = Files.writeString(folder.resolve("dclint.json"), WITHOUT);
        return Tool.npm(LINTER, file, "--quiet", "--config", rules.toString());
    }

    private static Set<String> settings(String file) throws IOException {
        return new TreeSet<>(
                SETTING.matcher(read(file)).results().map(MatchResult::group).toList());
    }

    private static String read(String file) throws IOException {
        return Files.readString(Tool.home().resolve(file));
    }
}
