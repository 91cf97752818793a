package io.reelsync.terminal;

import io.reelsync.startup.StartRefused;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
        name = "sync",
        description = "Starts a run: of the source's first list, of lists, or of single titles by their ids or links.")
final class SyncCommand extends GatewayCommand {
    @Parameters(
            paramLabel = "FEED|ID|LINK",
            arity = "0..*",
            description = "Lists by their names, or titles by their ids or their pages' addresses.")
    private @Nullable List<String> wanted;

    @Option(names = "--source", paramLabel = "NAME", description = "Default: the first of ./reelsync sources.")
    private @Nullable String source;

    @Option(names = "--wait", description = "Show progress to the end; exit code 1 where it did not complete.")
    private boolean wait;

    @Override
    int ask(GatewayClient gateway) {
        boolean completed = true;
        for (Map<String, Object> body : bodies(gateway, wanted == null ? List.of() : wanted)) {
            JsonNode started = gateway.post("/api/sync/runs", body);
            String run = started.path("run_id").asString();
            if (wait) {
                completed &= new Watching(gateway, out(), json()).follow(run);
            } else if (!wroteJson(started)) {
                out().println(
                                started.path("already_running").asBoolean()
                                        ? "Run " + run + " does that already."
                                        : "Run " + run + " is started. ./reelsync watch " + run);
            }
        }
        return completed ? OK : NOT_WELL;
    }

    /** A run is of one source: links of several are several runs. */
    private List<Map<String, Object>> bodies(GatewayClient gateway, List<String> given) {
        JsonNode sources = gateway.get("/api/sources");
        JsonNode first = sources.valueStream()
                .filter(one -> source == null || one.path("name").asString().equals(source))
                .findFirst()
                .orElseThrow(() -> new StartRefused(
                        "there is no source " + source + ", but " + String.join(", ", names(sources))));
        String name = first.path("name").asString();
        if (given.isEmpty()) {
            return List.of(
                    body(name, "feeds", List.of(first.path("feeds").get(0).asString())));
        }
        Set<String> feeds = FeedsCommand.all(gateway)
                .valueStream()
                .filter(feed -> feed.path("source").asString().equals(name))
                .map(feed -> feed.path("name").asString())
                .collect(Collectors.toSet());
        if (feeds.containsAll(given)) {
            return List.of(body(name, "feeds", given));
        }
        if (given.stream().anyMatch(feeds::contains)) {
            throw new StartRefused("lists and single titles are runs of their own: name either");
        }
        return titles(gateway, name, given);
    }

    private List<Map<String, Object>> titles(GatewayClient gateway, String preferred, List<String> given) {
        JsonNode understood = gateway.post("/api/sync/understand", Map.of("source", preferred, "texts", given));
        JsonNode unclear = understood.path("unclear");
        if (!unclear.isEmpty()) {
            throw new StartRefused("this is no feed, no id and no link of a title: "
                    + unclear.valueStream()
                            .map(one -> one.path("text").asString())
                            .collect(Collectors.joining(", ")));
        }
        Map<String, List<String>> ids = new LinkedHashMap<>();
        understood.path("titles").forEach(title -> ids.computeIfAbsent(
                        title.path("source").asString(), none -> new ArrayList<>())
                .add(title.path("source_id").asString()));
        if (source != null && !ids.keySet().equals(Set.of(source))) {
            throw new StartRefused(
                    "--source " + source + " is named, and there are titles of " + String.join(" and ", ids.keySet()));
        }
        return ids.entrySet().stream()
                .map(one -> body(one.getKey(), "source_ids", one.getValue()))
                .toList();
    }

    private static Map<String, Object> body(String source, String what, List<String> names) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("source", source);
        body.put(what, names);
        return body;
    }
}
