package io.reelsync.worker.settle;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.Installation;
import io.reelsync.outage.Server;
import io.reelsync.outage.Servers;
import io.reelsync.servers.DatabaseServer;
import io.reelsync.testservers.TestServers;
import io.reelsync.worker.TaskResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The writer while the database is away, and where a commit's answer is lost. */
class VideoWriterOutageTest {
    private static final int COUNT = 100;

    private final ExecutorService threads = Executors.newFixedThreadPool(COUNT);

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    @Test
    void keepsResultsUntilTheDatabaseIsBack() throws Exception {
        try (DatabaseServer database = TestServers.privateDatabase();
                Installation installation = on(database)) {
            Shelf shelf = new Shelf(installation);
            long run = shelf.listed(LongStream.rangeClosed(1, COUNT).toArray());
            List<Future<Settled>> settled = settleAllWithout(database, shelf);

            // Longer than a bounded number of tries would have lasted.
            Awaitility.await()
                    .pollDelay(Duration.ofSeconds(12))
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> settled.stream().noneMatch(Future::isDone));
            database.start();

            for (Future<Settled> one : settled) {
                assertThat(one.get(30, TimeUnit.SECONDS)).isEqualTo(Settled.CREATED);
            }
            assertThat(shelf.progress(run).created()).isEqualTo(COUNT);
            assertThat(shelf.videos()).isEqualTo(COUNT);
        }
    }

    @Test
    void givesTasksBackAtAStopWhileTheDatabaseIsAway() throws Exception {
        try (DatabaseServer database = TestServers.privateDatabase();
                Installation installation = on(database)) {
            Shelf shelf = new Shelf(installation);
            shelf.listed(LongStream.rangeClosed(1, COUNT).toArray());
            List<Future<Settled>> settled = settleAllWithout(database, shelf);

            long began = System.nanoTime();
            installation.close();

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(18));
            assertThat(settled).allSatisfy(one -> assertThat(one)
                    .failsWithin(Duration.ofSeconds(5))
                    .withThrowableOfType(ExecutionException.class)
                    .withCauseInstanceOf(InterruptedException.class));
        }
    }

    @Test
    void writesNothingTwiceWhereTheAnswerOfACommitIsLost() throws Exception {
        try (Installation installation = Installation.start(Map.of(LostAnswers.SETTING, true))) {
            Shelf shelf = new Shelf(installation);
            long run = shelf.listed(1, 2);
            Map<Long, Long> leases = shelf.leaseAll();
            VideoWriter writer = installation.bean(VideoWriter.class);
            LostAnswers answers = installation.bean(LostAnswers.class);

            answers.lose(1);
            Settled found = writer.settle(shelf.id(1), leases.get(1L), new TaskResult.Found(shelf.page(1)));
            answers.lose(1);
            Settled back = writer.settle(shelf.id(2), leases.get(2L), new TaskResult.PutBack(Duration.ofHours(1)));

            // Nobody can tell any more that it was this worker's own commit.
            assertThat(List.of(found, back)).containsOnly(Settled.DROPPED);
            assertThat(answers.left()).isZero();
            assertThat(shelf.videos()).as("titles, each listed").isEqualTo(2);
            assertThat(shelf.subject("CONCAT(state, ' ', detailed_count)", 1)).isEqualTo("WAITING 1");
            assertThat(shelf.item(run, "state", 1)).isEqualTo("CREATED");
            assertThat(shelf.subject("CONCAT(state, ' ', attempts)", 2)).isEqualTo("WAITING 0");
            assertThat(shelf.progress(run).created()).isEqualTo(1);
            assertThat(shelf.progress(run).outstanding()).isEqualTo(1);
        }
    }

    /** Kills the database, and then brings a result for every listed subject. */
    private List<Future<Settled>> settleAllWithout(DatabaseServer database, Shelf shelf) {
        Map<Long, Long> leases = shelf.leaseAll();
        database.kill();
        List<Future<Settled>> settled = new ArrayList<>();
        for (long number = 1; number <= COUNT; number++) {
            long one = number;
            settled.add(threads.submit(() -> shelf.bean(VideoWriter.class)
                    .settle(shelf.id(one), leases.get(one), new TaskResult.Found(shelf.page(one)))));
        }
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> !shelf.bean(Servers.class)
                .answers(Server.MYSQL));
        return settled;
    }

    private static Installation on(DatabaseServer database) {
        return Installation.start(Map.of(
                "reelsync.mysql.url", database.url(),
                "reelsync.mysql.user", database.user(),
                "reelsync.mysql.password", database.password()));
    }
}
