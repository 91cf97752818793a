package io.reelsync.limit;

import io.reelsync.limit.PauseRows.Refusal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The routes of sources: where one challenges us it is left alone by itself, and another may serve, at the pace that
 * all routes of a source share. A route's pauses grow, and end with one probe, as those of a whole source do.
 *
 * <p>Asked of the database before each request, so that what one worker was told holds for all at once.
 */
@Component
public class Routes {
    private final JdbcClient jdbc;
    private final PauseRows rows;
    private final LimitSettings settings;

    Routes(JdbcClient jdbc, PauseRows rows, LimitSettings settings) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.settings = settings;
    }

    /**
     * A route that may be used.
     *
     * @param probe whether this is the one request that tells whether it is open again
     */
    public record Open(String route, boolean probe) {}

    private record Closed(boolean untilProbed, Duration left) {}

    /** The first of a source's routes that may be used now; empty where none may. Claims the probe of one whose pause is over. */
    public Optional<Open> open(String source, List<String> routes) {
        Map<String, Closed> closed = closed(source);
        for (String route : routes) {
            Closed standing = closed.get(route);
            if (standing == null) {
                return Optional.of(new Open(route, false));
            }
            if (standing.untilProbed() && claimProbe(source, route)) {
                return Optional.of(new Open(route, true));
            }
        }
        return Optional.empty();
    }

    /** How long until the first of these routes may be used; nothing where one may be now. */
    public Duration closedFor(String source, List<String> routes) {
        Map<String, Closed> closed = closed(source);
        return routes.stream()
                .map(route ->
                        Optional.ofNullable(closed.get(route)).map(Closed::left).orElse(Duration.ZERO))
                .min(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /**
     * Leaves a route alone after it refused us.
     *
     * @return for how long
     */
    public Duration pause(String source, String route, PauseReason reason, String detail, @Nullable Duration atLeast) {
        return rows.write(source, route, new Refusal(reason, detail, atLeast)).left();
    }

    /** The probe of a route had a good answer: it is open. */
    public void answered(String source, String route) {
        rows.answered(source, route);
    }

    /** The probe of a route was not sent, or told nothing: another may follow. */
    public void releaseProbe(String source, String route) {
        jdbc.sql("UPDATE source_pauses SET probe_until = NULL WHERE source = ? AND route = ?")
                .params(source, route)
                .update();
    }

    private Map<String, Closed> closed(String source) {
        Map<String, Closed> closed = new HashMap<>();
        jdbc.sql("""
                        SELECT route, paused_until <= UTC_TIMESTAMP(3) probed,
                            TIMESTAMPDIFF(MICROSECOND, UTC_TIMESTAMP(3), GREATEST(paused_until,
                                COALESCE(probe_until, paused_until))) micros_left
                        FROM source_pauses
                        WHERE source = ? AND route <> '' AND refusals > 0
                            AND (paused_until > UTC_TIMESTAMP(3) OR answered_at IS NULL)""").param(source).query(row -> {
            Duration left = Duration.ofNanos(Math.max(0, row.getLong("micros_left")) * 1000);
            closed.put(row.getString("route"), new Closed(row.getBoolean("probed"), left));
        });
        return closed;
    }

    private boolean claimProbe(String source, String route) {
        return jdbc.sql("""
                        UPDATE source_pauses SET probe_until = UTC_TIMESTAMP(3) + INTERVAL ? MICROSECOND
                        WHERE source = ? AND route = ? AND answered_at IS NULL AND paused_until <= UTC_TIMESTAMP(3)
                            AND (probe_until IS NULL OR probe_until <= UTC_TIMESTAMP(3))""")
                        .params(settings.probeWithin().toNanos() / 1000, source, route)
                        .update()
                == 1;
    }
}
