package io.reelsync.doctor;

import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** What was found, for people or for programs. */
record Report(List<Finding> findings) {

    Level worst() {
        return findings.stream()
                .map(Finding::level)
                .max(Comparator.naturalOrder())
                .orElse(Level.OK);
    }

    void print(PrintStream out) {
        for (Finding each : findings) {
            out.printf(
                    "%-5s %-9s %s%s%n",
                    each.level().word(), each.server(), each.what(), each.cure().isEmpty() ? "" : " -> " + each.cure());
        }
        out.println(summary());
    }

    void printJson(PrintStream out) {
        out.println(JsonMapper.shared()
                .writeValueAsString(new Json(
                        worst().word(),
                        findings.stream()
                                .map(each -> new Json.Line(
                                        each.server(), each.level().word(), each.what(), each.cure()))
                                .toList())));
    }

    private String summary() {
        return switch (worst()) {
            case OK -> "All is well: services will work with these servers.";
            case WARN -> "Services will work; " + count(Level.WARN) + " to look at.";
            case FAIL ->
                "Services will not work: " + count(Level.FAIL) + " to mend, " + count(Level.WARN) + " to look at.";
        };
    }

    private long count(Level level) {
        return findings.stream().filter(each -> each.level() == level).count();
    }

    private record Json(String worst, List<Line> findings) {
        private record Line(String server, String level, String what, String cure) {}
    }
}
