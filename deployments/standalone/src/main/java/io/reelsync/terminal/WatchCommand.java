package io.reelsync.terminal;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(name = "watch", description = "Shows a run's progress to its end: that one, or the oldest that is active.")
final class WatchCommand extends GatewayCommand {
    @Parameters(paramLabel = "RUN", arity = "0..1")
    private @Nullable String run;

    @Override
    int ask(GatewayClient gateway) {
        String watched = run;
        if (watched == null) {
            JsonNode active = gateway.get("/api/status").path("runs");
            if (active.isEmpty()) {
                out().println("Nothing is running.");
                return OK;
            }
            watched = active.get(0).path("run_id").asString();
        }
        return new Watching(gateway, out(), json()).follow(watched) ? OK : NOT_WELL;
    }
}
