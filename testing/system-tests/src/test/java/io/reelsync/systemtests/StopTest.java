package io.reelsync.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.run.RunProgress;
import io.reelsync.samplesite.control.LoggedRequest;
import io.reelsync.samplesite.control.Misbehaviour;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A worker that is told to stop finishes what it has in hand. */
class StopTest {
    private static final int FILMS = 40;

    @Test
    void finishesWhatIsInHandSoThatNothingIsAskedForTwice() throws Exception {
        try (Cluster cluster = new Cluster().with("reelsync.douban.rate", "10/1s")) {
            cluster.scheduler();
            ServiceProcess worker = cluster.workerProcess();
            worker.url();
            cluster.site.misbehave("/subject/", Misbehaviour.SLOW, 0, "900");
            long run = cluster.startFilms(FILMS);
            cluster.awaitSettled(run, 4);

            assertThat(worker.stopsWithin(Duration.ofSeconds(20))).isTrue();
            int settled = (int) cluster.progress(run).settled();
            cluster.worker();
            RunProgress end = cluster.awaitEnd(run);

            assertThat(settled).as("titles that were stored before the stop").isLessThan(FILMS);
            assertThat(end.created()).isEqualTo(FILMS);
            Map<String, Long> pages = cluster.site.requests().stream()
                    .filter(request -> request.path().startsWith("/subject/"))
                    .collect(Collectors.groupingBy(LoggedRequest::path, Collectors.counting()));
            assertThat(pages).hasSize(FILMS).allSatisfy((page, requests) -> assertThat(requests)
                    .as(page)
                    .isEqualTo(1));
        }
    }
}
