package io.reelsync.outage;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.springframework.stereotype.Component;

/** Has Redis run the smallest script: permits are scripts too. */
@Component
class RedisSign implements SignOfLife {
    private static final Duration WITHIN = Duration.ofSeconds(3);

    private final RedissonClient redisson;

    RedisSign(RedissonClient redisson) {
        this.redisson = redisson;
    }

    @Override
    public Server of() {
        return Server.REDIS;
    }

    @Override
    public void ask() throws ExecutionException, TimeoutException, InterruptedException {
        try {
            redisson.getScript(StringCodec.INSTANCE)
                    .evalAsync(RScript.Mode.READ_WRITE, "return 1", RScript.ReturnType.LONG)
                    .toCompletableFuture()
                    .get(WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            TimeoutException told = new TimeoutException("no answer within " + WITHIN.toSeconds() + " s");
            told.addSuppressed(late);
            throw told;
        }
    }
}
