package io.reelsync.gateway.ratelimit;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.redis.redisson.Bucket4jRedisson;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.reelsync.limit.LimitSettings;
import io.reelsync.outage.Server;
import io.reelsync.outage.Servers;
import io.reelsync.telemetry.MetricNames;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Token buckets in Redis, shared by all gateways: one per user, one per address. Where Redis doesn't answer, requests
 * are let through: they need a good token all the same, and signing in does not go through without Redis.
 */
@Component
class RequestLimits {
    private static final Logger log = LoggerFactory.getLogger(RequestLimits.class);
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(1);

    private final ProxyManager<String> buckets;
    private final Servers servers;
    private final String namespace;
    private final Map<Policy, Counter> refused = new EnumMap<>(Policy.class);

    RequestLimits(RedissonClient redisson, Servers servers, LimitSettings limits, MeterRegistry meters) {
        this.buckets = Bucket4jRedisson.casBasedBuilder(((Redisson) redisson).getCommandExecutor())
                .requestTimeout(ANSWERS_WITHIN)
                .expirationAfterWrite(ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(WINDOW))
                .build();
        this.servers = servers;
        this.namespace = limits.namespace();
        for (Policy policy : Policy.values()) {
            refused.put(
                    policy,
                    Counter.builder(MetricNames.REFUSED_REQUESTS)
                            .tag("limit", policy.word)
                            .description("Requests beyond the limit of a user or an address")
                            .register(meters));
        }
    }

    /** Of whom requests are counted. */
    enum Policy {
        USER,
        ADDRESS;

        private final String word = name().toLowerCase(Locale.ROOT);
    }

    /**
     * Takes one request from a bucket, and tells the client in the headers of the IETF draft "RateLimit header fields for
     * HTTP" what is left.
     *
     * @return how long to wait where the bucket is empty
     */
    Optional<Duration> take(Policy policy, String who, int perMinute, HttpServletResponse response) {
        if (!servers.answers(Server.REDIS)) {
            return Optional.empty();
        }
        ConsumptionProbe probe;
        try {
            probe = buckets.builder()
                    .build(namespace + ":requests:" + policy.word + ":" + who, () -> configuration(perMinute))
                    .tryConsumeAndReturnRemaining(1);
        } catch (RuntimeException noAnswer) {
            log.debug("Redis can't count the requests of {}; they are let through", who, noAnswer);
            return Optional.empty();
        }
        String name = "\"" + policy.word + "\"";
        response.setHeader("RateLimit-Policy", name + ";q=" + perMinute + ";w=" + WINDOW.toSeconds());
        response.setHeader(
                "RateLimit",
                name + ";r=" + probe.getRemainingTokens() + ";t="
                        + Duration.ofNanos(probe.getNanosToWaitForReset())
                                .plusMillis(999)
                                .toSeconds());
        if (probe.isConsumed()) {
            return Optional.empty();
        }
        Objects.requireNonNull(refused.get(policy)).increment();
        return Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    private static BucketConfiguration configuration(int perMinute) {
        return BucketConfiguration.builder()
                .addLimit(Bandwidth.builder()
                        .capacity(perMinute)
                        .refillGreedy(perMinute, WINDOW)
                        .build())
                .build();
    }
}
