package io.reelsync.limit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;

/** A script that Redis runs as one step; a file beside this class. */
final class Script {
    private final String text;

    Script(String file) {
        try (InputStream script = Script.class.getResourceAsStream(file)) {
            if (script == null) {
                throw new IllegalStateException(file + " is missing from the class path");
            }
            text = new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a script that answers several numbers. */
    List<Long> numbers(RedissonClient redisson, List<Object> keys, Object... values) {
        return run(redisson, RScript.ReturnType.LIST, keys, values);
    }

    /** Runs a script that answers one number. */
    long number(RedissonClient redisson, List<Object> keys, Object... values) {
        return this.<Long>run(redisson, RScript.ReturnType.LONG, keys, values);
    }

    /** Runs a script whose answer nobody waits for. */
    CompletionStage<Long> later(RedissonClient redisson, List<Object> keys, Object... values) {
        try {
            return redisson.getScript(StringCodec.INSTANCE)
                    .evalAsync(RScript.Mode.READ_WRITE, text, RScript.ReturnType.LONG, keys, texts(values));
        } catch (RuntimeException stopped) {
            return CompletableFuture.failedFuture(stopped);
        }
    }

    private <T> T run(RedissonClient redisson, RScript.ReturnType answer, List<Object> keys, Object... values) {
        return redisson.getScript(StringCodec.INSTANCE)
                .eval(RScript.Mode.READ_WRITE, text, answer, keys, texts(values));
    }

    private static Object[] texts(Object... values) {
        return Arrays.stream(values).map(String::valueOf).toArray();
    }
}
