package io.reelsync.terminal;

import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

@Command(
        name = "status",
        description = "What runs, and why nothing moves. Exit code 1 where something should and doesn't.")
final class StatusCommand extends GatewayCommand {

    @Override
    int ask(GatewayClient gateway) {
        JsonNode status = gateway.get("/api/status");
        boolean moving = status.path("moving").asBoolean();
        if (!wroteJson(status)) {
            boolean idle = status.path("runs").isEmpty();
            out().println(moving ? "Moving." : idle ? "Idle." : "Nothing moves.");
            status.path("reasons").forEach(reason -> out().println("  " + Reasons.text(reason)));
            if (!idle) {
                Table runs = new Table("run", "source", "state", "settled", "left");
                status.path("runs").forEach(run -> runs.row(RunText.cells(run)));
                runs.print(out());
            }
            status.path("servers").forEach(server -> out().println(
                            "  " + server.path("server").asString() + ": " + upOrAway(server.path("up"))));
        }
        boolean stopped = status.path("reasons")
                .valueStream()
                .anyMatch(reason -> !reason.path("code").asString().equals("NO_RUN"));
        return stopped && !moving ? NOT_WELL : OK;
    }

    private static String upOrAway(JsonNode up) {
        if (up.isNull()) {
            return "unknown";
        }
        return up.asBoolean() ? "up" : "away";
    }
}
