package io.reelsync.bench.dispatch;

import io.reelsync.bench.figure.Median;
import io.reelsync.bench.table.StoredTable;
import io.reelsync.catalog.Subjects;
import io.reelsync.limit.PauseReason;
import io.reelsync.limit.Pauses;
import io.reelsync.run.RunStarter;
import io.reelsync.startup.Service;
import io.reelsync.task.SubjectTask;
import io.reelsync.task.TaskPublisher;
import io.reelsync.task.TaskPublisher.Traced;
import io.reelsync.telemetry.TraceId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * The scheduler's own classes, on its own class path, with subjects that are due: a process of its own. The source is
 * paused, so that the scheduler itself hands out none of them meanwhile.
 */
final class DispatchProgram {
    static final String SUBJECTS = "BENCH_SUBJECTS";
    static final String WINDOW = "BENCH_WINDOW";
    static final String ROUNDS = "BENCH_ROUNDS";
    static final String RESULT = "BENCH_RESULT";
    private static final String APPLICATION = "io.reelsync.scheduler.SchedulerApplication";
    private static final String SOURCE = "douban";
    /** More than make a run urgent. */
    private static final int ASKED_FOR = 100;

    private static final int ROWS_A_STATEMENT = 500;
    private static final long FIRST_ID = 2_000_000;
    private static final Duration LONG = Duration.ofHours(1);
    private static final long LEAST_POOL = 512L << 20;
    private static final long BYTES_A_SUBJECT = 250;
    private static final Duration WRITTEN_WITHIN = Duration.ofMinutes(3);
    private static final int FEW_PAGES = 100;

    private final Subjects subjects;
    private final TaskPublisher publisher;
    private final int window;

    private DispatchProgram(ConfigurableApplicationContext scheduler, int window) {
        this.subjects = scheduler.getBean(Subjects.class);
        this.publisher = scheduler.getBean(TaskPublisher.class);
        this.window = window;
    }

    /** What one round took, in seconds. */
    private record Round(double one, double lease, double publish, double inHand) {}

    /** The process. */
    public static void main(String[] args) throws Exception {
        int count = number(SUBJECTS);
        int window = number(WINDOW);
        int rounds = number(ROUNDS);
        DispatchReport report;
        try (ConfigurableApplicationContext scheduler =
                Service.start("scheduler", Class.forName(APPLICATION), Map.of())) {
            scheduler.getBean(Pauses.class).pause(SOURCE, PauseReason.UNAVAILABLE, "a benchmark runs", LONG);
            JdbcClient jdbc = scheduler.getBean(JdbcClient.class);
            giveRoom(jdbc, count);
            fill(scheduler, count);
            awaitWritten(jdbc);
            DispatchProgram program = new DispatchProgram(scheduler, window);
            program.round(); // declares the queues, and warms up
            List<Round> done = new ArrayList<>();
            for (int i = 0; i < rounds; i++) {
                done.add(program.round());
            }
            report = report(count, window, done);
        }
        Files.writeString(Path.of(variable(RESULT)), JsonMapper.shared().writeValueAsString(report));
    }

    private static int number(String variable) {
        return Integer.parseInt(variable(variable));
    }

    private static String variable(String name) {
        return Objects.requireNonNull(System.getenv(name), name);
    }

    /** A buffer pool that a server with so many subjects would have: what all of them take. */
    private static void giveRoom(JdbcClient jdbc, int count) {
        long bytes = Math.max(LEAST_POOL, count * BYTES_A_SUBJECT);
        jdbc.sql("SET GLOBAL innodb_buffer_pool_size = " + bytes).update();
    }

    /** What was filled in so quickly is still on its way to the disk, and would be measured too. */
    private static void awaitWritten(JdbcClient jdbc) throws InterruptedException {
        jdbc.sql("SET GLOBAL innodb_max_dirty_pages_pct = 0").update();
        long began = System.nanoTime();
        while (dirtyPages(jdbc) > FEW_PAGES && System.nanoTime() - began < WRITTEN_WITHIN.toNanos()) {
            TimeUnit.MILLISECONDS.sleep(200);
        }
        jdbc.sql("SET GLOBAL innodb_max_dirty_pages_pct = 90").update();
    }

    private static long dirtyPages(JdbcClient jdbc) {
        return jdbc.sql("SHOW GLOBAL STATUS LIKE 'Innodb_buffer_pool_pages_dirty'")
                .query((row, n) -> row.getLong(2))
                .single();
    }

    /** A run's first subjects as the scheduler makes them, and as many more like them as are wanted. */
    private static void fill(ConfigurableApplicationContext scheduler, int count) throws SQLException {
        List<String> first = LongStream.range(FIRST_ID - ASKED_FOR, FIRST_ID)
                .mapToObj(String::valueOf)
                .toList();
        long run = scheduler
                .getBean(RunStarter.class)
                .subjects(SOURCE, first, new RunStarter.Requester("bench", TraceId.validOrNew(null)))
                .runId();
        scheduler.getBean(Subjects.class).oweItemsOf(run);
        try (Connection connection = scheduler.getBean(DataSource.class).getConnection()) {
            StoredTable table = StoredTable.of(connection, connection.getCatalog(), "subjects");
            LocalDateTime now = LocalDateTime.now(ZoneOffset.UTC);
            Random random = new Random(1);
            for (int from = 0; from < count - ASKED_FOR; from += ROWS_A_STATEMENT) {
                int rows = Math.min(ROWS_A_STATEMENT, count - ASKED_FOR - from);
                int before = from;
                table.insert(IntStream.range(0, rows)
                        .mapToObj(i -> Map.<String, @Nullable Object>of(
                                "source_id",
                                String.valueOf(FIRST_ID + before + i),
                                "due_at",
                                now.minusSeconds(random.nextInt((int) LONG.toSeconds()))))
                        .toList());
            }
        }
        scheduler
                .getBean(JdbcClient.class)
                .sql("ANALYZE TABLE subjects")
                .query()
                .listOfRows();
    }

    private Round round() {
        long began = System.nanoTime();
        List<Subjects.Leased> one = subjects.leaseDue(SOURCE, 1, LONG, Set.of());
        long found = System.nanoTime();
        List<Subjects.Leased> leased = subjects.leaseDue(SOURCE, window, LONG, Set.of());
        long leasedAt = System.nanoTime();
        int refused = publisher.publish(tasks(leased)).size();
        long published = System.nanoTime();
        subjects.inHand(SOURCE);
        long counted = System.nanoTime();
        if (one.size() != 1 || leased.size() != window || refused > 0) {
            throw new IllegalStateException("of " + window + " tasks " + leased.size() + " were leased, and " + refused
                    + " of these were refused by the broker");
        }
        return new Round(
                (found - began) / 1e9,
                (leasedAt - found) / 1e9,
                (published - leasedAt) / 1e9,
                (counted - published) / 1e9);
    }

    private static List<Traced> tasks(List<Subjects.Leased> leased) {
        return leased.stream()
                .map(one -> new Traced(
                        new SubjectTask(
                                one.subject().source(),
                                one.lease(),
                                one.subject().id(),
                                one.runId(),
                                one.urgent()),
                        one.traceId()))
                .toList();
    }

    private static DispatchReport report(int subjects, int window, List<Round> rounds) {
        return new DispatchReport(
                subjects,
                window,
                rounds.size(),
                Median.of(rounds, round -> window / (round.lease() + round.publish())),
                Median.of(rounds, round -> 1000 * round.one()),
                Median.of(rounds, round -> 1000 * round.lease()),
                Median.of(rounds, round -> 1000 * round.publish()),
                Median.of(rounds, round -> 1000 * round.inHand()));
    }
}
