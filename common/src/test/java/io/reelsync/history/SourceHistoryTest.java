package io.reelsync.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelsync.Installation;
import io.reelsync.history.SourceHistory.Counts;
import io.reelsync.history.SourceHistory.Look;
import io.reelsync.history.SourceHistory.Point;
import io.reelsync.telemetry.MetricNames;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SourceHistoryTest {
    private final Installation installation = Installation.shared();
    private final SourceHistory history = installation.bean(SourceHistory.class);
    private final String source = Installation.newSource();

    @Test
    void addsUpInOneRowWhatSeveralWorkersCount() throws Exception {
        ExecutorService workers = Executors.newFixedThreadPool(4);
        try {
            Callable<Void> worker = () -> {
                for (int i = 0; i < 25; i++) {
                    history.add(source, counts(3, 30, Map.of("created", 2L, "gone", 1L)));
                }
                return null;
            };
            for (Future<Void> done : workers.invokeAll(List.of(worker, worker, worker, worker))) {
                done.get();
            }
        } finally {
            workers.shutdownNow();
        }
        history.look(source, new Look(10.0, 4L, 7L, 0.5, false));

        // Of two minutes, where one ended meanwhile.
        assertThat(number("COUNT(*)")).isBetween(1L, 3L);
        assertThat(number("SUM(requests)")).isEqualTo(300);
        assertThat(number("SUM(answer_millis)")).isEqualTo(3_000);
        assertThat(number("SUM(within_10)")).isEqualTo(300);
        assertThat(number("SUM(within_5)")).isZero();
        assertThat(number("SUM(created)")).isEqualTo(200);
        assertThat(number("SUM(gone)")).isEqualTo(100);
        assertThat(number("MAX(due_subjects)")).isEqualTo(7);
    }

    @Test
    void leavesAGapWhereNothingIsKnownAndWhatIsNotOver() {
        minute(1, 4, 40);
        minute(3, 2, 20);
        history.add(source, counts(1, 1, Map.of()));

        SourceHistory.History read = history.read(source, Span.HOUR);

        assertThat(read.points()).extracting(Point::requests).containsExactly(2L, 4L);
        Point last = read.points().get(1);
        assertThat(last.at()).isEqualTo(read.until().minusSeconds(60));
        assertThat(last.answerMeanMs()).isEqualTo(10.0);
        assertThat(last.queueDepth()).isNull();
        assertThat(last.paused()).isNull();
        assertThat(last.allowed()).isNull();
        assertThat(read.from()).isEqualTo(read.until().minusSeconds(3600));
        assertThat(history.read(Installation.newSource(), Span.WEEK).points()).isEmpty();
    }

    @Test
    void tellsADayByFiveMinutes() {
        IntStream.range(6, 60 * 25).forEach(minutes -> minute(minutes, 1, 10));

        List<Point> points = history.read(source, Span.DAY).points();

        assertThat(points).hasSizeBetween(287, 288);
        assertThat(points.get(100).requests()).isEqualTo(5);
    }

    @Test
    void addsMinutesUpToHoursHoweverOften() {
        for (int minutes = 60; minutes < 180; minutes++) {
            minute(minutes, 2, 50);
        }
        installation
                .sql()
                .sql(
                        "UPDATE source_history SET permits = 10, paused = 0.5, queue_depth = 3, created = 1 WHERE source = ?")
                .param(source)
                .update();
        minute(60 * 40, 9, 9);

        var until = history.addUpHours(null);
        history.addUpHours(null);
        history.addUpHours(until);

        Point whole = history.read(source, Span.WEEK).points().stream()
                .filter(point -> point.requests() == 120)
                .findFirst()
                .orElseThrow();
        assertThat(whole.allowed()).isEqualTo(600.0);
        assertThat(whole.paused()).isEqualTo(0.5);
        assertThat(whole.queueDepth()).isEqualTo(3.0);
        assertThat(whole.freshness()).isNull();
        assertThat(whole.outcomes()).containsEntry("created", 60L).containsEntry("dead", 0L);
        assertThat(whole.answerMeanMs()).isEqualTo(25.0);
        assertThat(installation
                        .sql()
                        .sql("SELECT SUM(requests) FROM source_history WHERE step = 'HOUR' AND source = ?")
                        .param(source)
                        .query(Long.class)
                        .single())
                .as("an hour whose minutes may have gone in part is left as it is")
                .isEqualTo(240);
    }

    @Test
    void tellsWhatMostAnswersTookAtTheMost() {
        AnswerTimes none = AnswerTimes.NONE;
        assertThat(none.percentile(0.95)).isNull();
        assertThat(none.mean()).isNull();

        // 90 within 100 ms, 10 between 250 and 500 ms.
        List<Long> within = AnswerTimes.BOUNDS.stream()
                .map(bound -> bound < 100 ? 0L : bound < 500 ? 90L : 100L)
                .toList();
        AnswerTimes answers = new AnswerTimes(100, 12_000, within);

        assertThat(answers.percentile(0.95)).isCloseTo(375, within(0.001));
        assertThat(answers.percentile(0.90)).isCloseTo(100, within(0.001));
        assertThat(answers.mean()).isEqualTo(120.0);
        assertThat(answers.since(answers)).isEqualTo(none);
    }

    @Test
    void hasAColumnForEveryOutcomeAndBound() {
        history.add(source, counts(1, 1, MetricNames.OUTCOMES.stream().collect(Collectors.toMap(o -> o, o -> 1L))));

        MetricNames.OUTCOMES.forEach(outcome ->
                assertThat(number("SUM(" + outcome + ")")).as(outcome).isEqualTo(1));
    }

    private static Counts counts(long requests, long millis, Map<String, Long> outcomes) {
        List<Long> within = AnswerTimes.BOUNDS.stream()
                .map(bound -> bound < 10 ? 0L : requests)
                .toList();
        return new Counts(new AnswerTimes(requests, millis, within), outcomes);
    }

    private void minute(int ago, int requests, int millis) {
        installation.sql().sql("""
                        INSERT INTO source_history (step, begins_at, source, requests, answer_millis)
                        VALUES ('MINUTE', DATE_FORMAT(UTC_TIMESTAMP() - INTERVAL ? MINUTE, '%Y-%m-%d %H:%i:00'), ?, ?, ?)""").params(ago, source, requests, millis).update();
    }

    private long number(String what) {
        return installation
                .sql()
                .sql("SELECT " + what + " FROM source_history WHERE step = 'MINUTE' AND source = ?")
                .param(source)
                .query(Long.class)
                .single();
    }
}
