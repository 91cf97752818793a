package io.reelsync.gateway.sync;

import io.reelsync.gateway.web.FeedNames;
import io.reelsync.gateway.web.Fields;
import io.reelsync.gateway.web.SourceIds;
import io.reelsync.source.Source;
import io.reelsync.source.Sources;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What a run is asked for: feeds of a source, or single subjects of it. One of the two lists is empty.
 *
 * @param sourceIds without repetitions
 */
record RunRequest(Source source, List<String> feeds, List<String> sourceIds) {
    /** @throws io.reelsync.gateway.web.InvalidFields where it can't be */
    static RunRequest read(JsonNode body, Sources sources) {
        Fields fields = Fields.ofBody(body, Set.of("source", "feeds", "source_ids"));
        String name = fields.requiredText("source");
        fields.source("source", name, sources);
        Optional<Source> source = sources.find(name);
        JsonNode feeds = fields.value("feeds");
        JsonNode ids = fields.value("source_ids");
        if ((feeds == null) == (ids == null)) {
            fields.refuse("feeds", "run.either");
            fields.refuse("source_ids", "run.either");
        }
        List<String> readFeeds =
                feeds == null ? List.of() : FeedNames.read(fields, "feeds", feeds, source.orElse(null));
        List<String> readIds = ids == null ? List.of() : SourceIds.read(fields, "source_ids", ids, source.orElse(null));
        fields.check();
        return new RunRequest(source.orElseThrow(), readFeeds, readIds);
    }
}
