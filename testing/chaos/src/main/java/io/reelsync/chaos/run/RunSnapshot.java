package io.reelsync.chaos.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** A run as the API told it at one moment: its state and its counts by their names. */
public record RunSnapshot(String state, Map<String, Long> counts) {
    private static final List<String> OUTCOMES =
            List.of("created", "changed", "unchanged", "gone", "failed", "cancelled");
    private static final Set<String> ENDS = Set.of("COMPLETED", "FAILED", "CANCELLED");

    static RunSnapshot of(JsonNode run) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (String name : List.of("listed", "planned", "outstanding")) {
            counts.put(name, run.get(name).asLong());
        }
        OUTCOMES.forEach(name -> counts.put(name, run.get(name).asLong()));
        return new RunSnapshot(run.get("state").asString(), counts);
    }

    /** One of its counts. */
    public long count(String name) {
        return counts.getOrDefault(name, 0L);
    }

    /** Items that have their outcome. */
    public long settled() {
        return OUTCOMES.stream().mapToLong(this::count).sum();
    }

    /** Whether nothing more will happen to it. */
    public boolean hasEnded() {
        return ENDS.contains(state);
    }
}
