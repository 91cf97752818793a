package io.reelsync.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Any number of workers keeps to one rate, and uses it. */
class PaceTest {
    private static final Logger log = LoggerFactory.getLogger(PaceTest.class);
    private static final Duration WINDOW = Duration.ofSeconds(1);
    private static final int FILMS = 200;
    private static final Duration MEASURED = Duration.ofSeconds(10);

    @Test
    void keepsTwoWorkersWithinTheRateAndUsesIt() throws Exception {
        try (Cluster cluster = new Cluster().with("reelsync.douban.rate", "10/1s")) {
            cluster.scheduler();
            cluster.workerProcess();
            cluster.workerProcess();
            // Connections are open and code is compiled afterwards.
            cluster.syncFilms(80);

            Windows windows = measure(cluster);
            // A machine that holds a process up for 20 ms after its permit puts one request too many into a window:
            // that is measured again. Without the limiter, no measurement is ever right.
            for (int again = 0; again < 2 && windows.fullest(WINDOW) > 10; again++) {
                windows = measure(cluster);
            }

            assertThat(windows.fullest(WINDOW)).isLessThanOrEqualTo(10);
            // On an idle machine 97 of 100: the interval is three per cent longer than the rate says.
            assertThat(windows.inTheMiddle(MEASURED)).isBetween(80, 100);
        }
    }

    private static Windows measure(Cluster cluster) throws Exception {
        cluster.sql().sql("UPDATE subjects SET due_at = UTC_TIMESTAMP(3)").update();
        cluster.site.clearRequests();

        cluster.syncFilms(FILMS);

        Windows windows = Windows.of(cluster.site);
        log.info(
                "Of 10 per second: {} in {} s of {} in all; fullest second {}; shortest gap {} ms",
                windows.inTheMiddle(MEASURED),
                MEASURED.toSeconds(),
                windows.arrivals().length,
                windows.fullest(WINDOW),
                windows.shortestGapMillis());
        return windows;
    }
}
