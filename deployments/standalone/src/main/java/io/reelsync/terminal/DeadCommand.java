package io.reelsync.terminal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(name = "dead", description = "Titles that were given up, with their reasons; or has them tried again.")
final class DeadCommand extends GatewayCommand {
    @Parameters(paramLabel = "ID", arity = "0..*", description = "With --replay: these alone.")
    private @Nullable List<String> ids;

    @Option(names = "--replay", description = "Has them tried again: all of a source, or those that are named.")
    private boolean replay;

    @Option(names = "--source", paramLabel = "NAME", description = "With --replay. Default: the first source.")
    private @Nullable String source;

    @Override
    int ask(GatewayClient gateway) {
        if (replay) {
            replay(gateway);
        } else {
            list(gateway);
        }
        return OK;
    }

    private void replay(GatewayClient gateway) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put(
                "source",
                source != null ? source : names(gateway.get("/api/sources")).get(0));
        if (ids != null) {
            body.put("source_ids", ids);
        }
        JsonNode replayed = gateway.post("/api/dead/replay", body);
        if (!wroteJson(replayed)) {
            out().println(replayed.path("replayed").asLong() + " will be tried again.");
        }
    }

    private void list(GatewayClient gateway) {
        JsonNode dead = gateway.get("/api/dead");
        if (!wroteJson(dead)) {
            Table table = new Table("source", "id", "title", "attempts", "reason", "detail");
            dead.path("items")
                    .forEach(title -> table.row(
                            title.path("source").asString(),
                            title.path("source_id").asString(),
                            title.path("title").asString(""),
                            title.path("attempts").asString(""),
                            title.path("reason").asString(""),
                            title.path("detail").asString("")));
            table.print(out());
            out().println(dead.path("total").asLong() + " in all");
        }
    }
}
