package io.reelsync.worker.settle;

import io.reelsync.Installation;
import io.reelsync.catalog.Subjects;
import io.reelsync.run.RunFeeds;
import io.reelsync.run.RunProgress;
import io.reelsync.run.RunStarter;
import io.reelsync.run.SyncRuns;
import io.reelsync.source.Kind;
import io.reelsync.source.ListPage;
import io.reelsync.source.PartialDate;
import io.reelsync.source.SubjectId;
import io.reelsync.source.VideoFacts;
import io.reelsync.worker.TaskResult;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The titles of one source that no other test uses: lists them, leases them, and looks at what is stored. */
final class Shelf {
    static final Duration LEASE = Duration.ofMinutes(2);

    final String source = Installation.newSource();
    private final Installation installation;

    Shelf() {
        this(Installation.shared());
    }

    Shelf(Installation installation) {
        this.installation = installation;
    }

    <T> T bean(Class<T> type) {
        return installation.bean(type);
    }

    JdbcClient sql() {
        return installation.sql();
    }

    SubjectId id(long number) {
        return new SubjectId(source, Long.toString(number));
    }

    /** A run that reads feeds and was taken up. */
    long run(int wanted, String... feeds) {
        long run = bean(RunStarter.class)
                .feeds(source, List.of(feeds), feed -> wanted, new RunStarter.Requester("test", "trace-of-the-test"))
                .runId();
        bean(SyncRuns.class).begin(run);
        return run;
    }

    /** Leases a run's feed. */
    long leaseFeed(long run) {
        return bean(RunFeeds.class).leaseDue(source, 100, LEASE).stream()
                .filter(feed -> feed.runId() == run)
                .findFirst()
                .orElseThrow()
                .lease();
    }

    /**
     * Stores a page of a list whose pages are known by how many titles stand before them.
     *
     * @param total how many the list has; 0 where it doesn't say
     */
    Optional<RunFeeds.Reading> store(long run, String feed, long lease, int start, int total, VideoFacts... titles) {
        int read = start + titles.length;
        String next = total > 0 && read >= total ? null : String.valueOf(read);
        return store(
                run,
                feed,
                lease,
                start == 0 ? null : String.valueOf(start),
                new ListPage(List.of(titles), titles.length, 0, next));
    }

    Optional<RunFeeds.Reading> store(long run, String feed, long lease, @Nullable String cursor, ListPage page) {
        return bean(ListPageWriter.class).store(new ListPageWriter.Page(source, run, feed, lease, cursor, page), LEASE);
    }

    /** Stores a page of what has changed: numbers alone. */
    Optional<RunFeeds.Reading> storeChanges(
            long run, long lease, @Nullable String cursor, @Nullable String next, long... numbers) {
        List<VideoFacts> changed =
                LongStream.of(numbers).mapToObj(this::unnamed).toList();
        ListPage page = new ListPage(changed, numbers.length, 0, next);
        return bean(ListPageWriter.class)
                .storeChanges(new ListPageWriter.Page(source, run, "changes", lease, cursor, page), LEASE);
    }

    private VideoFacts unnamed(long number) {
        return new VideoFacts(
                id(number),
                null,
                VideoFacts.Naming.NONE,
                VideoFacts.Release.NONE,
                VideoFacts.Credits.NONE,
                VideoFacts.Labels.NONE,
                VideoFacts.Length.NONE,
                VideoFacts.Rating.NONE,
                null,
                null,
                null);
    }

    /** A run whose one feed was read to its end and named these. */
    long listed(String feed, VideoFacts... titles) {
        long run = run(titles.length, feed);
        store(run, feed, leaseFeed(run), 0, titles.length, titles).orElseThrow();
        return run;
    }

    long listed(long... numbers) {
        return listed("movies", LongStream.of(numbers).mapToObj(this::listing).toArray(VideoFacts[]::new));
    }

    /** Leases all that is due; the leases by number. */
    Map<Long, Long> leaseAll() {
        return bean(Subjects.class).leaseDue(source, 10_000, LEASE, Set.of()).stream()
                .collect(
                        Collectors.toMap(leased -> Long.valueOf(leased.subject().id()), Subjects.Leased::lease));
    }

    /** A listed subject in hand: its lease. */
    long lease(long number) {
        return leaseAll().get(number);
    }

    /** As often as it takes for a page to be at fault. */
    void suspectOften(long number, long lease) {
        for (int i = 0; i < Subjects.SUSPECTED_OFTEN; i++) {
            suspect(number, lease);
        }
    }

    /** As a worker does before it reads the page of a task that was delivered before. */
    void suspect(long number, long lease) {
        bean(Subjects.class).suspect(id(number), lease);
    }

    Settled settle(long number, long lease, TaskResult result) {
        try {
            return bean(VideoWriter.class).settle(id(number), lease, result);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    /** Makes a subject due, leases and settles it. */
    Settled settleNow(long number, TaskResult result) {
        makeDue(number);
        return settle(number, lease(number), result);
    }

    void makeDue(long number) {
        update("due_at = UTC_TIMESTAMP(3) - INTERVAL 1 SECOND", number);
    }

    void update(String assignments, long number) {
        sql().sql("UPDATE subjects SET " + assignments + " WHERE source = ? AND source_id = ?")
                .params(source, Long.toString(number))
                .update();
    }

    RunProgress progress(long run) {
        return bean(SyncRuns.class).find(run).orElseThrow();
    }

    /** Looks at one column or expression of a table's row of this subject. */
    String subject(String column, long number) {
        return column("subjects", column, number);
    }

    String video(String column, long number) {
        return column("videos", column, number);
    }

    String item(long run, String column, long number) {
        return column("sync_run_items", column, number, " AND run_id = " + run);
    }

    /** Field, old and new value of each change of a video, in the order of their names. */
    List<String> changes(long number) {
        return sql().sql("""
                        SELECT CONCAT(c.field, ': ', COALESCE(c.old_value, 'nothing'), ' -> ', c.new_value)
                        FROM video_changes c JOIN videos v ON v.id = c.video_id
                        WHERE v.source = ? AND v.source_id = ? ORDER BY c.field""")
                .params(source, Long.toString(number))
                .query(String.class)
                .list();
    }

    long videos() {
        return sql().sql("SELECT COUNT(*) FROM videos WHERE source = ?")
                .param(source)
                .query(Long.class)
                .single();
    }

    private String column(String table, String column, long number) {
        return column(table, column, number, "");
    }

    private String column(String table, String column, long number, String condition) {
        return sql().sql("SELECT CAST(" + column + " AS CHAR) FROM " + table + " WHERE source = ? AND source_id = ?"
                        + condition)
                .params(source, Long.toString(number))
                .query((row, n) -> Optional.ofNullable(row.getString(1)))
                .single()
                .orElse(null);
    }

    /** What a list says. */
    VideoFacts listing(long number) {
        return listing(number, "Title " + number, Kind.MOVIE, "7.5");
    }

    VideoFacts listing(long number, String title, Kind kind, String score) {
        return new VideoFacts(
                id(number),
                kind,
                new VideoFacts.Naming(title, null, List.of()),
                VideoFacts.Release.NONE,
                VideoFacts.Credits.NONE,
                VideoFacts.Labels.NONE,
                VideoFacts.Length.NONE,
                new VideoFacts.Rating(new BigDecimal(score), 100L),
                null,
                null,
                "https://img.example/" + number + ".jpg");
    }

    /** What a good page says. */
    VideoFacts page(long number) {
        return page(number, Kind.MOVIE, "8.1", List.of("Ann Director"));
    }

    VideoFacts page(long number, Kind kind, String score, List<String> directors) {
        return new VideoFacts(
                id(number),
                kind,
                new VideoFacts.Naming("Title " + number, "Original " + number, List.of("Other name", "又名")),
                new VideoFacts.Release(
                        2011,
                        List.of(
                                new VideoFacts.ReleaseDate(
                                        PartialDate.parse("2011-05").orElseThrow(), "China"),
                                new VideoFacts.ReleaseDate(
                                        PartialDate.parse("2011").orElseThrow(), null))),
                new VideoFacts.Credits(directors, List.of("Wu Writer"), List.of("One", "Two")),
                new VideoFacts.Labels(List.of("Drama"), List.of("China"), List.of("Mandarin")),
                new VideoFacts.Length(117, List.of("117 min", "120 min (festival)"), 2, 12, 45),
                new VideoFacts.Rating(new BigDecimal(score), 1234L, shares("50.5", "30.0", "10.0", "9.5", "0.0")),
                "tt0000001",
                "A summary.",
                "https://img.example/page-" + number + ".jpg");
    }

    static List<BigDecimal> shares(String... percentages) {
        return Stream.of(percentages).map(BigDecimal::new).toList();
    }

    /** What a page says of which editors took two facts back. */
    VideoFacts partial(long number) {
        VideoFacts page = page(number);
        return new VideoFacts(
                page.subject(),
                null,
                page.naming(),
                page.release(),
                new VideoFacts.Credits(
                        List.of(), page.credits().writers(), page.credits().actors()),
                page.labels(),
                page.length(),
                VideoFacts.Rating.NONE,
                page.imdbId(),
                null,
                null);
    }

    /** What a route says that knows no writers. */
    VideoFacts byRoute(VideoFacts page, List<String> actors, String summary) {
        return new VideoFacts(
                page.subject(),
                page.kind(),
                page.naming(),
                page.release(),
                new VideoFacts.Credits(page.credits().directors(), List.of(), actors),
                page.labels(),
                page.length(),
                page.rating(),
                null,
                summary,
                page.coverUrl(),
                new VideoFacts.Provenance("json", Set.of("writers", "imdb_id"), List.of()));
    }

    /** What a list says of a series of which so many episodes are out. */
    VideoFacts running(long number, int episodesOut) {
        return withEpisodes(listing(number, "Title " + number, Kind.TV, "8.1"), episodesOut);
    }

    VideoFacts withEpisodes(VideoFacts facts, int episodesOut) {
        return new VideoFacts(
                facts.subject(),
                facts.kind(),
                facts.naming(),
                facts.release(),
                facts.credits(),
                facts.labels(),
                new VideoFacts.Length(null, List.of(), null, null, null, episodesOut),
                facts.rating(),
                facts.imdbId(),
                facts.summary(),
                facts.coverUrl());
    }

    /** What a page says that has lost nearly everything. */
    VideoFacts bare(long number) {
        return new VideoFacts(
                id(number),
                null,
                new VideoFacts.Naming("Title " + number, null, List.of()),
                VideoFacts.Release.NONE,
                VideoFacts.Credits.NONE,
                VideoFacts.Labels.NONE,
                VideoFacts.Length.NONE,
                VideoFacts.Rating.NONE,
                null,
                null,
                null);
    }
}
