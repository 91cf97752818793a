package io.reelsync.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.catalog.ControlRun;
import io.reelsync.catalog.ControlRun.Result;
import io.reelsync.run.RunProgress;
import io.reelsync.run.RunState;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Cancel, pause and resume act within seconds. */
class RunControlTest {
    private static final int FILMS = 100;
    private static final Duration SECONDS = Duration.ofSeconds(3);

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

    private static ControlRun control(Cluster cluster) {
        return cluster.bean(ControlRun.class);
    }

    /** Within seconds no request comes any more, and none for some seconds after. */
    private static void awaitSilence(Cluster cluster) {
        long asked = System.nanoTime();
        Awaitility.await()
                .pollDelay(SECONDS.multipliedBy(2))
                .atMost(SECONDS.multipliedBy(3))
                .until(() ->
                        System.nanoTime() - asked >= SECONDS.multipliedBy(2).toNanos());
        assertThat(cluster.site.requests()).noneMatch(request -> request.nanoTime() - asked > SECONDS.toNanos());
    }

    private static Cluster cluster() {
        return new Cluster().with("reelsync.douban.rate", "10/1s");
    }
}
