package io.reelsync.worker.settle;

import io.reelsync.catalog.CatalogSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * When a failed subject or feed is tried again: exponential backoff with full jitter, so that what failed together
 * does not come back together (M. Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015).
 */
@Component
public class RetryPolicy {
    private final CatalogSettings.Retry settings;
    private final RandomGenerator random;

    RetryPolicy(CatalogSettings settings, RandomGenerator random) {
        this.settings = settings.retry();
        this.random = random;
    }

    /**
     * The wait before the next attempt.
     *
     * @param failedAttempts failed attempts so far, at least 1
     * @param atLeast what the source asked for, null where it didn't
     * @return empty where there is no next attempt
     */
    public Optional<Duration> delayAfter(int failedAttempts, @Nullable Duration atLeast) {
        if (failedAttempts >= settings.attempts()) {
            return Optional.empty();
        }
        long longest = Math.min(
                settings.longestDelay().toMillis(),
                settings.firstDelay().toMillis() << Math.min(failedAttempts - 1, 20));
        Duration delay = Duration.ofMillis(random.nextLong(longest + 1));
        return Optional.of(atLeast != null && atLeast.compareTo(delay) > 0 ? atLeast : delay);
    }
}
