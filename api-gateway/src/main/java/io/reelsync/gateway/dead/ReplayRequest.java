package io.reelsync.gateway.dead;

import io.reelsync.gateway.web.Fields;
import io.reelsync.gateway.web.SourceIds;
import io.reelsync.source.Sources;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Which dead subjects are to be tried again.
 *
 * @param sourceIds empty for all of the source
 */
record ReplayRequest(String source, List<String> sourceIds) {

    /** @throws io.reelsync.gateway.web.InvalidFields where it can't be */
    static ReplayRequest read(JsonNode body, Sources sources) {
        Fields fields = Fields.ofBody(body, Set.of("source", "source_ids"));
        String source = fields.requiredText("source");
        fields.source("source", source, sources);
        JsonNode ids = fields.value("source_ids");
        List<String> sourceIds = ids == null
                ? List.of()
                : SourceIds.read(fields, "source_ids", ids, sources.find(source).orElse(null));
        fields.check();
        return new ReplayRequest(source, sourceIds);
    }
}
