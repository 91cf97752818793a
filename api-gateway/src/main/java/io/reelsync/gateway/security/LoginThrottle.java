package io.reelsync.gateway.security;

import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.distributed.BucketProxy;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.redis.redisson.Bucket4jRedisson;
import io.reelsync.gateway.web.Addresses;
import io.reelsync.limit.LimitSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisException;
import org.springframework.stereotype.Component;

/**
 * Counts attempts to sign in, for all gateways together. An attempt is counted before its password is looked at, so
 * that many at once can't pass together; a success takes its own back.
 *
 * <ol>
 *   <li>By account and address: one who guesses has a few attempts.
 *   <li>By address: one who tries many accounts has some more.
 *   <li>By account, from addresses that it was never signed in from: many who guess together have no more than that, and
 *       the account's owner is not locked out by them.
 * </ol>
 */
@Component
class LoginThrottle {
    /** Redisson itself would try for much longer, while somebody waits to sign in. */
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(3);

    private static final Duration KEPT_WHEN_FULL = Duration.ofSeconds(1);

    private final ProxyManager<String> buckets;
    private final LoginSettings settings;
    private final String namespace;

    LoginThrottle(RedissonClient redisson, LoginSettings settings, LimitSettings limits) {
        this.buckets = Bucket4jRedisson.casBasedBuilder(((Redisson) redisson).getCommandExecutor())
                .requestTimeout(ANSWERS_WITHIN)
                .expirationAfterWrite(ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(KEPT_WHEN_FULL))
                .build();
        this.settings = settings;
        this.namespace = limits.namespace();
    }

    /**
     * Counts an attempt; answers how long to wait where there were too many.
     *
     * @param known whether the account was signed in from that address before
     * @throws RedisException where Redis doesn't answer in time
     */
    Optional<Duration> attempt(String account, String address, boolean known) {
        return inRedis(() -> {
            List<BucketProxy> taken = new ArrayList<>();
            for (BucketProxy bucket : buckets(account, address, known)) {
                ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
                if (!probe.isConsumed()) {
                    taken.forEach(passed -> passed.addTokens(1));
                    return Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
                }
                taken.add(bucket);
            }
            return Optional.empty();
        });
    }

    /**
     * Forgets the failures of an account at an address, and takes the attempt back elsewhere.
     *
     * @throws RedisException where Redis doesn't answer in time
     */
    void succeeded(String account, String address, boolean known) {
        inRedis(() -> {
            List<BucketProxy> counted = buckets(account, address, known);
            counted.get(0).reset();
            counted.stream().skip(1).forEach(bucket -> bucket.addTokens(1));
            return Optional.empty();
        });
    }

    private List<BucketProxy> buckets(String account, String address, boolean known) {
        String network = Addresses.network(address);
        List<BucketProxy> found = new ArrayList<>();
        found.add(bucket(network + ":" + account, settings.failures()));
        found.add(bucket(network, settings.failuresPerAddress()));
        if (!known) {
            found.add(bucket(account, settings.failuresPerAccount()));
        }
        return found;
    }

    /** All attempts come back at once when the window, which the first one opened, is over. */
    private BucketProxy bucket(String key, int attempts) {
        return buckets.builder().build(namespace + ":sign-in:" + key, () -> BucketConfiguration.builder()
                .addLimit(limit -> limit.capacity(attempts).refillIntervally(attempts, settings.window()))
                .build());
    }

    private static <T> T inRedis(Supplier<T> work) {
        try {
            return work.get();
        } catch (RedisException away) {
            throw away;
        } catch (RuntimeException noAnswer) {
            throw new RedisException("attempts to sign in can't be counted", noAnswer);
        }
    }
}
