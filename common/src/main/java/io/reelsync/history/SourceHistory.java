package io.reelsync.history;

import io.reelsync.database.DatabaseTime;
import io.reelsync.history.Span.Step;
import io.reelsync.telemetry.MetricNames;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What each source was asked and how it answered, one row for each minute and hour: the table {@code source_history}.
 *
 * <ol>
 *   <li>Workers {@link #add} what they have counted to the present minute, several to the same row.
 *   <li>A scheduler {@linkplain #look writes} what it sees of a source into the same row, once a minute.
 *   <li>Minutes are {@linkplain #addUpHours added up} to hours, as often as one likes: an hour is what its minutes are.
 *   <li>A minute of which nobody told anything has no row, and is a gap wherever it is {@linkplain #read read}.
 * </ol>
 *
 * <p>All times are the database's own.
 */
@Component
public class SourceHistory {
    /** Hours are added up from minutes for so long; minutes have to be kept for an hour more. */
    private static final int HOURS_FROM_MINUTES = 26;

    private static final int MEAN_OF_MINUTES = 10;
    private static final double MOST_ANSWERS = 0.95;
    private static final String THIS_MINUTE = "DATE_FORMAT(UTC_TIMESTAMP(), '%Y-%m-%d %H:%i:00')";

    private static final List<String> WITHIN =
            AnswerTimes.BOUNDS.stream().map(millis -> "within_" + millis).toList();
    /** What is added. */
    private static final List<String> COUNTED = Stream.of(
                    List.of("requests", "answer_millis"), WITHIN, MetricNames.OUTCOMES)
            .flatMap(List::stream)
            .toList();
    /** What is seen at one time, and averaged over several. */
    private static final List<String> SEEN = List.of("queue_depth", "due_subjects", "freshness", "paused");

    private final JdbcClient jdbc;
    private final DatabaseTime time;

    SourceHistory(JdbcClient jdbc, DatabaseTime time) {
        this.jdbc = jdbc;
        this.time = time;
    }

    /**
     * What a worker has counted since it last told.
     *
     * @param outcomes tasks by what became of them: {@link MetricNames#OUTCOMES}
     */
    public record Counts(AnswerTimes answers, Map<String, Long> outcomes) {

        public boolean isEmpty() {
            return answers.count() == 0 && outcomes.values().stream().allMatch(count -> count == 0);
        }
    }

    /**
     * What a scheduler sees of a source.
     *
     * @param permitsPerMinute null without a limit
     * @param queueDepth null where nobody has looked
     * @param dueSubjects null where nobody has looked
     * @param freshness null where nobody has looked
     */
    public record Look(
            @Nullable Double permitsPerMinute,
            @Nullable Long queueDepth,
            @Nullable Long dueSubjects,
            @Nullable Double freshness,
            boolean paused) {}

    /**
     * A time of which something is known.
     *
     * @param at when it begins
     * @param requests exchanges with the source
     * @param allowed the most requests that its limit allowed in this time; null without one, or where nobody has looked
     * @param outcomes tasks by what became of them
     * @param queueDepth tasks in the broker, on the average; null where nobody has looked
     * @param dueSubjects those that owed details, on the average; null where nobody has looked
     * @param answerMeanMs milliseconds; null without requests
     * @param answerP95Ms what 95 of 100 answers took at the most; null without requests
     * @param freshness share of the known subjects that owed none; null where nobody has looked
     * @param paused share of the time in which the source was left alone; null where nobody has looked
     */
    public record Point(
            Instant at,
            long requests,
            @Nullable Double allowed,
            Map<String, Long> outcomes,
            @Nullable Double queueDepth,
            @Nullable Double dueSubjects,
            @Nullable Double answerMeanMs,
            @Nullable Double answerP95Ms,
            @Nullable Double freshness,
            @Nullable Double paused) {}

    /**
     * What is known of a time.
     *
     * @param until the end of the last point that is over
     * @param points in their order, without those of which nothing is known
     */
    public record History(Instant from, Instant until, List<Point> points) {}

    /** Adds what a worker has counted to the present minute. */
    public void add(String source, Counts counts) {
        List<Object> values = new ArrayList<>();
        values.add(source);
        values.add(counts.answers().count());
        values.add(counts.answers().millis());
        values.addAll(counts.answers().within());
        MetricNames.OUTCOMES.forEach(outcome -> values.add(counts.outcomes().getOrDefault(outcome, 0L)));
        jdbc.sql("INSERT INTO source_history (step, begins_at, source, " + list(COUNTED, column -> column)
                        + ") VALUES ('"
                        + Step.MINUTE + "', " + THIS_MINUTE + ", ?, " + list(COUNTED, column -> "?")
                        + ") ON DUPLICATE KEY UPDATE "
                        + list(COUNTED, column -> column + " = " + column + " + VALUES(" + column + ")"))
                .params(values)
                .update();
    }

    /** Notes what is seen of a source in the present minute. */
    public void look(String source, Look look) {
        List<String> columns =
                Stream.concat(Stream.of("permits"), SEEN.stream()).toList();
        jdbc.sql("INSERT INTO source_history (step, begins_at, source, " + list(columns, column -> column)
                        + ") VALUES ('"
                        + Step.MINUTE + "', " + THIS_MINUTE + ", ?, " + list(columns, column -> "?")
                        + ") ON DUPLICATE KEY UPDATE " + list(columns, SourceHistory::taken))
                .param(source)
                .param(look.permitsPerMinute())
                .param(look.queueDepth())
                .param(look.dueSubjects())
                .param(look.freshness())
                .param(look.paused() ? 1 : 0)
                .update();
    }

    /**
     * Adds up the hours of which the minutes are kept, from the one before a time on; done twice it changes nothing.
     *
     * @param since null for all that are kept
     * @return until when they are added up, to be told the next time
     */
    public LocalDateTime addUpHours(@Nullable LocalDateTime since) {
        LocalDateTime now = time.now();
        LocalDateTime first = now.truncatedTo(ChronoUnit.HOURS).minusHours(HOURS_FROM_MINUTES);
        LocalDateTime from =
                since == null ? first : since.truncatedTo(ChronoUnit.HOURS).minusHours(1);
        List<String> columns = Stream.of(COUNTED, List.of("permits"), SEEN)
                .flatMap(List::stream)
                .toList();
        jdbc.sql("INSERT INTO source_history (step, begins_at, source, " + list(columns, column -> column)
                        + ") SELECT '"
                        + Step.HOUR + "', hour_of, source, " + list(COUNTED, column -> "SUM(" + column + ")")
                        + ", 60 * AVG(permits), " + list(SEEN, column -> "AVG(" + column + ")")
                        + " FROM (SELECT minutes.*, begins_at - INTERVAL MINUTE(begins_at) MINUTE hour_of"
                        + " FROM source_history minutes WHERE step = '" + Step.MINUTE + "' AND begins_at >= ?) of_hours"
                        + " GROUP BY hour_of, source ON DUPLICATE KEY UPDATE " + list(columns, SourceHistory::taken))
                .param(from.isBefore(first) ? first : from)
                .update();
        return now;
    }

    /** What is known of a source; of the minute or hour that isn't over nothing is told. */
    public History read(String source, Span span) {
        LocalDateTime end = span.end(time.now());
        LocalDateTime begin = span.begin(end);
        List<Point> points = jdbc.sql("SELECT point_of, " + list(COUNTED, column -> "SUM(" + column + ") " + column)
                        + ", " + span.rowsAPoint() + " * AVG(permits) permits, "
                        + list(SEEN, column -> "AVG(" + column + ") " + column)
                        + " FROM (SELECT history.*, begins_at - INTERVAL MOD(MINUTE(begins_at), :minutes) MINUTE point_of"
                        + " FROM source_history history WHERE step = :step AND begins_at >= :begin AND begins_at < :end"
                        + " AND source = :source) of_points GROUP BY point_of ORDER BY point_of")
                .param("minutes", span.point().toMinutes())
                .param("step", span.rows().name())
                .param("begin", begin)
                .param("end", end)
                .param("source", source)
                .query(SourceHistory::point)
                .list();
        return new History(DatabaseTime.instant(begin), DatabaseTime.instant(end), points);
    }

    /** What an exchange took in the last minutes; empty where there was none. */
    public Optional<Duration> meanAnswer(String source) {
        return jdbc.sql("""
                        SELECT SUM(answer_millis) / SUM(requests) FROM source_history
                        WHERE step = 'MINUTE' AND begins_at > UTC_TIMESTAMP() - INTERVAL ? MINUTE AND source = ?
                            AND requests > 0
                        HAVING COUNT(*) > 0""")
                .params(MEAN_OF_MINUTES, source)
                .query(Double.class)
                .optional()
                .map(millis -> Duration.ofNanos((long) (millis * 1e6)));
    }

    private static Point point(ResultSet row, int n) throws SQLException {
        Map<String, Long> outcomes = new LinkedHashMap<>();
        for (String outcome : MetricNames.OUTCOMES) {
            outcomes.put(outcome, row.getLong(outcome));
        }
        List<Long> within = new ArrayList<>();
        for (String column : WITHIN) {
            within.add(row.getLong(column));
        }
        AnswerTimes answers = new AnswerTimes(row.getLong("requests"), row.getLong("answer_millis"), within);
        return new Point(
                DatabaseTime.instant(row, "point_of"),
                answers.count(),
                number(row, "permits"),
                Collections.unmodifiableMap(outcomes),
                number(row, "queue_depth"),
                number(row, "due_subjects"),
                answers.mean(),
                answers.percentile(MOST_ANSWERS),
                number(row, "freshness"),
                number(row, "paused"));
    }

    private static @Nullable Double number(ResultSet row, String column) throws SQLException {
        return row.getObject(column, Double.class);
    }

    private static String taken(String column) {
        return column + " = VALUES(" + column + ")";
    }

    private static String list(List<String> columns, UnaryOperator<String> text) {
        return columns.stream().map(text).collect(Collectors.joining(", "));
    }
}
