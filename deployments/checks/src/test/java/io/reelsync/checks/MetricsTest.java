package io.reelsync.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What rules, alerts and dashboards ask for is what running services show. */
class MetricsTest {
    private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? \\S+$");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");
    /** What Prometheus makes itself. */
    private static final Set<String> OF_PROMETHEUS = Set.of("up", "ALERTS");

    private static final Map<String, Set<String>> LABELS_OF_PROMETHEUS = Map.of(
            "job", Set.of("reelsync"),
            "service", Set.of("gateway", "scheduler", "worker"),
            "instance", Set.of());

    /** Each metric with the values of each of its labels. */
    private static final Map<String, Map<String, Set<String>>> SHOWN = new HashMap<>();

    @BeforeAll
    static void lookAtRunningServices() {
        try (Services services = new Services()) {
            String gateway = services.gateway();
            List<String> all = List.of(gateway, services.scheduler(), services.worker());
            // Timed from its first: an answer, and a collection.
            Services.get(gateway + "/ping");
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                System.gc();
                all.forEach(service -> read(Services.get(service + "/metrics")));
                return SHOWN.containsKey("jvm_gc_pause_seconds_sum")
                        && SHOWN.containsKey("http_server_requests_seconds_sum");
            });
        }
    }

    @Test
    void everyMetricThatIsAskedForIsShown() {
        Set<String> known = new TreeSet<>(SHOWN.keySet());
        known.addAll(OF_PROMETHEUS);
        known.addAll(Rules.recordedNames());
        Map<String, Set<String>> unknown = new TreeMap<>();
        Set<String> all = new TreeSet<>();
        for (Expression expression : asked()) {
            all.addAll(expression.metrics());
            Set<String> missing = new TreeSet<>(expression.metrics());
            missing.removeAll(known);
            if (!missing.isEmpty()) {
                unknown.put(expression.where(), missing);
            }
        }

        assertThat(unknown).isEmpty();
        assertThat(all)
                .hasSizeGreaterThan(50)
                .contains("reelsync_due_subjects", "reelsync_fetch_seconds_bucket", "jvm_memory_used_bytes", "up");
    }

    @Test
    void everyLabelThatIsAskedForIsThereWithThatValue() {
        for (Expression expression : asked()) {
            for (Expression.Matcher matcher : expression.matchers()) {
                if (!matcher.metric().equals("ALERTS")) {
                    Map<String, Set<String>> labels = labels(matcher.metric());
                    assertThat(labels).as("%s", expression).containsKey(matcher.label());
                    assertThat(labels.get(matcher.label())).as("%s", expression).containsAll(matcher.values());
                }
            }
        }
    }

    @Test
    void everyMetricOfOursIsDescribedAndNoOther() throws IOException {
        String page = Files.readString(Rules.path("docs/architecture.md"));
        Set<String> described = Pattern.compile("(?m)^\\| `(reelsync_\\w+)` \\|")
                .matcher(page)
                .results()
                .map(row -> row.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(described)
                .containsExactlyInAnyOrderElementsOf(SHOWN.keySet().stream()
                        .filter(name -> name.startsWith("reelsync_"))
                        .map(name -> name.replaceFirst("(?<=_seconds)_(bucket|count|sum|max)$", ""))
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    private static List<Expression> asked() {
        List<Expression> asked = new ArrayList<>();
        Rules.recorded().forEach(rule -> asked.add(new Expression(rule.name(), rule.expression())));
        Rules.alerts().forEach(rule -> asked.add(new Expression(rule.name(), rule.expression())));
        for (Dashboards.Dashboard dashboard : Dashboards.all()) {
            asked.addAll(dashboard.expressions());
            dashboard
                    .variables()
                    .forEach(variable -> asked.add(new Expression(
                            dashboard.name() + ": $" + variable.get("name").asString(),
                            variable.at("/query/query").asString())));
        }
        return asked;
    }

    /** The labels of a metric. One that is recorded may have any, with a value that some metric has. */
    private static Map<String, Set<String>> labels(String metric) {
        Map<String, Set<String>> labels = new HashMap<>();
        SHOWN.forEach((name, own) -> {
            if (name.equals(metric) || metric.contains(":")) {
                own.forEach((label, values) ->
                        labels.computeIfAbsent(label, first -> new TreeSet<>()).addAll(values));
            }
        });
        labels.putAll(LABELS_OF_PROMETHEUS);
        return labels;
    }

    private static void read(String metrics) {
        SAMPLE.matcher(metrics).results().forEach(sample -> {
            Map<String, Set<String>> labels = SHOWN.computeIfAbsent(sample.group(1), name -> new HashMap<>());
            if (sample.group(2) != null) {
                LABEL.matcher(sample.group(2)).results().forEach((MatchResult label) -> labels.computeIfAbsent(
                                label.group(1), name -> new TreeSet<>())
                        .add(label.group(2)));
            }
        });
    }
}
