package io.reelsync.cluster;

import io.reelsync.history.SourceHistory;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * How many workers a source's limit can use. All workers share one limit, so that more than these only wait:
 *
 * <ol>
 *   <li>At the full rate, permits per second times seconds per exchange are on the wire at once.
 *   <li>One more task waits for the next permit. Together, and rounded up, these are the tasks in hand.
 *   <li>A worker has several in hand at once, by the pace: as many workers as hold those tasks.
 * </ol>
 */
@Component
public class UsefulWorkers {
    /** The most tasks of one source that a worker works on at once unless set otherwise. */
    public static final String USUAL_CONCURRENCY = "128";

    /** What an exchange is taken to last where none was measured. */
    static final Duration UNMEASURED = Duration.ofSeconds(1);

    /** At a slow pace a few pages that never end must not hold up the others. */
    private static final int LEAST_AT_ONCE = 4;
    /** From the permit to the commit, with room for slow pages. */
    private static final int SECONDS_IN_HAND = 2;

    private final SourceHistory history;
    private final Instances instances;

    UsefulWorkers(SourceHistory history, Instances instances) {
        this.history = history;
        this.instances = instances;
    }

    /**
     * How many, and what follows from what.
     *
     * @param source its name
     * @param workers processes
     * @param tasks tasks in hand at once, of all processes together
     * @param permitsPerSecond the source's full rate
     * @param exchangeSeconds what one exchange took in the last minutes, of all workers
     * @param measured whether there were any; otherwise one second is assumed
     * @param concurrency tasks that one worker works on at once: as many as the pace asks for, within the least bound of those
     *     that are alive
     */
    public record Useful(
            String source,
            int workers,
            int tasks,
            double permitsPerSecond,
            double exchangeSeconds,
            boolean measured,
            int concurrency) {

        static Useful of(
                String source, double permitsPerSecond, double exchangeSeconds, boolean measured, int concurrency) {
            int tasks = (int) Math.ceil(permitsPerSecond * exchangeSeconds) + 1;
            int atOnce = tasksAtOnce(permitsPerSecond, concurrency);
            int workers = (tasks + atOnce - 1) / atOnce;
            return new Useful(source, workers, tasks, permitsPerSecond, exchangeSeconds, measured, atOnce);
        }
    }

    /**
     * How many tasks of a source a worker works on at once: as many as its pace asks for.
     *
     * @param permitsPerSecond the source's full rate, infinite without a limit
     * @param most the worker's own bound
     */
    public static int tasksAtOnce(double permitsPerSecond, int most) {
        return (int) Math.min(most, LEAST_AT_ONCE + Math.floor(SECONDS_IN_HAND * permitsPerSecond));
    }

    /** @param permitsPerSecond the source's full rate: a source without a limit can use any number */
    public Useful of(String source, double permitsPerSecond) {
        Optional<Duration> mean = history.meanAnswer(source);
        double seconds = mean.orElse(UNMEASURED).toNanos() / 1e9;
        return Useful.of(source, permitsPerSecond, seconds, mean.isPresent(), concurrency());
    }

    private int concurrency() {
        return instances.live().stream()
                .map(Instance::concurrency)
                .filter(Objects::nonNull)
                .reduce(Math::min)
                .orElse(Integer.valueOf(USUAL_CONCURRENCY));
    }
}
