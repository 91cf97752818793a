package io.reelsync.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.Installation;
import io.reelsync.history.AnswerTimes;
import io.reelsync.history.SourceHistory;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsefulWorkersTest {
    private final Installation installation = Installation.shared();
    private final String source = Installation.newSource();
    private final SourceHistory history = installation.bean(SourceHistory.class);
    private final Instances instances = installation.bean(Instances.class);
    private final UsefulWorkers usefulWorkers = installation.bean(UsefulWorkers.class);
    private final String one = UUID.randomUUID().toString();
    private final String other = UUID.randomUUID().toString();

    @AfterEach
    void goneAgain() {
        instances.gone(one);
        instances.gone(other);
    }

    @ParameterizedTest(name = "{0} permits a second of {1} s each keep {3} tasks in hand: {4} workers of {2}")
    @CsvSource({
        "0.1667, 1.0, 4, 2, 1",
        "0.5, 2.0, 4, 2, 1",
        "2, 1.5, 4, 4, 1",
        "2, 1.6, 4, 5, 2",
        "40, 0.25, 4, 11, 3",
        "100, 30, 64, 3001, 47",
        "40, 0, 4, 1, 1",
        "2, 1.5, 1, 4, 4"
    })
    void holdWhatIsOnTheWireAndOneThatWaits(
            double permitsPerSecond, double seconds, int concurrency, int tasks, int workers) {
        UsefulWorkers.Useful useful = UsefulWorkers.Useful.of("douban", permitsPerSecond, seconds, true, concurrency);

        assertThat(useful.tasks()).isEqualTo(tasks);
        assertThat(useful.workers()).isEqualTo(workers);
    }

    @Test
    void takesASecondForAnExchangeWhereNoneWasMeasured() {
        UsefulWorkers.Useful useful = usefulWorkers.of(source, 10);

        assertThat(useful.measured()).isFalse();
        assertThat(useful.exchangeSeconds()).isEqualTo(1);
        assertThat(useful.tasks()).isEqualTo(11);
    }

    @Test
    void takesTheMeanOfWhatAllWorkersMeasuredInTheLastMinutes() {
        add(3, 1_500);
        add(1, 2_500);
        minutesAgo(11, 100, 900_000);
        minutesAgo(8, 4, 12_000);

        UsefulWorkers.Useful useful = usefulWorkers.of(source, 10);

        assertThat(useful.measured()).isTrue();
        assertThat(useful.exchangeSeconds()).isEqualTo(2);
        assertThat(useful.tasks()).isEqualTo(21);
    }

    @Test
    void reckonsWithTheLeastThatALiveWorkerDoesAtOnce() {
        assertThat(usefulWorkers.of(source, 10).concurrency()).isEqualTo(24);

        instances.seen(process(one, 8), new Instances.Sign(0, 1));
        instances.seen(process(other, 3), new Instances.Sign(0, 1));

        UsefulWorkers.Useful useful = usefulWorkers.of(source, 10);
        assertThat(useful.concurrency()).isEqualTo(3);
        assertThat(useful.workers()).isEqualTo(4);
    }

    @ParameterizedTest(name = "{0} permits a second, {1} at most: {2} at once")
    @CsvSource({"0.1667, 256, 4", "5, 256, 14", "50, 256, 104", "50, 16, 16", "2000, 256, 256", "0.1667, 2, 2"})
    void takesAsManyAtOnceAsThePaceAsksFor(double permitsPerSecond, int most, int atOnce) {
        assertThat(UsefulWorkers.tasksAtOnce(permitsPerSecond, most)).isEqualTo(atOnce);
    }

    private void add(int exchanges, int millis) {
        history.add(
                source,
                new SourceHistory.Counts(new AnswerTimes(exchanges, millis, AnswerTimes.NONE.within()), Map.of()));
    }

    private void minutesAgo(int minutes, int exchanges, int millis) {
        installation.sql().sql("""
                        INSERT INTO source_history (step, begins_at, source, requests, answer_millis)
                        VALUES ('MINUTE', UTC_TIMESTAMP() - INTERVAL ? MINUTE, ?, ?, ?)""").params(minutes, source, exchanges, millis).update();
    }

    private static Instances.Process process(String id, int concurrency) {
        return new Instances.Process(id, "worker", "1", null, 1, concurrency);
    }
}
