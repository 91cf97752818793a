package io.reelsync.bench.cover;

import io.reelsync.bench.deployment.BenchFolder;
import io.reelsync.bench.deployment.Checkout;
import io.reelsync.bench.deployment.Installation;
import io.reelsync.bench.deployment.MeasuredProcess;
import io.reelsync.bench.figure.Numbers;
import io.reelsync.bench.figure.ReportOptions;
import io.reelsync.samplesite.PlayedSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code reelsync bench covers}: how fast a worker mirrors posters, and what memory and disk that takes. */
@Command(
        name = "covers",
        sortOptions = false,
        usageHelpWidth = 100,
        description = {
            "Measures how fast a worker mirrors posters that are wanted, from a site on this machine: fetched, decoded, made",
            "anew in our widths and kept in a folder; and what memory and disk that takes.",
            ""
        },
        footer = {
            "",
            "RabbitMQ, Redis and MariaDB or MySQL have to be installed; private ones are started, and removed again.",
            "Exit code: 0; 2 if something keeps it from running."
        })
public final class CoversCommand implements Callable<Integer> {
    private static final int MOST_COVERS = 100_000;
    private static final int NOTED_AT_ONCE = 1_000;
    private static final int SAMPLED = 100;
    private static final Duration MIRRORED_WITHIN = Duration.ofMinutes(30);
    private static final long LOOKS_EVERY_MILLIS = 200;
    private static final double MEGABYTE = 1 << 20;
    private static final int BLOCK = 4096;

    @Option(
            names = "--covers",
            paramLabel = "N",
            defaultValue = "10000",
            description = "How many posters are mirrored. Default: ${DEFAULT-VALUE}")
    private int covers;

    @Option(
            names = "--rate",
            paramLabel = "PERMITS/TIME",
            defaultValue = "unlimited",
            description = "The limit of the site's posters. Default: ${DEFAULT-VALUE}")
    private String rate = "";

    @Mixin
    private final ReportOptions options = new ReportOptions();

    private final Installation.Programs programs;

    /** With the services that the launcher has built. */
    public CoversCommand() {
        this(Checkout.own());
    }

    /** @param programs the services */
    CoversCommand(Installation.Programs programs) {
        this.programs = programs;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Numbers.require("--covers", covers, 1, MOST_COVERS);
        try (BenchFolder folder = new BenchFolder()) {
            Path files = folder.path().resolve("covers");
            PosterSite.Running site = folder.with(PosterSite.start(folder.path()));
            Installation installation = folder.with(new Installation(
                    folder.path(),
                    programs,
                    site.url(),
                    "unlimited",
                    Map.of("reelsync.covers.dir", files.toString(), PlayedSource.setting("picture-rate"), rate)));
            JdbcClient sql = installation.servers().sql();
            want(sql, site);
            installation.scaleTo(1);
            MeasuredProcess worker =
                    installation.services().get(installation.services().size() - 1);
            double cpu = MeasuredProcess.cpuSeconds(worker.pid());
            long began = System.nanoTime();
            sql.sql("UPDATE covers SET due_at = UTC_TIMESTAMP(3)").update();
            awaitAll(sql);
            double seconds = (System.nanoTime() - began) / 1e9;
            options.write(new CoversReport(
                    covers,
                    seconds,
                    kilobytes(site),
                    MeasuredProcess.cpuSeconds(worker.pid()) - cpu,
                    MeasuredProcess.peakBytes(worker.pid()) / MEGABYTE,
                    sizes(files).size(),
                    sizes(files).stream().mapToLong(CoversCommand::blocks).sum() / MEGABYTE));
            folder.succeeded();
        }
        return 0;
    }

    /** Notes covers as a gateway does, but for much later: the worker is to be ready before the first is due. */
    private void want(JdbcClient sql, PosterSite.Running site) {
        for (int from = 0; from < covers; from += NOTED_AT_ONCE) {
            int count = Math.min(NOTED_AT_ONCE, covers - from);
            note(sql, from + 1, count, """
                    INSERT INTO videos (id, source, source_id, type, title, cover_url)
                    WITH RECURSIVE numbers AS (SELECT :from n UNION ALL SELECT n + 1 FROM numbers WHERE n < :last)
                    SELECT n, :source, n, 'movie', 'a title', CONCAT(:before, n, '.jpg') FROM numbers""", site);
            note(sql, from + 1, count, """
                    INSERT INTO covers (video_id, version, source, address, state, due_at, wanted_at)
                    SELECT id, LEFT(SHA2(cover_url, 256), 32), :source, CONCAT(:before, id, '.jpg'), 'WANTED',
                        UTC_TIMESTAMP(3) + INTERVAL 1 DAY, UTC_TIMESTAMP(3)
                    FROM videos WHERE id BETWEEN :from AND :last""", site);
        }
    }

    private static void note(JdbcClient sql, int from, int count, String insert, PosterSite.Running site) {
        sql.sql(insert)
                .param("from", from)
                .param("last", from + count - 1)
                .param("source", PlayedSource.NAME)
                .param("before", site.url() + "/p")
                .update();
    }

    private void awaitAll(JdbcClient sql) throws InterruptedException {
        long began = System.nanoTime();
        long left;
        do {
            TimeUnit.MILLISECONDS.sleep(LOOKS_EVERY_MILLIS);
            left = sql.sql("SELECT COUNT(*) FROM covers WHERE state <> 'STORED'")
                    .query(Long.class)
                    .single();
            if (System.nanoTime() - began > MIRRORED_WITHIN.toNanos()) {
                throw new IllegalStateException(
                        left + " of " + covers + " covers are not there after " + MIRRORED_WITHIN.toMinutes() + " min");
            }
        } while (left > 0);
    }

    private double kilobytes(PosterSite.Running site) throws IOException {
        long bytes = 0;
        for (int id = 0; id < SAMPLED; id++) {
            try (InputStream poster = site.poster(id).toURL().openStream()) {
                bytes += poster.readAllBytes().length;
            }
        }
        return bytes / 1024.0 / SAMPLED;
    }

    private static List<Long> sizes(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> file.toFile().length())
                    .toList();
        }
    }

    private static long blocks(long size) {
        return (size + BLOCK - 1) / BLOCK * BLOCK;
    }
}
