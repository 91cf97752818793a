package io.reelsync.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.run.RunProgress;
import io.reelsync.run.RunState;
import org.junit.jupiter.api.Test;

/** The main job, end to end. */
class SyncTest {

    @Test
    void storesEveryListedFilmWithItsDetails() {
        try (Cluster cluster = new Cluster()) {
            cluster.scheduler();
            cluster.worker();

            RunProgress run = cluster.syncFilms(80);

            assertThat(run.run().state()).isEqualTo(RunState.COMPLETED);
            assertThat(run.created()).isEqualTo(80);
            assertThat(run.planned()).isEqualTo(80);
        }
    }
}
