package io.reelsync.worker.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.reelsync.cluster.Instances;
import io.reelsync.cluster.UsefulWorkers;
import io.reelsync.history.SourceHistory;
import io.reelsync.source.PageRequest;
import io.reelsync.source.SubjectId;
import io.reelsync.telemetry.MetricNames;
import io.reelsync.worker.WorkerUnderTest;
import io.reelsync.worker.fetch.Exchange;
import io.reelsync.worker.fetch.FetchRequest;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class HistoryReporterTest {

    @Test
    void tellsEachExchangeOnceAndHowManyTasksTheWorkerTakesAtOnce() throws Exception {
        try (WorkerUnderTest worker = new WorkerUnderTest("100/1s", null)) {
            HistoryReporter report = worker.bean(HistoryReporter.class);
            report.report();
            assertThat(worker.bean(SourceHistory.class).meanAnswer("douban")).isEmpty();

            ask(worker, 0);
            ask(worker, 1);
            report.report();
            ask(worker, 2);
            report.report();
            report.report();

            // One whose permit had become too late before it was sent is tried again, and timed as well.
            assertThat(told(worker, "requests")).isEqualTo(timed(worker)).isGreaterThanOrEqualTo(3);
            assertThat(told(worker, "within_60000")).isEqualTo(timed(worker));
            assertThat(worker.bean(SourceHistory.class).meanAnswer("douban"))
                    .hasValueSatisfying(mean -> assertThat(mean).isBetween(Duration.ZERO, Duration.ofSeconds(2)));
            Awaitility.await()
                    .untilAsserted(() -> assertThat(worker.bean(Instances.class).live())
                            .singleElement()
                            .satisfies(instance ->
                                    assertThat(instance.concurrency()).hasToString(UsefulWorkers.USUAL_CONCURRENCY)));
        }
    }

    private static long timed(WorkerUnderTest worker) {
        return worker.bean(MeterRegistry.class)
                .get(MetricNames.FETCH)
                .tag("source", "douban")
                .timer()
                .count();
    }

    private static long told(WorkerUnderTest worker, String column) {
        return worker.sql()
                .sql("SELECT SUM(" + column + ") FROM source_history WHERE source = 'douban'")
                .query(Long.class)
                .single();
    }

    private static void ask(WorkerUnderTest worker, int number) throws Exception {
        SubjectId film =
                new SubjectId("douban", Long.toString(worker.site.listedFilms().get(number)));
        List<PageRequest> requests = worker.source().reader().detailsRoutes().stream()
                .map(route -> route.request(film, null))
                .toList();
        worker.bean(Exchange.class)
                .fetch(
                        worker.source(),
                        new FetchRequest(
                                "" + film.id(), true, null, requests, 0, Duration.ofSeconds(10), false, () -> true));
    }
}
