package io.reelsync.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.run.RunProgress;
import io.reelsync.run.RunState;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A page that takes its worker down is given up after a few workers, and nothing else is. */
class PoisonTest {
    private static final int FILMS = 40;

    @Test
    void givesUpAPageThatKillsItsWorkersAndNothingThatWasInHandBesideIt() throws Exception {
        try (Cluster cluster = new Cluster().with("reelsync.douban.rate", "20/1s")) {
            List<Long> films = cluster.site.listedFilms().subList(0, FILMS);
            long killer = films.get(5);
            cluster.with("test.killing-title", killer).with("reelsync.scheduler.lease-at-most-for", "2m");
            cluster.scheduler();
            long run = cluster.startSubjects(films);
            ServiceProcess worker = cluster.workerProcess();
            int died = 0;

            // Whoever watches a worker starts it again.
            while (cluster.progress(run).run().state().active()) {
                ServiceProcess watched = worker;
                Awaitility.await()
                        .atMost(Duration.ofSeconds(90))
                        .until(() -> !watched.isAlive()
                                || !cluster.progress(run).run().state().active());
                if (!watched.isAlive()) {
                    died++;
                    worker = cluster.workerProcess();
                }
            }

            RunProgress end = cluster.progress(run);
            assertThat(end.run().state()).isEqualTo(RunState.COMPLETED);
            assertThat(end.failed()).isEqualTo(1);
            assertThat(end.created()).isEqualTo(FILMS - 1);
            assertThat(died).as("workers that died of it").isBetween(3, 4);
            assertThat(cluster.sql()
                            .sql("SELECT CONCAT_WS(' ', source_id, state, reason) FROM subjects WHERE state = 'DEAD'")
                            .query(String.class)
                            .list())
                    .containsExactly(killer + " DEAD KILLED_WORKER");
        }
    }
}
