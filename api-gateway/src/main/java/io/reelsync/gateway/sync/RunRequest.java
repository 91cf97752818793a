package io.reelsync.gateway.sync;

import io.reelsync.gateway.web.Fields;
import io.reelsync.gateway.web.SourceIds;
import io.reelsync.source.Source;
import io.reelsync.source.Sources;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a run is asked for: feeds of a source, or single subjects of it. One of the two lists is empty.
 *
 * @param sourceIds without repetitions
 */
record RunRequest(Source source, List<String> feeds, List<Long> sourceIds) {
    private static final int MOST_FEEDS = 100;

    /** @throws io.reelsync.gateway.web.InvalidFields where it can't be */
    static RunRequest read(JsonNode body, Sources sources) {
        Fields fields = Fields.ofBody(body, Set.of("source", "feeds", "source_ids"));
        String name = fields.requiredText("source");
        Optional<Source> source = sources.find(name);
        if (!name.isEmpty() && source.isEmpty()) {
            fields.refuse("source", "field.choice", names(sources));
        }
        JsonNode feeds = fields.value("feeds");
        JsonNode ids = fields.value("source_ids");
        if ((feeds == null) == (ids == null)) {
            fields.refuse("feeds", "run.either");
            fields.refuse("source_ids", "run.either");
        }
        List<String> readFeeds = feeds == null ? List.of() : feeds(fields, feeds, source.orElse(null));
        List<Long> readIds = ids == null ? List.of() : SourceIds.read(fields, "source_ids", ids);
        fields.check();
        return new RunRequest(source.orElseThrow(), readFeeds, readIds);
    }

    private static List<String> feeds(Fields fields, JsonNode feeds, @Nullable Source source) {
        Set<String> read = new LinkedHashSet<>();
        if (!fields.isList("feeds", feeds, MOST_FEEDS)) {
            return List.of();
        }
        for (int i = 0; i < feeds.size(); i++) {
            JsonNode feed = feeds.get(i);
            if (!feed.isString()) {
                fields.refuse("feeds[" + i + "]", "field.text");
            } else if (source != null && !source.feeds().contains(feed.asString())) {
                fields.refuse(
                        "feeds[" + i + "]",
                        "run.feed",
                        source.name(),
                        String.join(", ", source.feeds().stream().sorted().toList()));
            } else {
                read.add(feed.asString());
            }
        }
        return List.copyOf(read);
    }

    private static String names(Sources sources) {
        return String.join(", ", sources.all().stream().map(Source::name).toList());
    }
}
