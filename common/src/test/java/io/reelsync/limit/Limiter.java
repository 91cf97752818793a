package io.reelsync.limit;

import io.reelsync.Installation;
import io.reelsync.outage.Servers;
import io.reelsync.source.Rate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Permits and pauses as one process has them: with a connection to Redis of its own. */
final class Limiter implements AutoCloseable {
    final RedissonClient redisson;
    final Pauses pauses;
    final Permits permits;
    final Rates rates;

    Limiter(String redisUrl, LimitSettings settings) {
        this(redisUrl, settings, Installation.shared().sql());
    }

    Limiter(String redisUrl, LimitSettings settings, JdbcClient jdbc) {
        Config config = new Config();
        config.useSingleServer()
                .setAddress(redisUrl)
                .setConnectionMinimumIdleSize(2)
                .setConnectionPoolSize(8)
                .setRetryAttempts(0)
                .setTimeout(3000);
        redisson = Redisson.create(config);
        CircuitBreaker breaker =
                new CircuitBreaker(jdbc, Installation.shared().bean(TransactionTemplate.class), settings);
        pauses = new Pauses(breaker, redisson, settings);
        rates = new Rates(jdbc, redisson, settings);
        permits = new Permits(
                redisson, settings, pauses, rates, Installation.shared().bean(Servers.class));
    }

    /** The ladder starts at so many milliseconds. */
    static LimitSettings settings(long firstPauseMillis) {
        return new LimitSettings(
                Installation.newSource(),
                Duration.ofMillis(firstPauseMillis),
                Duration.ofMillis(8 * firstPauseMillis),
                Duration.ofSeconds(5),
                Duration.ofSeconds(1),
                16,
                Duration.ofSeconds(10),
                Duration.ofHours(1));
    }

    Permits.Result acquire(String source, String rate, Duration patience) {
        return acquire(new Permits.Request(source, Rate.of(rate), patience, false, () -> true));
    }

    Permits.Result acquire(Permits.Request wish) {
        try {
            return permits.acquire(wish);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    /** How long the source is paused by Redis' word; 0 where it isn't. */
    Duration pausedInRedis(LimitSettings settings, String source) {
        String until = redisson.<String, String>getMap(
                        LimitKeys.of(settings, source).state(), StringCodec.INSTANCE)
                .getOrDefault("paused", "0");
        // Redis runs on this machine: its clock is ours.
        long left = Long.parseLong(until) - ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        return Duration.of(Math.max(0, left), ChronoUnit.MICROS);
    }

    @Override
    public void close() {
        redisson.shutdown(0, 2, TimeUnit.SECONDS);
    }
}
