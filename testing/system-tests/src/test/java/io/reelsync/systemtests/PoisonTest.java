package io.reelsync.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.run.RunProgress;
import io.reelsync.run.RunState;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A page that takes its worker down is given up after a few workers, and nothing else is. */
class PoisonTest {
    private static final int FILMS = 40;
    private static final int MOST_DEATHS = 4;

    @Test
    void givesUpAPageThatKillsItsWorkersAndNothingThatWasInHandBesideIt() throws Exception {
        try (Cluster cluster = new Cluster().with("reelsync.douban.rate", "20/1s")) {
            List<Long> films = cluster.site.listedFilms().subList(0, FILMS);
            long killer = films.get(5);
            cluster.with("test.killing-title", killer).with("reelsync.scheduler.lease-at-most-for", "2m");
            cluster.scheduler();
            long run = cluster.startSubjects(films);
            List<ServiceProcess> workers = new ArrayList<>();
            // Whoever watches workers starts them again; here they stand ready, so that nobody waits for their start.
            for (int i = 1; i < MOST_DEATHS; i++) {
                workers.add(cluster.workerProcess());
            }

            while (cluster.progress(run).run().state().active()) {
                if (workers.stream().noneMatch(ServiceProcess::isAlive)) {
                    workers.add(cluster.workerProcess());
                }
                Awaitility.await()
                        .until(() -> workers.stream().noneMatch(ServiceProcess::isAlive)
                                || !cluster.progress(run).run().state().active());
            }

            RunProgress end = cluster.progress(run);
            assertThat(end.run().state()).isEqualTo(RunState.COMPLETED);
            assertThat(end.failed()).isEqualTo(1);
            assertThat(end.created()).isEqualTo(FILMS - 1);
            assertThat(workers)
                    .as("workers that died of it")
                    .filteredOn(worker -> !worker.isAlive())
                    .hasSizeBetween(3, MOST_DEATHS);
            assertThat(cluster.sql()
                            .sql("SELECT CONCAT_WS(' ', source_id, state, reason) FROM subjects WHERE state = 'DEAD'")
                            .query(String.class)
                            .list())
                    .containsExactly(killer + " DEAD KILLED_WORKER");
        }
    }
}
