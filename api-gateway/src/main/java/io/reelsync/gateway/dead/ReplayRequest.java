package io.reelsync.gateway.dead;

import io.reelsync.gateway.web.Fields;
import io.reelsync.gateway.web.SourceIds;
import io.reelsync.source.Reason;
import io.reelsync.source.Sources;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Which dead subjects are to be tried again.
 *
 * @param sourceIds empty for all of the source
 * @param reason only those that were given up for it; null for any
 */
record ReplayRequest(
        String source, List<String> sourceIds, @Nullable Reason reason) {

    /** @throws io.reelsync.gateway.web.InvalidFields where it can't be */
    static ReplayRequest read(JsonNode body, Sources sources) {
        Fields fields = Fields.ofBody(body, Set.of("source", "source_ids", "reason"));
        String source = fields.requiredText("source");
        fields.source("source", source, sources);
        JsonNode ids = fields.value("source_ids");
        List<String> sourceIds = ids == null
                ? List.of()
                : SourceIds.read(fields, "source_ids", ids, sources.find(source).orElse(null));
        Reason reason = fields.choice("reason", fields.text("reason"), Reason.class);
        fields.check();
        return new ReplayRequest(source, sourceIds, reason);
    }
}
