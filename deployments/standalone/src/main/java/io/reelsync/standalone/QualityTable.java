package io.reelsync.standalone;

import io.reelsync.terminal.TextWidth;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The data-quality report in columns. East Asian letters take two places on a terminal. */
final class QualityTable {
    private static final int FIELD_WIDTH = 18;
    private static final int KIND_WIDTH = 11;
    private static final int TITLE_WIDTH = 30;
    private static final int VALUE_WIDTH = 40;

    private final PrintStream out;

    QualityTable(PrintStream out) {
        this.out = out;
    }

    void print(JsonNode report) {
        Map<String, Map<String, JsonNode>> byField = new LinkedHashMap<>();
        Set<String> kinds = new LinkedHashSet<>();
        report.path("fields").forEach(fill -> {
            String kind = fill.path("kind").asString();
            kinds.add(kind);
            byField.computeIfAbsent(fill.path("field").asString(), field -> new LinkedHashMap<>())
                    .put(kind, fill);
        });
        if (byField.isEmpty()) {
            out.println("No title has details yet.");
        } else {
            printFields(byField, List.copyOf(kinds));
        }
        printChecks(report.path("checks"));
    }

    private void printFields(Map<String, Map<String, JsonNode>> byField, List<String> kinds) {
        StringBuilder line = new StringBuilder(TextWidth.padded("filled", FIELD_WIDTH));
        kinds.forEach(kind -> line.append(leftPadded(kind.isEmpty() ? "?" : kind, KIND_WIDTH)));
        out.println(line);
        line.setLength(0);
        line.append(TextWidth.padded("titles", FIELD_WIDTH));
        Map<String, JsonNode> any = byField.values().iterator().next();
        kinds.forEach(kind -> line.append(
                leftPadded(Objects.requireNonNull(any.get(kind)).path("titles").asString(), KIND_WIDTH)));
        out.println(line);
        byField.forEach((field, fills) -> {
            line.setLength(0);
            line.append(TextWidth.padded(field, FIELD_WIDTH));
            kinds.forEach(kind -> line.append(leftPadded(percent(fills.get(kind)), KIND_WIDTH)));
            out.println(line);
        });
    }

    /** Of a kind whose titles have no such field nothing is counted. */
    private static String percent(@Nullable JsonNode fill) {
        return fill == null
                ? "-"
                : String.format(Locale.ROOT, "%.1f %%", 100 * fill.path("ratio").asDouble());
    }

    private void printChecks(JsonNode checks) {
        List<JsonNode> found = new ArrayList<>();
        checks.forEach(check -> {
            if (check.path("titles").asLong() > 0) {
                found.add(check);
            }
        });
        out.println();
        if (found.isEmpty()) {
            out.println("Nothing odd was found.");
            return;
        }
        out.println("What is odd (the titles behind one: ./reelsync quality --titles CHECK)");
        found.forEach(
                check -> out.println("  " + TextWidth.padded(check.path("check").asString(), 34)
                        + leftPadded(check.path("titles").asString(), 8)));
    }

    void printTitles(JsonNode titles) {
        titles.path("items")
                .forEach(title -> out.println(TextWidth.padded(
                                title.path("source_id").asString(), 12)
                        + TextWidth.padded(title.path("kind").asString(""), 8)
                        + TextWidth.padded(
                                TextWidth.shortened(title.path("title").asString(""), TITLE_WIDTH), TITLE_WIDTH + 2)
                        + TextWidth.shortened(title.path("value").asString(""), VALUE_WIDTH)));
        int shown = titles.path("items").size();
        long total = titles.path("total").asLong();
        out.println(shown == total ? total + " titles" : shown + " of " + total + " titles");
    }

    private static String leftPadded(String text, int width) {
        return " ".repeat(Math.max(1, width - TextWidth.of(text))) + text;
    }
}
