package io.reelsync.chaos.fault;

import io.reelsync.chaos.cluster.Cluster;
import io.reelsync.chaos.cluster.SupervisedService;
import io.reelsync.localcluster.ServiceRole;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Where a fault is done.
 *
 * @param random decides what is left open, and is the same for the same seed
 * @param runHasEnded whether the round's run is over
 * @param violations takes promises that the fault itself saw broken
 * @param times takes times that the fault measured, by what they are
 */
public record Arena(
        Cluster cluster,
        RandomGenerator random,
        BooleanSupplier runHasEnded,
        Consumer<String> violations,
        BiConsumer<Measured, Duration> times) {

    /** Times that a fault may measure. */
    public enum Measured {
        /** From SIGKILL of a worker until a title that it had in hand was asked for again. */
        TASK_AGAIN("from SIGKILL of a worker until its task was worked on again"),
        /** From SIGKILL of the scheduler that held the lock until tasks were leased again. */
        DISPATCH_AGAIN("from the death of the leading scheduler until the next dispatch");

        private final String sentence;

        Measured(String sentence) {
            this.sentence = sentence;
        }

        public String sentence() {
            return sentence;
        }
    }

    /** A service of that role, drawn. */
    SupervisedService draw(ServiceRole role) {
        return draw(cluster.services(role));
    }

    <T> T draw(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
