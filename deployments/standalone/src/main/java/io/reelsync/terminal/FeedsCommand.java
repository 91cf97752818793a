package io.reelsync.terminal;

import io.reelsync.startup.StartRefused;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

@Command(
        name = "feeds",
        description =
                "What can be read: the sources' own lists, and those that are kept; or keeps one more, or one less.")
final class FeedsCommand extends GatewayCommand {
    @Option(names = "--add", paramLabel = "LINK", description = "Keep a list as a feed.")
    private @Nullable String link;

    @Option(names = "--name", description = "With --add: what it is called. Default: made of the link.")
    private @Nullable String name;

    @Option(names = "--size", description = "With --add: how many titles a run lists, 1 to 10000. Default: 250")
    private @Nullable Integer size;

    @Option(names = "--remove", paramLabel = "NAME", description = "Keep a list no longer; what it brought stays.")
    private @Nullable String removed;

    @Option(names = "--source", paramLabel = "NAME", description = "With --add and --remove: of that source.")
    private @Nullable String source;

    @Override
    int ask(GatewayClient gateway) {
        if (link != null && removed != null || link == null && (name != null || size != null)) {
            throw new StartRefused("--add LINK takes --name and --size; --remove NAME goes without it");
        }
        if (link != null) {
            JsonNode added = gateway.post("/api/feeds", given(link));
            if (!wroteJson(added)) {
                String feed = added.path("name").asString();
                out().println(added.path("link").asString() + " is kept as " + feed + ". ./reelsync sync " + feed);
            }
        } else if (removed != null) {
            String query = source == null ? "" : "?source=" + encoded(source);
            if (!wroteJson(gateway.delete("/api/feeds/" + encoded(removed) + query))) {
                out().println(removed + " is no longer kept.");
            }
        } else {
            show(all(gateway));
        }
        return OK;
    }

    private Map<String, Object> given(String list) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("link", list);
        if (source != null) {
            body.put("source", source);
        }
        if (name != null) {
            body.put("name", name);
        }
        if (size != null) {
            body.put("size", size);
        }
        return body;
    }

    private void show(JsonNode feeds) {
        if (!wroteJson(feeds)) {
            Table table = new Table("source", "feed", "titles", "link");
            feeds.forEach(feed -> table.row(
                    feed.path("source").asString(),
                    feed.path("name").asString(),
                    feed.path("size").asString(),
                    feed.path("link").asString("")));
            table.print(out());
        }
    }

    /** All of them, page by page. */
    static ArrayNode all(GatewayClient gateway) {
        ArrayNode feeds = JsonNodeFactory.instance.arrayNode();
        JsonNode page;
        int number = 0;
        do {
            page = gateway.get("/api/feeds?size=200&page=" + number++);
            page.path("items").forEach(feeds::add);
        } while (!page.path("items").isEmpty()
                && feeds.size() < page.path("total").asInt());
        return feeds;
    }
}
