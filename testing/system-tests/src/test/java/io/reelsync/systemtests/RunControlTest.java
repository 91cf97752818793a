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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Cancel, pause and resume act within seconds. The services are the same throughout, each test with films of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RunControlTest {
    private static final int FILMS = 100;

    private final Cluster cluster = new Cluster().with("reelsync.douban.rate", "10/1s");
    private final Films films = new Films(cluster.site);

    @BeforeAll
    void start() {
        cluster.scheduler();
        cluster.worker();
        cluster.worker();
    }

    @AfterAll
    void stop() throws Exception {
        cluster.close();
    }

    @Test
    void sendsNothingMoreForARunThatWasCancelled() {
        List<Long> wanted = films.next(FILMS);
        long run = bulk(wanted);

        assertThat(control().cancel(run)).isEqualTo(new Result.Changed(RunState.CANCELLED));

        awaitSilence();
        RunProgress end = cluster.progress(run);
        assertThat(end.cancelled()).isPositive();
        assertThat(end.outstanding()).isZero();
        assertThat(end.created() + end.cancelled()).isEqualTo(FILMS);
        assertThat(cluster.sql()
                        .sql("SELECT COUNT(*) FROM videos WHERE year IS NOT NULL AND source_id IN (:wanted)")
                        .param("wanted", wanted)
                        .query(Long.class)
                        .single())
                .isEqualTo(end.created());
    }

    @Test
    void sendsNothingForAPausedRunAndStoresEachTitleOnceAfterwards() {
        List<Long> wanted = films.next(FILMS);
        long run = bulk(wanted);

        assertThat(control().pause(run)).isEqualTo(new Result.Changed(RunState.PAUSED));
        awaitSilence();
        assertThat(cluster.progress(run).outstanding()).isPositive();
        assertThat(control().resume(run)).isEqualTo(new Result.Changed(RunState.RUNNING));

        new Catalogue(cluster).holdsEachOnce(cluster.awaitEnd(run), wanted);
    }

    @Test
    void doesForAnotherRunWhatACancelledOneOwedToo() {
        List<Long> wanted = films.next(FILMS);
        long run = bulk(wanted);
        List<Long> common = wanted.subList(FILMS - 30, FILMS);
        long other = cluster.startSubjects(common);

        assertThat(control().cancel(run)).isEqualTo(new Result.Changed(RunState.CANCELLED));

        RunProgress end = cluster.awaitEnd(other);
        assertThat(end.run().state()).isEqualTo(RunState.COMPLETED);
        assertThat(end.created() + end.unchanged()).isEqualTo(common.size());
    }

    private long bulk(List<Long> wanted) {
        long run = cluster.startSubjects(wanted);
        cluster.awaitSettled(run, 20);
        return run;
    }

    private RunControl control() {
        return cluster.bean(RunControl.class);
    }

    /** Soon none comes for two seconds, in which a run that goes on would send twenty. */
    private void awaitSilence() {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
            List<LoggedRequest> requests = cluster.site.requests();
            long last = requests.get(requests.size() - 1).nanoTime();
            return System.nanoTime() - last > Duration.ofSeconds(2).toNanos();
        });
    }
}
