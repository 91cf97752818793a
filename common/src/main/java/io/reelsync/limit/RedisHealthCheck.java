package io.reelsync.limit;

import io.reelsync.outage.HealthCheck;
import io.reelsync.outage.Outage;
import io.reelsync.outage.ReadOnlyServerException;
import io.reelsync.outage.Server;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.api.options.OptionalOptions;
import org.redisson.client.RedisNoReplicasException;
import org.redisson.client.RedisOutOfMemoryException;
import org.redisson.client.RedisReadonlyException;
import org.redisson.client.codec.StringCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Has Redis run a small script that writes: permits are such scripts too. */
@Component
class RedisHealthCheck implements HealthCheck {
    private static final Logger log = LoggerFactory.getLogger(RedisHealthCheck.class);
    private static final Duration WITHIN = Duration.ofSeconds(3);
    /** The disk is full, or a right is missing: of these Redisson makes nothing of its own. */
    private static final Pattern OTHER_REFUSAL = Pattern.compile("(MISCONF|NOPERM) ");

    /** What Redisson adds to Redis' own words. */
    private static final Pattern ADDED = Pattern.compile("[. ]+(script|channel): .*", Pattern.DOTALL);

    private static final Duration EVICTION_ASKED_EVERY = Duration.ofSeconds(10);

    /** Writes a key that passes by itself. */
    private static final String WRITE = "return redis.call('SET', KEYS[1], '', 'PX', 1000)";

    /** Answers by which policy keys are thrown away, if any. */
    private static final String EVICTION = """
            local memory = redis.pcall('INFO', 'memory')
            -- Who may not ask for it gets an error.
            if type(memory) ~= 'string' or memory:match('maxmemory:(%d+)') == '0' then
              return ''
            end
            local policy = memory:match('maxmemory_policy:([%w-]+)')
            return policy == 'noeviction' and '' or policy or ''""";

    private final RScript scripts;
    private final String key;
    private String evictsBy = "";
    private long evictionAskedAt = System.nanoTime() - EVICTION_ASKED_EVERY.toNanos();

    RedisHealthCheck(RedissonClient redisson, LimitSettings settings) {
        // Tried again by Redisson, a refusal would come too late.
        scripts = redisson.getScript(OptionalOptions.defaults()
                .codec(StringCodec.INSTANCE)
                .timeout(WITHIN)
                .retryAttempts(0));
        key = settings.namespace() + ":health-check";
    }

    @Override
    public Server of() {
        return Server.REDIS;
    }

    @Override
    public void run() throws Exception {
        try {
            answer(WRITE);
            if (System.nanoTime() - evictionAskedAt >= EVICTION_ASKED_EVERY.toNanos()) {
                evictionAskedAt = System.nanoTime();
                tellOfEviction(answer(EVICTION));
            }
        } catch (TimeoutException late) {
            TimeoutException told = new TimeoutException("no answer within " + WITHIN.toSeconds() + " s");
            told.addSuppressed(late);
            throw told;
        } catch (ExecutionException failure) {
            throw refuses(failure.getCause())
                    ? new ReadOnlyServerException(
                            ADDED.matcher(Outage.words(failure)).replaceFirst(""))
                    : failure;
        }
    }

    private String answer(String script) throws InterruptedException, ExecutionException, TimeoutException {
        return scripts.<String>evalAsync(RScript.Mode.READ_WRITE, script, RScript.ReturnType.VALUE, List.of(key))
                .toCompletableFuture()
                .get(WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static boolean refuses(@Nullable Throwable failure) {
        return failure instanceof RedisReadonlyException
                || failure instanceof RedisOutOfMemoryException
                || failure instanceof RedisNoReplicasException
                || failure != null
                        && OTHER_REFUSAL.matcher(Outage.words(failure)).lookingAt();
    }

    /** It loses nothing but time: a limiter whose state is gone starts cold. But nobody would know why. */
    private void tellOfEviction(String policy) {
        if (!policy.isEmpty() && !policy.equals(evictsBy)) {
            log.warn(
                    "Redis throws keys away when its memory is full (maxmemory-policy {}), the state of the limits too:"
                            + " each time no request is sent for a while; set maxmemory-policy to noeviction",
                    policy);
        }
        evictsBy = policy;
    }
}
