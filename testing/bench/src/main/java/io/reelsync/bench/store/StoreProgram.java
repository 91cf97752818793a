package io.reelsync.bench.store;

import io.reelsync.bench.figure.Median;
import io.reelsync.bench.page.PageReader;
import io.reelsync.bench.pipeline.BareStore;
import io.reelsync.bench.store.StoreReport.Figures;
import io.reelsync.catalog.Subjects;
import io.reelsync.run.RunStarter;
import io.reelsync.source.BrokenPageException;
import io.reelsync.source.SubjectId;
import io.reelsync.source.VideoFacts;
import io.reelsync.startup.Service;
import io.reelsync.telemetry.TraceId;
import io.reelsync.worker.TaskResult;
import io.reelsync.worker.settle.Settled;
import io.reelsync.worker.settle.VideoWriter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** A worker's own classes, on its own class path, with facts that are read already: a process of its own. */
final class StoreProgram {
    static final String SITE = "BENCH_SITE";
    static final String IDS = "BENCH_IDS";
    static final String BARE_URL = "BENCH_DATABASE";
    static final String ROUNDS = "BENCH_ROUNDS";
    static final String RESULT = "BENCH_RESULT";
    /** The bare loop's database. */
    static final String BARE = "bare";

    private static final String APPLICATION = "io.reelsync.worker.WorkerApplication";
    private static final String SOURCE = "douban";
    private static final Duration LONG = Duration.ofHours(1);
    /** As many as a worker has in hand at a fast source. */
    private static final int AT_ONCE = 128;

    private static final int BARE_BATCH = 100;
    private static final List<String> FORGOTTEN = List.of(
            "videos", "subjects", "statements", "statement_names", "sync_runs", "sync_run_items", "video_changes");

    private final ConfigurableApplicationContext worker;
    private final JdbcClient jdbc;
    private final Map<SubjectId, VideoFacts> facts;
    private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);

    private StoreProgram(ConfigurableApplicationContext worker, Map<SubjectId, VideoFacts> facts) {
        this.worker = worker;
        this.jdbc = worker.getBean(JdbcClient.class);
        this.facts = facts;
    }

    /** Figures of one round. */
    private record Round(Figures created, Figures unchanged, Figures bare) {}

    /** The process. */
    public static void main(String[] args) throws Exception {
        Map<SubjectId, VideoFacts> facts = read(URI.create(variable(SITE)), Path.of(variable(IDS)));
        int rounds = Integer.parseInt(variable(ROUNDS));
        StoreReport report;
        try (ConfigurableApplicationContext worker = Service.start("worker", Class.forName(APPLICATION), Map.of())) {
            StoreProgram program = new StoreProgram(worker, facts);
            try (Connection connection = DriverManager.getConnection(
                    variable(BARE_URL), variable("REELSYNC_MYSQL_USER"), variable("REELSYNC_MYSQL_PASSWORD"))) {
                program.create(); // the rows that the bare loop's are like
                BareStore bare = new BareStore(connection, program.database());
                program.round(bare, connection); // warms up
                List<Round> done = new ArrayList<>();
                for (int i = 0; i < rounds; i++) {
                    done.add(program.round(bare, connection));
                }
                report = report(facts.size(), done);
            } finally {
                program.threads.shutdownNow();
            }
        }
        Files.writeString(Path.of(variable(RESULT)), JsonMapper.shared().writeValueAsString(report));
    }

    private static String variable(String name) {
        return Objects.requireNonNull(System.getenv(name), name);
    }

    private static Map<SubjectId, VideoFacts> read(URI site, Path ids)
            throws IOException, InterruptedException, BrokenPageException {
        HttpClient http = HttpClient.newHttpClient();
        PageReader reader = PageReader.create();
        Map<SubjectId, VideoFacts> facts = new LinkedHashMap<>();
        for (String id : Files.readAllLines(ids)) {
            SubjectId subject = new SubjectId(SOURCE, id);
            byte[] page = http.send(
                            HttpRequest.newBuilder(URI.create(site + "/subject/" + id + "/"))
                                    .timeout(Duration.ofSeconds(30))
                                    .build(),
                            BodyHandlers.ofByteArray())
                    .body();
            facts.put(subject, reader.read(subject, page));
        }
        return facts;
    }

    private String database() {
        return jdbc.sql("SELECT DATABASE()").query(String.class).single();
    }

    private Round round(BareStore bare, Connection connection) throws Exception {
        return new Round(create(), again(), bare(bare, connection));
    }

    /** All of it new. */
    private Figures create() throws Exception {
        FORGOTTEN.forEach(table -> jdbc.sql("TRUNCATE TABLE " + table).update());
        long run = worker.getBean(RunStarter.class)
                .subjects(
                        SOURCE,
                        facts.keySet().stream().map(SubjectId::id).toList(),
                        new RunStarter.Requester("bench", TraceId.validOrNew(null)))
                .runId();
        worker.getBean(Subjects.class).oweItemsOf(run);
        return settle(Settled.CREATED);
    }

    /** Nothing of it new. */
    private Figures again() throws Exception {
        jdbc.sql("UPDATE subjects SET due_at = UTC_TIMESTAMP(3)").update();
        return settle(Settled.UNCHANGED);
    }

    private Figures settle(Settled expected) throws Exception {
        VideoWriter writer = worker.getBean(VideoWriter.class);
        List<Callable<Settled>> work = new ArrayList<>();
        for (Subjects.Leased leased : worker.getBean(Subjects.class).leaseDue(SOURCE, facts.size(), LONG, Set.of())) {
            TaskResult found = new TaskResult.Found(Objects.requireNonNull(facts.get(leased.subject())));
            work.add(() -> writer.settle(leased.subject(), leased.lease(), found));
        }
        return measure(() -> {
            List<Future<Settled>> settled = threads.invokeAll(work);
            if (settled.size() != facts.size() || !all(settled, expected)) {
                throw new IllegalStateException("not each of " + facts.size() + " titles was " + expected);
            }
            return null;
        });
    }

    private static boolean all(List<Future<Settled>> settled, Settled expected)
            throws InterruptedException, ExecutionException {
        for (Future<Settled> one : settled) {
            if (one.get() != expected) {
                return false;
            }
        }
        return true;
    }

    private Figures bare(BareStore bare, Connection connection) throws Exception {
        for (String table : BareStore.TABLES) {
            truncate(connection, table);
        }
        List<VideoFacts> titles = List.copyOf(facts.values());
        return measure(() -> {
            for (int from = 0; from < titles.size(); from += BARE_BATCH) {
                bare.store(titles.subList(from, Math.min(titles.size(), from + BARE_BATCH)));
            }
            return null;
        });
    }

    private static void truncate(Connection connection, String table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("TRUNCATE TABLE " + table)) {
            statement.execute();
        }
    }

    private Figures measure(Callable<?> work) throws Exception {
        long statements = status("Questions");
        long commits = status("Com_commit");
        long began = System.nanoTime();
        work.call();
        double seconds = (System.nanoTime() - began) / 1e9;
        double titles = facts.size();
        return new Figures(
                titles / seconds,
                (status("Questions") - statements) / titles,
                (status("Com_commit") - commits) / titles);
    }

    private long status(String name) {
        return jdbc.sql("SHOW GLOBAL STATUS WHERE Variable_name = ?")
                .param(name)
                .query((row, number) -> row.getLong(2))
                .single();
    }

    private static StoreReport report(int titles, List<Round> rounds) {
        return new StoreReport(
                titles,
                rounds.size(),
                median(rounds.stream().map(Round::created).toList()),
                median(rounds.stream().map(Round::unchanged).toList()),
                median(rounds.stream().map(Round::bare).toList()));
    }

    private static Figures median(List<Figures> rounds) {
        return new Figures(
                Median.of(rounds, Figures::titlesPerSecond),
                Median.of(rounds, Figures::statements),
                Median.of(rounds, Figures::commits));
    }
}
