package io.reelsync.worker.settle;

import io.reelsync.source.BrokenPageException;
import io.reelsync.source.DetailsRoute;
import io.reelsync.source.Reason;
import io.reelsync.source.Response;
import io.reelsync.source.Source;
import io.reelsync.source.Sources;
import io.reelsync.source.SubjectId;
import io.reelsync.source.VideoFacts;
import io.reelsync.statement.FieldValues;
import io.reelsync.statement.Statements;
import io.reelsync.statement.Videos;
import io.reelsync.worker.settle.FactsWriter.Fate;
import io.reelsync.worker.settle.FactsWriter.Merged;
import io.reelsync.worker.settle.FactsWriter.Occasion;
import io.reelsync.worker.settle.FactsWriter.Write;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs today's extraction over the archive of raw pages, on all processors, and compares what it reads with what is
 * stored. What moves by itself is left out, since lists have refreshed it after the page was kept.
 */
public final class Reparse {
    private static final int PAGES_AT_ONCE = 200;
    /** A kept page may not unpack to more than any page was allowed to have. */
    private static final int LARGEST_PAGE = 64 * 1024 * 1024;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Sources sources;
    private final FactsWriter facts;

    public Reparse(
            JdbcClient jdbc, TransactionTemplate transaction, Sources sources, Statements statements, Videos videos) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.sources = sources;
        this.facts = new FactsWriter(jdbc, statements, videos);
    }

    /** A field that has, or would have, another value. */
    public record Difference(
            SubjectId subject, String field, @Nullable String from, String to) {}

    /**
     * What came of it.
     *
     * @param pages how many pages were read
     * @param titles how many of their titles differ
     * @param fields how many titles differ in a field, by its name
     * @param examples the first differences
     * @param broken pages that today's extraction refuses, by reason; their titles stay as they are
     * @param lossy pages that have lost much of what is stored; their titles stay as they are
     */
    public record Report(
            long pages,
            long titles,
            Map<String, Long> fields,
            List<Difference> examples,
            Map<Reason, Long> broken,
            long lossy) {}

    private record Page(SubjectId subject, String route, URI address, byte[] body) {}

    /** The facts of a page, or why it can't be read. */
    private record Reading(
            @Nullable VideoFacts facts, @Nullable Reason broken) {}

    /** What is counted on the way. */
    private static final class Count {
        private final int mostExamples;
        private final Map<String, Long> fields = new TreeMap<>();
        private final List<Difference> examples = new ArrayList<>();
        private final Map<Reason, Long> broken = new EnumMap<>(Reason.class);
        private long pages;
        private long titles;
        private long lossy;

        private Count(int mostExamples) {
            this.mostExamples = mostExamples;
        }

        private void add(Reading reading) {
            pages++;
            if (reading.broken() != null) {
                broken.merge(reading.broken(), 1L, Long::sum);
            }
        }

        private void add(SubjectId subject, Merged merged) {
            lossy += merged.fate() == Fate.REFUSED ? 1 : 0;
            titles += merged.changes().isEmpty() ? 0 : 1;
            for (FieldValues.Change change : merged.changes()) {
                fields.merge(change.field().fieldName(), 1L, Long::sum);
                if (examples.size() < mostExamples) {
                    examples.add(new Difference(
                            subject,
                            change.field().fieldName(),
                            change.from() == null ? null : change.from().toString(),
                            String.valueOf(change.to())));
                }
            }
        }

        private Report report() {
            return new Report(pages, titles, fields, examples, broken, lossy);
        }
    }

    /**
     * Reads the whole archive.
     *
     * @param apply whether to store what differs, with its history; otherwise nothing is written
     * @param mostExamples how many differences to tell in full
     */
    public Report run(boolean apply, int mostExamples) {
        Count count = new Count(mostExamples);
        CompletableFuture<Void> compared = CompletableFuture.completedFuture(null);
        List<Page> pages = next(null);
        while (!pages.isEmpty()) {
            SubjectId last = pages.get(pages.size() - 1).subject();
            CompletableFuture<List<Page>> following = CompletableFuture.supplyAsync(() -> next(last));
            List<Reading> readings = pages.parallelStream().map(this::read).toList();
            compared.join();
            compared = CompletableFuture.runAsync(() -> compare(readings, apply, count));
            pages = following.join();
        }
        compared.join();
        return count.report();
    }

    private void compare(List<Reading> readings, boolean apply, Count count) {
        readings.forEach(count::add);
        List<Write> writes = readings.stream()
                .map(Reading::facts)
                .filter(Objects::nonNull)
                .map(facts -> new Write(facts, null, Occasion.EXTRACTED_AGAIN))
                .toList();
        transaction.executeWithoutResult(status -> {
            new TreeMap<>(facts.merge(writes)).forEach(count::add);
            if (!apply) {
                status.setRollbackOnly();
            }
        });
    }

    /** The next pages in the order of their subjects: of each the one that its details came from last. */
    private List<Page> next(@Nullable SubjectId after) {
        return jdbc.sql("""
                        SELECT p.source, p.source_id, p.route, p.address, p.body FROM raw_pages p
                        JOIN subjects s ON s.source = p.source AND s.source_id = p.source_id AND s.route = p.route
                        JOIN statements t ON t.source = p.source AND t.source_id = p.source_id
                        WHERE p.source > :source OR p.source = :source AND p.source_id > :id
                        ORDER BY p.source, p.source_id LIMIT :count""")
                .param("source", after == null ? "" : after.source())
                .param("id", after == null ? "" : after.id())
                .param("count", PAGES_AT_ONCE)
                .query((row, n) -> new Page(
                        new SubjectId(row.getString("source"), row.getString("source_id")),
                        row.getString("route"),
                        URI.create(row.getString("address")),
                        row.getBytes("body")))
                .list();
    }

    private Reading read(Page page) {
        try {
            Source source = sources.get(page.subject().source());
            DetailsRoute route = source.reader().detailsRoutes().stream()
                    .filter(one -> one.name().equals(page.route()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("the route " + page.route() + " of " + source.name()
                            + " is not among those of its settings: it is needed to read its pages"));
            Response answer = new Response(page.address(), 200, Map.of(), unpacked(page.body()));
            return new Reading(route.read(page.subject(), answer), null);
        } catch (BrokenPageException refused) {
            return new Reading(null, refused.reason());
        }
    }

    private static byte[] unpacked(byte[] body) {
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(Objects.requireNonNull(body)))) {
            return gzip.readNBytes(LARGEST_PAGE);
        } catch (IOException damaged) {
            throw new UncheckedIOException("a page of the archive can't be unpacked", damaged);
        }
    }
}
