package io.reelsync.gateway.security;

import io.reelsync.gateway.web.Addresses;
import io.reelsync.limit.LimitSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisException;
import org.redisson.client.RedisTimeoutException;
import org.redisson.client.codec.StringCodec;
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
    /** Adds one attempt to each counter, unless one is full: then it answers the milliseconds until that one ends. */
    private static final String ATTEMPT = """
            for i, key in ipairs(KEYS) do
              if tonumber(redis.call('GET', key) or '0') >= tonumber(ARGV[i]) then
                return redis.call('PTTL', key)
              end
            end
            for i, key in ipairs(KEYS) do
              if redis.call('INCR', key) == 1 then
                redis.call('PEXPIRE', key, ARGV[#KEYS + 1])
              end
            end
            return -1""";

    /** Takes one attempt back. */
    private static final String TAKE_BACK = """
            if redis.call('EXISTS', KEYS[1]) == 1 and redis.call('DECR', KEYS[1]) <= 0 then
              redis.call('DEL', KEYS[1])
            end
            return 1""";

    /** Forgets the failures of the account, and this attempt at the address. */
    private static final String SUCCESS = """
            redis.call('DEL', KEYS[1])
            if redis.call('EXISTS', KEYS[2]) == 1 and redis.call('DECR', KEYS[2]) <= 0 then
              redis.call('DEL', KEYS[2])
            end
            return 1""";

    /** Redisson itself would try for much longer, while somebody waits to sign in. */
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(3);

    private final RedissonClient redisson;
    private final LoginSettings settings;
    private final String namespace;

    LoginThrottle(RedissonClient redisson, LoginSettings settings, LimitSettings limits) {
        this.redisson = redisson;
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
        long window = settings.window().toMillis();
        long wait = eval(ATTEMPT, keys(account, address), settings.failures(), settings.failuresPerAddress(), window);
        if (wait < 0 && !known) {
            wait = eval(ATTEMPT, List.of(ofAccount(account)), settings.failuresPerAccount(), window);
        }
        return wait < 0 ? Optional.empty() : Optional.of(Duration.ofMillis(wait));
    }

    /** @throws RedisException where Redis doesn't answer in time */
    void succeeded(String account, String address, boolean known) {
        eval(SUCCESS, keys(account, address));
        if (!known) {
            eval(TAKE_BACK, List.of(ofAccount(account)));
        }
    }

    private long eval(String script, List<Object> keys, Object... arguments) {
        try {
            return redisson.getScript(StringCodec.INSTANCE)
                    .<Long>evalAsync(RScript.Mode.READ_WRITE, script, RScript.ReturnType.LONG, keys, arguments)
                    .toCompletableFuture()
                    .get(ANSWERS_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new RedisTimeoutException("no answer within " + ANSWERS_WITHIN);
        } catch (ExecutionException e) {
            throw new RedisException("the script failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RedisException("interrupted", e);
        }
    }

    /** The address in braces keeps both on one node of a Redis cluster. */
    private List<Object> keys(String account, String address) {
        String ofAddress = namespace + ":login:{" + Addresses.network(address) + "}";
        return List.of(ofAddress + ":" + account, ofAddress);
    }

    private String ofAccount(String account) {
        return namespace + ":login-account:" + account;
    }
}
