package io.reelsync.terminal;

import io.reelsync.startup.StartRefused;
import java.io.PrintWriter;
import tools.jackson.databind.JsonNode;

/** Shows a run's progress until its end. */
final class Watching {
    private final GatewayClient gateway;
    private final PrintWriter out;
    private final boolean json;

    private String state = "";
    private String told = "";

    Watching(GatewayClient gateway, PrintWriter out, boolean json) {
        this.gateway = gateway;
        this.out = out;
        this.json = json;
    }

    /** @return whether the run completed */
    boolean follow(String run) {
        String path = "/api/sync/runs/" + GatewayCommand.encoded(run);
        // The stream ends with the run; before that only where the session or the gateway does.
        gateway.events(path + "/events", this::tell);
        if (!RunText.hasEnded(state)) {
            throw new StartRefused("the gateway ended the stream before the run: ./reelsync watch " + run);
        }
        if (!json && state.equals("FAILED")) {
            gateway.get(path)
                    .path("feeds")
                    .forEach(feed -> out.println(feed.path("feed").asString() + ": "
                            + feed.path("reason").asString("") + " "
                            + feed.path("detail").asString("")));
        }
        return state.equals("COMPLETED");
    }

    private boolean tell(JsonNode progress) {
        state = progress.path("state").asString();
        String line = json ? progress.toString() : RunText.progress(progress);
        if (!line.equals(told)) {
            out.println(line);
            out.flush();
            told = line;
        }
        return true;
    }
}
