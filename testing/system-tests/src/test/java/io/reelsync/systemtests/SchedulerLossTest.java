package io.reelsync.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A lost scheduler costs nothing where there is another. */
class SchedulerLossTest {

    @Test
    void goesOnWithAnotherSchedulerWhenOneIsKilled() throws Exception {
        try (Cluster cluster = new Cluster()
                .with("reelsync.douban.rate", "20/1s")
                .with("reelsync.scheduler.window", "5s")
                .with("reelsync.scheduler.lease-at-most-for", "10s")) {
            cluster.worker();
            ServiceProcess killed = cluster.schedulerProcess();
            long run = cluster.startFilms(200);
            cluster.awaitSettled(run, 40);

            killed.kill();
            assertThat(cluster.progress(run).run().state().active()).isTrue();
            cluster.scheduler();

            new Catalogue(cluster).holdsEachOnce(cluster.awaitEnd(run), 200);
        }
    }
}
