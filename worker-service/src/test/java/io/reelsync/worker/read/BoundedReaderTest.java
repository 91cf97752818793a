package io.reelsync.worker.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.reelsync.source.BrokenPageException;
import io.reelsync.source.Reason;
import io.reelsync.worker.WorkerSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.util.unit.DataSize;

class BoundedReaderTest {
    private final List<Object> events = new CopyOnWriteArrayList<>();
    private final AtomicBoolean endless = new AtomicBoolean(true);
    private final BoundedReader boundedReader = reader(Duration.ofMillis(100));
    private final BoundedReader second = reader(Duration.ofSeconds(1));
    private final BoundedReader patient = reader(Duration.ofSeconds(30));

    private BoundedReader reader(Duration within) {
        WorkerSettings settings = new WorkerSettings(
                1, Duration.ofSeconds(1), Duration.ofSeconds(1), within, DataSize.ofMegabytes(1), "x");
        return new BoundedReader(settings, event -> events.add(event));
    }

    @AfterEach
    void close() {
        endless.set(false);
        boundedReader.close();
        second.close();
        patient.close();
    }

    @Test
    void givesWhatWasRead() throws Exception {
        assertThat(boundedReader.read("a page", 80_000, () -> "facts")).isEqualTo("facts");
    }

    @Test
    void leavesAPageThatIsNeverReadToItsEnd() {
        BrokenPageException broken = refused(this::spin);

        assertThat(broken.reason()).isEqualTo(Reason.TOO_SLOW_TO_READ);
        assertThat(broken).hasMessage("a page was not read within PT0.1S");
        assertThat(events).isEmpty();
    }

    @Test
    void saysThatTheProcessIsBrokenWhereSuchPagesComeAgainAndAgain() {
        for (int page = 0; page < BoundedReader.MOST_LEFT_BEHIND; page++) {
            assertThat(events).isEmpty();
            refused(this::spin);
        }

        assertThat(events).singleElement().isInstanceOfSatisfying(AvailabilityChangeEvent.class, event -> assertThat(
                        event.getState())
                .isEqualTo(LivenessState.BROKEN));
    }

    @Test
    void takesAPageThatOverflowsTheStackForABrokenOne() {
        assertThat(refused(BoundedReaderTest::recurse).reason()).isEqualTo(Reason.NO_STRUCTURE);
    }

    @Test
    void passesOnWhatTheReaderSaysOfAPage() {
        assertThat(refused(() -> {
                            throw new BrokenPageException(Reason.TRUNCATED, "cut");
                        })
                        .reason())
                .isEqualTo(Reason.TRUNCATED);
    }

    @Test
    void readsALargePageAlone() throws Exception {
        AtomicInteger atOnce = new AtomicInteger();
        BoundedReader.Reading<Integer> reading = () -> {
            int now = atOnce.incrementAndGet();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            atOnce.decrementAndGet();
            return now;
        };
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Integer>> large = new ArrayList<>();
            for (int page = 0; page < 4; page++) {
                large.add(threads.submit(() -> patient.read("a large page", 4_000_000, reading)));
            }
            for (Future<Integer> one : large) {
                assertThat(one.get()).isEqualTo(1);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    @Timeout(60)
    void readsOnWithOtherThreadsWherePagesAreNeverReadToTheirEnd() throws Exception {
        int most = 2 * Runtime.getRuntime().availableProcessors();
        for (int page = 0; page < most; page++) {
            assertThatThrownBy(() -> second.read("a page", 80_000, this::spin)).isInstanceOf(BrokenPageException.class);
        }

        assertThat(second.read("a page", 80_000, () -> "facts")).isEqualTo("facts");
    }

    @Test
    void theTimeOfAPageCountsFromWhenItIsTakenUp() throws Exception {
        BoundedReader.Reading<String> reading = () -> {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(30));
            return "facts";
        };
        ExecutorService threads = Executors.newFixedThreadPool(64);
        try {
            List<Future<String>> pages = new ArrayList<>();
            for (int page = 0; page < 64; page++) {
                pages.add(threads.submit(() -> second.read("a page", 4_000_000, reading)));
            }
            for (Future<String> page : pages) {
                assertThat(page.get()).isEqualTo("facts");
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private BrokenPageException refused(BoundedReader.Reading<Object> reading) {
        return catchThrowableOfType(BrokenPageException.class, () -> boundedReader.read("a page", 80_000, reading));
    }

    /** As a regular expression does that backtracks for years: deaf to interrupts. */
    private Object spin() {
        long turns = 0;
        while (endless.get()) {
            turns++;
        }
        return turns;
    }

    private static Object recurse() {
        return List.of(recurse());
    }
}
