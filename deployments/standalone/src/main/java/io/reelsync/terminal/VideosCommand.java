package io.reelsync.terminal;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(name = "videos", description = "Finds titles in the catalogue.")
final class VideosCommand extends GatewayCommand {
    @Parameters(paramLabel = "QUERY", arity = "0..*", description = "Text in a name.")
    private @Nullable List<String> query;

    @Option(names = "--kind", description = "movie, tv, anime, doc or tvshow.")
    private @Nullable String kind;

    @Option(names = "--page", defaultValue = "0", description = "From 0. Default: ${DEFAULT-VALUE}")
    private int page;

    @Override
    int ask(GatewayClient gateway) {
        JsonNode videos = gateway.get("/api/videos?page=" + page
                + (query == null ? "" : "&q=" + encoded(String.join(" ", query)))
                + (kind == null ? "" : "&kind=" + encoded(kind)));
        if (!wroteJson(videos)) {
            Table table = new Table("id", "kind", "year", "score", "title", "original title");
            videos.path("items")
                    .forEach(video -> table.row(
                            video.path("id").asString(),
                            video.path("kind").asString(""),
                            video.path("year").asString(""),
                            video.path("score").asString(""),
                            video.path("title").asString(""),
                            video.path("original_title").asString("")));
            table.print(out());
            out().println(videos.path("total").asLong() + " in all");
        }
        return OK;
    }
}
