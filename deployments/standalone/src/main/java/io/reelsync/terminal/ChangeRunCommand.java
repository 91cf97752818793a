package io.reelsync.terminal;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Holds a run, lets it go on, or ends it. */
abstract class ChangeRunCommand extends GatewayCommand {
    private final String verb;

    @Parameters(paramLabel = "RUN")
    private String run = "";

    private ChangeRunCommand(String verb) {
        this.verb = verb;
    }

    @Override
    int ask(GatewayClient gateway) {
        JsonNode changed = gateway.post("/api/sync/runs/" + encoded(run) + "/" + verb, null);
        if (!wroteJson(changed)) {
            out().println("Run " + run + " is " + changed.path("state").asString() + ".");
        }
        return OK;
    }

    @Command(name = "pause", description = "Holds a run.")
    static final class Pause extends ChangeRunCommand {
        Pause() {
            super("pause");
        }
    }

    @Command(name = "resume", description = "Lets a paused run go on.")
    static final class Resume extends ChangeRunCommand {
        Resume() {
            super("resume");
        }
    }

    @Command(name = "cancel", description = "Ends a run before its end; what is stored stays.")
    static final class Cancel extends ChangeRunCommand {
        Cancel() {
            super("cancel");
        }
    }
}
