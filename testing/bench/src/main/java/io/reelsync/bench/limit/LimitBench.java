package io.reelsync.bench.limit;

import io.reelsync.bench.deployment.BenchFolder;
import io.reelsync.bench.deployment.Installation;
import io.reelsync.samplesite.SampleSite;
import io.reelsync.samplesite.SampleSiteSettings;
import io.reelsync.samplesite.content.SiteFeed;
import io.reelsync.samplesite.control.LoggedRequest;
import io.reelsync.samplesite.pace.Stalls;
import io.reelsync.source.Rate;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** More and more worker processes that share one limit, on titles enough that none runs out of work. */
final class LimitBench {
    /** Afterwards: near its end a run has less work than permits. */
    private static final int SPARE_SECONDS = 10;

    private static final int LEAST_TITLES = 20;
    private static final int MOST_TITLES = 100_000;
    /** Of the titles that the sample site lists, some are of kinds that it has no list of. */
    private static final int LISTED_FOR_A_TITLE = 2;

    private static final Duration ENDS_WITHIN = Duration.ofMinutes(5);
    private static final long LOOKS_EVERY_MILLIS = 50;

    private final String rateText;
    private final Rate rate;
    private final int warmUp;
    private final int seconds;

    /**
     * @param warmUp seconds before it is measured, since compilers of the JVM hold up a process that has just started
     * @param seconds for which it is measured
     */
    LimitBench(String rateText, int warmUp, int seconds) {
        this.rateText = rateText;
        this.rate = Rate.of(rateText);
        this.warmUp = warmUp;
        this.seconds = seconds;
    }

    /** @param counts numbers of workers, from the smallest to the largest */
    LimitReport run(BenchFolder folder, Installation.Programs programs, List<Integer> counts)
            throws IOException, InterruptedException {
        int titles = titles();
        SampleSite site =
                folder.with(SampleSite.start(SampleSiteSettings.defaults().withSize(LISTED_FOR_A_TITLE * titles)));
        List<Long> ids = Arrays.stream(SiteFeed.values())
                .flatMap(feed -> site.listed(feed.name().toLowerCase(Locale.ROOT)).stream())
                .limit(titles)
                .toList();
        Installation installation =
                folder.with(new Installation(folder.path(), role -> yielding(programs.of(role)), site.url(), rateText));
        Stalls stalls = folder.with(new Stalls());
        List<LimitReport.Each> measured = new ArrayList<>();
        for (int workers : counts) {
            installation.scaleTo(workers);
            LimitReport.Each each = measure(installation, site, ids, stalls);
            System.err.printf(
                    Locale.ROOT, "workers: %d, share of the requests: %.1f %%%n", workers, 100 * each.share());
            measured.add(each);
        }
        return new LimitReport(rateText, rate.permits(), rate.window().toMillis(), seconds, measured);
    }

    /** The site stands for another machine: what it shares of this one with the services should not make it late. */
    private static List<String> yielding(List<String> command) {
        return Stream.concat(Stream.of("nice", "-n", "10"), command.stream()).toList();
    }

    private int titles() {
        long titles = LEAST_TITLES + (long) Math.ceil(rate.perSecond() * (warmUp + seconds + SPARE_SECONDS));
        if (titles > MOST_TITLES) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "%d s at %s would take %d titles, and the site has %d: give fewer seconds",
                    seconds,
                    rateText,
                    titles,
                    MOST_TITLES));
        }
        return (int) titles;
    }

    private LimitReport.Each measure(Installation installation, SampleSite site, List<Long> ids, Stalls stalls)
            throws IOException, InterruptedException {
        installation.clear();
        installation.signIn();
        site.clearRequests();
        List<Long> runs = installation.start(ids);
        while (site.requests().isEmpty()) {
            TimeUnit.MILLISECONDS.sleep(LOOKS_EVERY_MILLIS);
        }
        TimeUnit.SECONDS.sleep(warmUp);
        long commands = installation.servers().redisCommands();
        long from = System.nanoTime();
        TimeUnit.SECONDS.sleep(seconds);
        long to = System.nanoTime();
        commands = installation.servers().redisCommands() - commands;
        long[] began = site.requests().stream()
                .mapToLong(LoggedRequest::nanoTime)
                .filter(at -> at >= from && at < to)
                .toArray();
        installation.awaitEnd(runs, ENDS_WITHIN);
        return new LimitReport.Each(
                installation.workerPorts().size(),
                began.length,
                began.length / (rate.perSecond() * (to - from) / 1e9),
                mostInAWindow(began, rate.window().toNanos()),
                stalls.longest(from, to).toMillis(),
                commands / (double) Math.max(1, began.length));
    }

    /** The most of these moments that lie in one window, wherever it begins. */
    static int mostInAWindow(long[] moments, long window) {
        long[] sorted = moments.clone();
        Arrays.sort(sorted);
        int most = 0;
        int first = 0;
        for (int last = 0; last < sorted.length; last++) {
            while (sorted[last] - sorted[first] >= window) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }
}
