package io.reelsync.terminal;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

@Command(name = "sources", description = "How each source is dealt with. Exit code 1 where one is paused.")
final class SourcesCommand extends GatewayCommand {
    @Option(
            names = "--rate",
            paramLabel = "NAME=RATE",
            description = "Ask a source so fast from now on, as NAME=1/6s; NAME=default: as the settings say.")
    private @Nullable Map<String, String> rates;

    @Override
    int ask(GatewayClient gateway) {
        if (rates != null) {
            rates.forEach((source, rate) -> gateway.put(
                    "/api/sources/" + encoded(source) + "/rate",
                    Collections.singletonMap("rate", rate.equals("default") ? null : rate)));
        }
        JsonNode sources = gateway.get("/api/sources");
        if (!wroteJson(sources)) {
            Table table = new Table(
                    "source", "state", "rate", "used in a minute", "queued", "in hand", "due", "freshness", "paused");
            sources.forEach(source -> table.row(
                    source.path("name").asString(),
                    source.path("state").asString(),
                    rateOf(source),
                    source.path("permits_used_last_minute").asString("-"),
                    source.path("queue_depth").asString("-"),
                    source.path("in_hand").asString(),
                    source.path("due_subjects").asString("-"),
                    freshnessOf(source),
                    pauseOf(source)));
            table.print(out());
        }
        return sources.valueStream()
                        .anyMatch(one -> one.path("state").asString().equals("paused"))
                ? NOT_WELL
                : OK;
    }

    /** With the settings' where another was set. */
    private static String rateOf(JsonNode source) {
        String rate = source.path("rate").asString();
        return source.path("rate_origin").asString().equals("api")
                ? rate + " (setting: " + source.path("rate_setting").asString() + ")"
                : rate;
    }

    private static String freshnessOf(JsonNode source) {
        JsonNode freshness = source.path("freshness");
        return freshness.isNull() ? "-" : String.format(Locale.ROOT, "%.1f %%", 100 * freshness.asDouble());
    }

    private static String pauseOf(JsonNode source) {
        JsonNode until = source.path("paused_until");
        return until.isNull()
                ? ""
                : "until " + until.asString() + ", "
                        + source.path("pause_reason").asString("");
    }
}
