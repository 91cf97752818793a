package io.reelsync.gateway.status;

import io.reelsync.gateway.sync.RunJson;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What runs, and why nothing moves.
 *
 * @param moving whether anything is worked on now
 * @param reasons why not, or why not all of it; what stops the most comes first
 * @param runs those of which more may come, the oldest first
 */
record StatusJson(boolean moving, List<Reason> reasons, List<RunJson> runs, List<ServerState> servers) {

    /**
     * A server that the cluster needs.
     *
     * @param up null where nobody knows
     * @param detail why it is away, in its own words where it has said any
     */
    record ServerState(
            String server, @Nullable Boolean up, @Nullable String detail) {}
}
