package io.reelsync.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.catalog.RunControl;
import io.reelsync.catalog.RunControl.Result;
import io.reelsync.run.RunProgress;
import io.reelsync.run.RunState;
import io.reelsync.samplesite.control.LoggedRequest;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Cancel, pause and resume act within seconds. */
class RunControlTest {
    private static final int FILMS = 100;

    @Test
    void sendsNothingMoreForARunThatWasCancelled() throws Exception {
        try (Cluster cluster = cluster()) {
            long run = bulk(cluster);

            assertThat(control(cluster).cancel(run)).isEqualTo(new Result.Changed(RunState.CANCELLED));

            awaitSilence(cluster);
            RunProgress end = cluster.progress(run);
            assertThat(end.cancelled()).isPositive();
            assertThat(end.outstanding()).isZero();
            assertThat(end.created() + end.cancelled()).isEqualTo(FILMS);
            assertThat(new Catalogue(cluster).number("SELECT COUNT(*) FROM videos WHERE year IS NOT NULL"))
                    .isEqualTo(end.created());
        }
    }

    @Test
    void sendsNothingForAPausedRunAndStoresEachTitleOnceAfterwards() throws Exception {
        try (Cluster cluster = cluster()) {
            long run = bulk(cluster);

            assertThat(control(cluster).pause(run)).isEqualTo(new Result.Changed(RunState.PAUSED));
            awaitSilence(cluster);
            assertThat(cluster.progress(run).outstanding()).isPositive();
            assertThat(control(cluster).resume(run)).isEqualTo(new Result.Changed(RunState.RUNNING));

            new Catalogue(cluster).holdsEachOnce(cluster.awaitEnd(run), FILMS);
        }
    }

    @Test
    void doesForAnotherRunWhatACancelledOneOwedToo() throws Exception {
        try (Cluster cluster = cluster()) {
            long run = bulk(cluster);
            List<Long> shared = cluster.site.listedFilms().subList(FILMS - 30, FILMS);
            long other = cluster.startSubjects(shared);

            assertThat(control(cluster).cancel(run)).isEqualTo(new Result.Changed(RunState.CANCELLED));

            RunProgress end = cluster.awaitEnd(other);
            assertThat(end.run().state()).isEqualTo(RunState.COMPLETED);
            assertThat(end.created() + end.unchanged()).isEqualTo(shared.size());
        }
    }

    private static long bulk(Cluster cluster) throws Exception {
        cluster.scheduler();
        cluster.worker();
        cluster.worker();
        long run = cluster.startSubjects(cluster.site.listedFilms().subList(0, FILMS));
        cluster.awaitSettled(run, 20);
        return run;
    }

    private static RunControl control(Cluster cluster) {
        return cluster.bean(RunControl.class);
    }

    /** Soon none comes for two seconds, in which a run that goes on would send twenty. */
    private static void awaitSilence(Cluster cluster) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
            List<LoggedRequest> requests = cluster.site.requests();
            long last = requests.get(requests.size() - 1).nanoTime();
            return System.nanoTime() - last > Duration.ofSeconds(2).toNanos();
        });
    }

    private static Cluster cluster() {
        return new Cluster().with("reelsync.douban.rate", "10/1s");
    }
}
