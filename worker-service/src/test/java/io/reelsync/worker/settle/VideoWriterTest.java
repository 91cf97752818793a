package io.reelsync.worker.settle;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.reelsync.Installation;
import io.reelsync.source.Kind;
import io.reelsync.source.Reason;
import io.reelsync.telemetry.MetricNames;
import io.reelsync.worker.TaskResult;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;

class VideoWriterTest {
    private static final int COUNT = 120;
    private static final long REFUSED = 60;

    private final Shelf shelf = new Shelf();
    private final ExecutorService threads = Executors.newFixedThreadPool(COUNT);

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    @Test
    void storesEachOfManyResultsThatCameAtOnceExactlyOnce() throws Exception {
        long run = shelf.listed(LongStream.rangeClosed(1, COUNT).toArray());
        Map<Long, Long> leases = shelf.leaseAll();
        double before = batches();

        List<Future<Settled>> settled = new ArrayList<>();
        for (long number = 1; number <= COUNT; number++) {
            settled.add(settle(number, leases.get(number), new TaskResult.Found(shelf.page(number))));
        }

        for (Future<Settled> one : settled) {
            assertThat(one.get(60, TimeUnit.SECONDS)).isEqualTo(Settled.CREATED);
        }
        assertThat(shelf.progress(run).created()).isEqualTo(COUNT);
        assertThat(shelf.videos()).isEqualTo(COUNT);
        assertThat(batches() - before).isLessThan(COUNT / 2.0);
    }

    @Test
    void refusedRowDoesNotTakeItsBatchWithIt() throws Exception {
        long run = shelf.listed(LongStream.rangeClosed(1, COUNT).toArray());
        Map<Long, Long> leases = shelf.leaseAll();

        Map<Long, Future<Settled>> settled = new HashMap<>();
        for (long number = 1; number <= COUNT; number++) {
            TaskResult result = number == REFUSED
                    ? new TaskResult.Found(shelf.listing(number, "Out of range", Kind.MOVIE, "1000.0"))
                    : new TaskResult.Found(shelf.page(number));
            settled.put(number, settle(number, leases.get(number), result));
        }

        assertThat(settled.remove(REFUSED))
                .failsWithin(Duration.ofSeconds(60))
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(DataIntegrityViolationException.class);
        for (Future<Settled> one : settled.values()) {
            assertThat(one.get(60, TimeUnit.SECONDS)).isEqualTo(Settled.CREATED);
        }
        assertThat(shelf.progress(run).created()).isEqualTo(COUNT - 1);
        assertThat(shelf.subject("state", REFUSED)).isEqualTo("LEASED");
        assertThat(shelf.settle(
                        REFUSED, leases.get(REFUSED), new TaskResult.Failed(Reason.NOT_STORABLE, "out of range", null)))
                .isEqualTo(Settled.RETRY);
    }

    @Test
    void twoProcessesThatStoreTheSameSubjectsDoubleNothing() throws Exception {
        shelf.listed(LongStream.rangeClosed(1, COUNT).toArray());
        long lease = shelf.lease(1);
        TaskSettler taskSettler = shelf.bean(TaskSettler.class);

        List<Future<List<Settled>>> writers = new ArrayList<>();
        for (int writer = 0; writer < 6; writer++) {
            List<Long> numbers =
                    new ArrayList<>(LongStream.rangeClosed(1, COUNT).boxed().toList());
            Collections.shuffle(numbers, new Random(writer));
            writers.add(threads.submit(() -> taskSettler.settle(numbers.stream()
                    .map(number -> new TaskSettler.Settlement(
                            shelf.id(number), lease, new TaskResult.Found(shelf.page(number))))
                    .toList())));
        }

        List<Settled> all = new ArrayList<>();
        for (Future<List<Settled>> writer : writers) {
            all.addAll(writer.get(60, TimeUnit.SECONDS));
        }
        assertThat(all).filteredOn(Settled.CREATED::equals).hasSize(COUNT);
        assertThat(all).filteredOn(Settled.DROPPED::equals).hasSize(5 * COUNT);
        assertThat(shelf.videos()).isEqualTo(COUNT);
    }

    @Test
    void resultThatWaitsTooLongForALockIsTriedAgain() throws Exception {
        try (Installation impatient = Installation.start(Map.of(
                "spring.datasource.hikari.data-source-properties.sessionVariables", "innodb_lock_wait_timeout=1"))) {
            Shelf other = new Shelf(impatient);
            other.listed(1);
            long lease = other.lease(1);
            Set<String> waits = new HashSet<>();
            Future<Settled> settled;
            try (Connection holder = impatient.bean(DataSource.class).getConnection()) {
                holder.setAutoCommit(false);
                holder.createStatement().executeQuery("SELECT * FROM subjects FOR UPDATE");

                settled = threads.submit(() -> other.settle(1, lease, new TaskResult.Found(other.page(1))));
                Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> {
                    waits.addAll(waitsForLocks(impatient));
                    return waits.size() > 1;
                });
                holder.rollback();
            }

            assertThat(settled.get(60, TimeUnit.SECONDS)).isEqualTo(Settled.CREATED);
            assertThat(other.subject("CONCAT_WS(' ', state, attempts)", 1)).isEqualTo("WAITING 0");
        }
    }

    @Test
    void resultThatWaitsForALockDoesNotHoldUpTheOthers() throws Exception {
        shelf.listed(1, 2);
        Map<Long, Long> leases = shelf.leaseAll();
        try (Connection holder = shelf.bean(DataSource.class).getConnection()) {
            holder.setAutoCommit(false);
            holder.createStatement()
                    .executeQuery("SELECT * FROM subjects WHERE source = '" + shelf.source
                            + "' AND source_id = '1' FOR UPDATE");
            Future<Settled> waiting = settle(1, leases.get(1L), new TaskResult.Found(shelf.page(1)));
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> !waitsForLocks(Installation.shared())
                    .isEmpty());

            Future<Settled> other = settle(2, leases.get(2L), new TaskResult.Found(shelf.page(2)));

            assertThat(other.get(30, TimeUnit.SECONDS)).isEqualTo(Settled.CREATED);

            assertThat(waiting).isNotDone();
            holder.rollback();
            assertThat(waiting.get(60, TimeUnit.SECONDS)).isEqualTo(Settled.CREATED);
        }
    }

    /** When each began that is under way. */
    private static List<String> waitsForLocks(Installation installation) {
        return installation.sql().sql("""
                                SELECT trx_wait_started FROM information_schema.innodb_trx
                                JOIN information_schema.processlist p ON p.id = trx_mysql_thread_id
                                WHERE trx_wait_started IS NOT NULL AND p.db = DATABASE()""").query(String.class).list();
    }

    private Future<Settled> settle(long number, long lease, TaskResult result) {
        return threads.submit(() -> shelf.bean(VideoWriter.class).settle(shelf.id(number), lease, result));
    }

    private double batches() {
        return shelf.bean(MeterRegistry.class).get(MetricNames.STORE).timer().count();
    }
}
