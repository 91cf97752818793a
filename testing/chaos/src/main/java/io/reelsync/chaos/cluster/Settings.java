package io.reelsync.chaos.cluster;

import io.reelsync.chaos.server.ClusterServers;
import io.reelsync.chaos.server.ServerKind;
import io.reelsync.localcluster.Launch;
import io.reelsync.samplesite.PlayedSource;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** How the services are set: everything a little shorter than in production, so that a round takes seconds. */
public final class Settings {
    /** The administrator's password, made for this cluster. */
    public static final String ADMIN_PASSWORD = "chaos " + UUID.randomUUID();

    public static final int FIRST_PAUSE_SECONDS = 2;
    public static final int LEASE_SECONDS = 8;
    public static final int LOCK_SECONDS = 5;

    /** A machine that is held up for longer than this is no excuse for a request too many. */
    public static final Duration LONGEST_STALL = Duration.ofMillis(50);

    private Settings() {}

    static Map<String, String> common(Shape shape, URI site, ClusterServers servers) {
        Map<String, String> settings = new HashMap<>();
        settings.put("reelsync.mysql.user", servers.databaseUser());
        settings.put("reelsync.mysql.password", servers.databasePassword());
        settings.putAll(PlayedSource.settings(site));
        settings.put(PlayedSource.setting("rate"), shape.rate().toString());
        settings.putAll(PlayedSource.second(site));
        settings.put(PlayedSource.SECOND_RATE, shape.rate().toString());
        settings.put("reelsync.limit.first-pause", FIRST_PAUSE_SECONDS + "s");
        settings.put("reelsync.limit.longest-pause", "8s");
        settings.put("reelsync.limit.recover-every", "2s");
        settings.put("reelsync.limit.probe-within", "8s");
        settings.put("reelsync.limit.suspect-first-trial", "1s");
        settings.put("reelsync.catalog.retry.attempts", "5");
        settings.put("reelsync.catalog.retry.first-delay", "200ms");
        settings.put("reelsync.scheduler.scheduled", "false");
        settings.put("reelsync.scheduler.window", "5s");
        settings.put("reelsync.scheduler.lease-at-most-for", LEASE_SECONDS + "s");
        settings.put("reelsync.scheduler.lock-at-most-for", LOCK_SECONDS + "s");
        settings.put("reelsync.worker.concurrency", String.valueOf(shape.concurrency()));
        settings.put("reelsync.worker.answer-within", "5s");
        settings.put(
                "reelsync.jwt.keys",
                "chaos:" + Base64.getEncoder().encodeToString(new SecureRandom().generateSeed(32)));
        settings.put("reelsync.admin.password", ADMIN_PASSWORD);
        settings.put("logging.threshold.console", "off");
        return Launch.environment(settings);
    }

    /** The variable that names a server. */
    static String url(ServerKind kind) {
        return switch (kind) {
            case BROKER -> "REELSYNC_RABBITMQ_URL";
            case REDIS -> "REELSYNC_REDIS_URL";
            case DATABASE -> "REELSYNC_MYSQL_URL";
        };
    }
}
