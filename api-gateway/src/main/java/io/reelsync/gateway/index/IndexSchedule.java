package io.reelsync.gateway.index;

import io.reelsync.outage.Outage;
import io.reelsync.outage.RepeatedFailures;
import io.reelsync.outage.Server;
import io.reelsync.outage.Servers;
import jakarta.annotation.PreDestroy;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/** Loads the index before the gateway is ready, and refreshes it while nobody asks. */
@Component
class IndexSchedule implements ApplicationRunner {
    private static final int EVERY_SECONDS = 1;

    private final IndexRefresher refresher;
    private final Servers servers;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(new CustomizableThreadFactory("video-index-"));
    private final RepeatedFailures failures = new RepeatedFailures(LoggerFactory.getLogger(IndexSchedule.class));

    IndexSchedule(IndexRefresher refresher, Servers servers) {
        this.refresher = refresher;
        this.servers = servers;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        refresh();
        thread.scheduleWithFixedDelay(this::refresh, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    private void refresh() {
        try {
            refresher.refreshThoroughly();
        } catch (RuntimeException failure) {
            failed(failure);
        }
    }

    /** While the database is away, the refreshing waits with it. */
    private void failed(RuntimeException failure) {
        try {
            if (Outage.ofDatabase(failure) && servers.awayLately(Server.MYSQL)) {
                servers.awaitAnswer(Server.MYSQL);
            } else {
                failures.tell("The index of videos can't be refreshed; it is tried again in a second", failure);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    @PreDestroy
    void stop() {
        thread.shutdownNow();
    }
}
