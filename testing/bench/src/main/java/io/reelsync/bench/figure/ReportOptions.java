package io.reelsync.bench.figure;

import java.io.PrintStream;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** How a command tells what it measured: options that all have. */
public final class ReportOptions {
    @Option(names = "--json", description = "Write JSON instead of a table.")
    private boolean json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "This text.")
    private boolean help;

    private final PrintStream out = System.out;

    public void write(Report report) {
        if (json) {
            out.println(JsonMapper.shared().writeValueAsString(report));
        } else {
            report.writeTable(out);
        }
    }
}
