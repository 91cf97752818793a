package io.reelsync.scheduler.dispatch;

import io.micrometer.core.instrument.MeterRegistry;
import io.reelsync.source.Source;
import io.reelsync.source.Sources;
import io.reelsync.telemetry.MetricNames;
import org.springframework.stereotype.Component;

/** Counts the tasks that the broker took, by source. */
@Component
class DispatchedTasks {
    private final MeterRegistry meters;

    DispatchedTasks(Sources sources, MeterRegistry meters) {
        this.meters = meters;
        sources.all().forEach(source -> count(source, 0));
    }

    void count(Source source, int tasks) {
        meters.counter(MetricNames.DISPATCHED, "source", source.name()).increment(tasks);
    }
}
