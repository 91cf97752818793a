package io.reelsync.standalone;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
        StringBuilder line = new StringBuilder(padded("filled", FIELD_WIDTH));
        kinds.forEach(kind -> line.append(leftPadded(kind.isEmpty() ? "?" : kind, KIND_WIDTH)));
        out.println(line);
        line.setLength(0);
        line.append(padded("titles", FIELD_WIDTH));
        Map<String, JsonNode> any = byField.values().iterator().next();
        kinds.forEach(kind -> line.append(
                leftPadded(Objects.requireNonNull(any.get(kind)).path("titles").asString(), KIND_WIDTH)));
        out.println(line);
        byField.forEach((field, fills) -> {
            line.setLength(0);
            line.append(padded(field, FIELD_WIDTH));
            kinds.forEach(
                    kind -> line.append(leftPadded(percent(Objects.requireNonNull(fills.get(kind))), KIND_WIDTH)));
            out.println(line);
        });
    }

    private static String percent(JsonNode fill) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * fill.path("ratio").asDouble());
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
        found.forEach(check -> out.println("  " + padded(check.path("check").asString(), 34)
                + leftPadded(check.path("titles").asString(), 8)));
    }

    void printTitles(JsonNode titles) {
        titles.path("items")
                .forEach(title -> out.println(padded(title.path("source_id").asString(), 12)
                        + padded(title.path("kind").asString(""), 8)
                        + padded(shortened(title.path("title").asString(""), TITLE_WIDTH), TITLE_WIDTH + 2)
                        + shortened(title.path("value").asString(""), VALUE_WIDTH)));
        int shown = titles.path("items").size();
        long total = titles.path("total").asLong();
        out.println(shown == total ? total + " titles" : shown + " of " + total + " titles");
    }

    static String padded(String text, int width) {
        return text + " ".repeat(Math.max(1, width - width(text)));
    }

    private static String leftPadded(String text, int width) {
        return " ".repeat(Math.max(1, width - width(text))) + text;
    }

    /** Cut to a width, on one line. */
    private static String shortened(String text, int width) {
        StringBuilder cut = new StringBuilder();
        int used = 0;
        for (int c : text.codePoints().toArray()) {
            int shown = Character.isISOControl(c) ? ' ' : c;
            used += width(shown);
            if (used > width - 1) {
                return cut.append('…').toString();
            }
            cut.appendCodePoint(shown);
        }
        return cut.toString();
    }

    static int width(String text) {
        return text.codePoints().map(QualityTable::width).sum();
    }

    /** Two for ideographs, kana, hangul, full-width forms and emoji; none for marks that combine. */
    private static int width(int c) {
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        boolean wide = c >= 0x1100 && c <= 0x115F
                || c >= 0x2E80 && c <= 0xA4CF
                || c >= 0xAC00 && c <= 0xD7A3
                || c >= 0xF900 && c <= 0xFAFF
                || c >= 0xFE30 && c <= 0xFE4F
                || c >= 0xFF00 && c <= 0xFF60
                || c >= 0xFFE0 && c <= 0xFFE6
                || c >= 0x1F300 && c <= 0x1FAFF
                || c >= 0x20000 && c <= 0x3FFFD;
        return wide ? 2 : 1;
    }
}
