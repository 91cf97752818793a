package io.reelsync.checks;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.checks.Dashboards.Dashboard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DashboardsTest {
    private static final int COLUMNS = 24;
    private static final Pattern VARIABLE = Pattern.compile("\\$(?!__)(\\w+)");

    private final List<Dashboard> dashboards = Dashboards.all();

    @Test
    void areWhatGrafanasOwnTypesSay() throws IOException {
        Typescript typescript = Typescript.of("grafana");
        Path workshop = typescript.workshop();
        for (Dashboard dashboard : dashboards) {
            Files.writeString(workshop.resolve(dashboard.name() + ".ts"), typed(Files.readString(dashboard.file())));
        }

        Tool.Result compiled = typescript.compile(workshop);

        assertThat(compiled.exitCode()).as(compiled.said()).isZero();
    }

    @Test
    void areRefusedWithAFieldOrAValueThatGrafanaDoesNotKnow() throws IOException {
        Typescript typescript = Typescript.of("grafana");
        Path workshop = typescript.workshop();
        String good = Files.readString(dashboards.get(0).file());
        Files.writeString(workshop.resolve("field.ts"), typed(good.replaceFirst("\"graphMode\"", "\"graphMood\"")));
        Files.writeString(workshop.resolve("value.ts"), typed(good.replaceFirst("\"absolute\"", "\"absolutely\"")));

        assertThat(typescript.compile(workshop).said()).contains("field.ts", "graphMood", "value.ts", "absolutely");
    }

    @Test
    void haveTheVersionThatGrafanaWritesNow() throws IOException {
        Path workshop = Typescript.of("grafana").workshop();
        Files.writeString(
                workshop.resolve("version.mjs"),
                "import { defaultDashboard } from '@grafana/schema'; console.log(defaultDashboard.schemaVersion);");
        Tool.Result version = Tool.run("node", workshop.resolve("version.mjs").toString());

        assertThat(dashboards).allSatisfy(dashboard -> assertThat(
                        dashboard.json().get("schemaVersion").asString())
                .isEqualTo(version.said().strip()));
    }

    @Test
    void standUnderNamesThatStayAndLeadToEachOther() {
        Set<String> uids = dashboards.stream()
                .map(dashboard -> dashboard.json().get("uid").asString())
                .collect(Collectors.toSet());

        assertThat(uids).containsExactlyInAnyOrder("reelsync-overview", "reelsync-source", "reelsync-processes");
        assertThat(dashboards).allSatisfy(dashboard -> assertThat(
                        dashboard.json().get("links").valueStream().map(link -> link.get("url")
                                .asString()
                                .replace("/d/", "")))
                .hasSize(uids.size() - 1)
                .isSubsetOf(uids)
                .doesNotContain(dashboard.json().get("uid").asString()));
    }

    @Test
    void haveEachPanelOnceAndNoneOverAnother() {
        assertThat(dashboards).allSatisfy(dashboard -> {
            Set<Integer> ids = new HashSet<>();
            Set<String> cells = new HashSet<>();
            for (JsonNode panel : dashboard.json().get("panels")) {
                assertThat(ids.add(panel.get("id").asInt())).as("%s", panel).isTrue();
                assertThat(panel.get("title").asString()).isNotBlank();
                JsonNode place = panel.get("gridPos");
                int right = place.get("x").asInt() + place.get("w").asInt();
                assertThat(right).isLessThanOrEqualTo(COLUMNS);
                for (int x = place.get("x").asInt(); x < right; x++) {
                    for (int y = 0; y < place.get("h").asInt(); y++) {
                        assertThat(cells.add(x + " " + (place.get("y").asInt() + y)))
                                .as("%s", panel.get("title"))
                                .isTrue();
                    }
                }
            }
        });
    }

    @Test
    void askTheSourceOfDataThatIsProvisioned() {
        List<Map<String, Object>> provisioned =
                Rules.list(Rules.read("deployments/grafana/provisioning/datasources/prometheus.yaml")
                        .get("datasources"));
        String uid = String.valueOf(provisioned.get(0).get("uid"));

        assertThat(dashboards).allSatisfy(dashboard -> {
            List<JsonNode> asking = new ArrayList<>(dashboard.panels());
            dashboard.panels().forEach(panel -> panel.get("targets").forEach(asking::add));
            asking.addAll(dashboard.variables());
            assertThat(asking).hasSizeGreaterThan(20).allSatisfy(one -> assertThat(
                            one.at("/datasource/uid").asString())
                    .isEqualTo(uid));
        });
    }

    @Test
    void useEachVariableThatTheyHaveAndNoOther() {
        assertThat(dashboards).allSatisfy(dashboard -> {
            Set<String> defined = dashboard.variables().stream()
                    .map(variable -> variable.get("name").asString())
                    .collect(Collectors.toSet());
            Set<String> used = dashboard.expressions().stream()
                    .flatMap(expression -> VARIABLE.matcher(expression.text()).results())
                    .map((MatchResult found) -> found.group(1))
                    .collect(Collectors.toSet());
            assertThat(used).isEqualTo(defined);
        });
    }

    @Test
    void sayWhatEachPanelShowsAndInWhichUnit() {
        assertThat(dashboards)
                .allSatisfy(dashboard -> assertThat(dashboard.panels()).allSatisfy(panel -> {
                    assertThat(panel.get("description").asString())
                            .as("%s", panel.get("title"))
                            .isNotBlank();
                    if (!panel.get("type").asString().equals("heatmap")) {
                        assertThat(panel.at("/fieldConfig/defaults/unit").asString())
                                .as("%s", panel.get("title"))
                                .isNotBlank();
                    }
                }));
    }

    @Test
    void askWhatPrometheusUnderstands() throws IOException {
        List<Map<String, String>> rules = dashboards.stream()
                .flatMap(dashboard -> dashboard.expressions().stream())
                .map(expression -> Map.of("record", "asked", "expr", expression.filledIn()))
                .toList();
        Path file = Files.createTempFile("reelsync-check", ".json");
        try {
            // JSON is YAML, too.
            Files.writeString(
                    file,
                    JsonMapper.shared()
                            .writeValueAsString(Map.of("groups", List.of(Map.of("name", "asked", "rules", rules)))));
            Tool.Result result = Tool.run("promtool", "check", "rules", "--lint=none", file.toString());

            assertThat(result.exitCode()).as(result.said()).isZero();
            assertThat(result.said()).contains(rules.size() + " rules found");
        } finally {
            Files.delete(file);
        }
    }

    private static String typed(String json) {
        return "import type { OurDashboard } from './dashboards.ts';\nexport const dashboard: OurDashboard = " + json;
    }
}
