package io.reelsync.checks;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.checks.Rules.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrometheusTest {

    @ParameterizedTest
    @ValueSource(strings = {"prometheus.yml", "cluster.yml"})
    void takesTheConfiguration(String file) {
        says(0, "promtool", "check", "config", Rules.FOLDER + file);
    }

    @Test
    void takesTheRulesAndFindsNoneDouble() {
        says(
                0,
                "promtool",
                "check",
                "rules",
                "--lint=all",
                "--lint-fatal",
                Rules.FOLDER + "rules.yml",
                Rules.FOLDER + "alerts.yml");
    }

    @Test
    void firesAndClearsEachAlertAndKeepsEachValueAsTheTestsSay() {
        says(0, "promtool", "test", "rules", Rules.FOLDER + "tests.yml");
    }

    @Test
    void refusesARuleThatIsNone() throws IOException {
        var file = Files.createTempFile("reelsync-check", ".yml");
        try {
            Files.writeString(file, "groups: [{name: a, rules: [{record: b, expr: 'sum by source (up)'}]}]");
            says(1, "promtool", "check", "rules", file.toString());
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void testsEachValueThatIsKept() throws IOException {
        String tests = Files.readString(Rules.path(Rules.FOLDER + "tests.yml"));

        assertThat(Rules.recordedNames()).hasSizeGreaterThan(20).allSatisfy(name -> assertThat(tests)
                .containsPattern("expr: .*" + Pattern.quote(name)));
    }

    @Test
    void testsThatEachAlertFiresAndThatItDoesNot() {
        Map<String, List<Boolean>> tested = new HashMap<>();
        for (Map<String, Object> test :
                Rules.list(Rules.read(Rules.FOLDER + "tests.yml").get("tests"))) {
            for (Map<String, Object> look : Rules.list(test.get("alert_rule_test"))) {
                tested.computeIfAbsent(String.valueOf(look.get("alertname")), name -> new ArrayList<>())
                        .add(!Rules.list(look.get("exp_alerts")).isEmpty());
            }
        }

        assertThat(Rules.alerts()).hasSizeGreaterThan(10).allSatisfy(alert -> {
            List<Boolean> looks = tested.get(alert.name());
            assertThat(looks).as(alert.name()).contains(true);
            // Before it fires, and after.
            assertThat(looks.indexOf(false)).isBetween(0, looks.indexOf(true));
            assertThat(looks.lastIndexOf(false)).isGreaterThan(looks.indexOf(true));
        });
    }

    @Test
    void saysOfEachAlertWhatIsWrongAndWhereItIsExplained() throws IOException {
        String guide = Files.readString(Rules.path("docs/operating.md"));
        List<String> explained = Pattern.compile("(?m)^### (Reelsync\\w+)$")
                .matcher(guide)
                .results()
                .map(heading -> heading.group(1))
                .toList();

        assertThat(explained)
                .containsExactlyInAnyOrderElementsOf(
                        Rules.alerts().stream().map(Rule::name).toList());
        assertThat(Rules.alerts()).allSatisfy(alert -> {
            assertThat(alert.alert()).isTrue();
            assertThat(alert.labels().get("severity")).as(alert.name()).isIn("critical", "warning");
            assertThat(alert.notes()).containsOnlyKeys("summary", "description", "runbook_url");
            assertThat(alert.notes().get("runbook_url"))
                    .isEqualTo("docs/operating.md#" + alert.name().toLowerCase(java.util.Locale.ROOT));
        });
    }

    private static void says(int exitCode, String... command) {
        Tool.Result result = Tool.run(command);
        assertThat(result.exitCode()).as(result.said()).isEqualTo(exitCode);
    }
}
