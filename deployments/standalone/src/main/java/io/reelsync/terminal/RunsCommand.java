package io.reelsync.terminal;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

@Command(name = "runs", description = "The newest runs.")
final class RunsCommand extends GatewayCommand {
    @Option(names = "--page", defaultValue = "0", description = "From 0. Default: ${DEFAULT-VALUE}")
    private int page;

    @Override
    int ask(GatewayClient gateway) {
        JsonNode runs = gateway.get("/api/sync/runs?page=" + page);
        if (!wroteJson(runs)) {
            Table table = new Table(
                    "run", "source", "state", "settled", "left", "new", "changed", "failed", "trigger", "requested");
            runs.path("items").forEach(run -> {
                List<Object> row = new ArrayList<>(List.of(RunText.cells(run)));
                for (String column : List.of("created", "changed", "failed", "trigger", "requested_at")) {
                    row.add(run.path(column).asString());
                }
                table.row(row.toArray());
            });
            table.print(out());
        }
        return OK;
    }
}
