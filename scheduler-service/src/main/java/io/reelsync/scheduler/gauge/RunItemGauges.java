package io.reelsync.scheduler.gauge;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.reelsync.run.ItemState;
import io.reelsync.run.SyncRuns;
import io.reelsync.telemetry.MetricNames;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** How many items of active runs stand in each state: read every few seconds, so that a scrape costs nothing. */
@Component
class RunItemGauges {
    private final Map<ItemState, Long> items = new ConcurrentHashMap<>();
    private final SyncRuns runs;

    RunItemGauges(SyncRuns runs, MeterRegistry meters) {
        this.runs = runs;
        for (ItemState state : ItemState.values()) {
            Gauge.builder(MetricNames.RUN_ITEMS, items, read -> read.getOrDefault(state, 0L))
                    .tag("state", state.name())
                    .description("Items of active runs")
                    .register(meters);
        }
    }

    @Scheduled(fixedDelayString = "5s")
    public void read() {
        Map<ItemState, Long> now = runs.itemsOfActiveRuns();
        for (ItemState state : ItemState.values()) {
            items.put(state, now.getOrDefault(state, 0L));
        }
    }
}
