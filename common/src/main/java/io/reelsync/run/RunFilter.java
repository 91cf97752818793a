package io.reelsync.run;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which runs are asked for, and in which order; null for any.
 *
 * @param source one of those that a run asks
 * @param oldestFirst whether the list begins with the oldest run, not with the newest
 */
public record RunFilter(
        @Nullable RunState state,
        @Nullable String source,
        @Nullable Trigger trigger,
        boolean oldestFirst) {
    /** All of them, the newest first. */
    public static final RunFilter ALL = new RunFilter(null, null, null, false);

    private static final String CONDITION =
            " WHERE (:state IS NULL OR r.state = :state) AND (:source IS NULL OR FIND_IN_SET(:source, r.source) > 0)"
                    + " AND (:trigger IS NULL OR r.trigger_kind = :trigger)";

    /** A statement for what it finds. */
    JdbcClient.StatementSpec on(JdbcClient jdbc, String select, String after) {
        Map<String, @Nullable Object> parameters = new HashMap<>();
        parameters.put("state", state == null ? null : state.name());
        parameters.put("source", source);
        parameters.put("trigger", trigger == null ? null : trigger.name());
        return jdbc.sql(select + CONDITION + after).params(parameters);
    }

    String order() {
        return oldestFirst ? " ORDER BY r.requested_at, r.id" : " ORDER BY r.requested_at DESC, r.id DESC";
    }
}
