package io.reelsync.chaos;

import io.reelsync.chaos.cluster.Cluster;
import io.reelsync.chaos.cluster.Settings;
import io.reelsync.chaos.cluster.Shape;
import io.reelsync.chaos.cluster.SupervisedService;
import io.reelsync.chaos.fault.Fault;
import io.reelsync.chaos.fault.Fault.Trait;
import io.reelsync.chaos.fault.Injection;
import io.reelsync.chaos.report.ChaosReport;
import io.reelsync.chaos.report.RoundResult;
import io.reelsync.chaos.run.Api;
import io.reelsync.localcluster.Programs;
import io.reelsync.localcluster.ServiceRole;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** A cluster, and one fault after another. */
final class Chaos implements ChaosCommand.Trial {
    private static final Duration UP_WITHIN = Duration.ofMinutes(3);
    private static final int FILMS_EVERY = 4;
    private static final int HEAP_EVERY = 10;
    private static final Fault NONE =
            new Fault("(none)", "Nothing is done.", Set.of(), arena -> new Injection("-", Duration.ZERO, () -> {}));

    private final List<Fault> faults;
    private final long seed;
    private final Duration time;
    private final ChaosReport report;
    private final Shape shape;
    private final Cluster cluster;

    /**
     * Makes the cluster; {@link #run} starts it.
     *
     * @param shape the cluster that faults are injected into
     * @param faults those that are drawn from
     * @param time how long to go on; each fault comes up at least once
     */
    Chaos(
            Shape shape,
            List<Fault> faults,
            long seed,
            Duration time,
            Path folder,
            Programs programs,
            ChaosReport report) {
        this.shape = shape;
        this.faults = List.copyOf(faults);
        this.seed = seed;
        this.time = time;
        this.report = report;
        this.cluster = new Cluster(shape, folder, programs);
    }

    /** Goes on until the time is over; the number of violations. */
    @Override
    public int run() throws InterruptedException {
        cluster.start();
        List<String> notReady = cluster.awaitReady(UP_WITHIN);
        if (!notReady.isEmpty()) {
            throw new IllegalStateException("these services don't become ready: %s; see their logs. %s"
                    .formatted(String.join(", ", notReady), String.join("; ", cluster.takeIncidents())));
        }
        Api api = new Api(
                cluster.services(ServiceRole.GATEWAY).stream()
                        .map(SupervisedService::url)
                        .toList(),
                Settings.ADMIN_PASSWORD);
        try (Checks checks = new Checks(cluster, shape, api, report::say)) {
            play(api, checks);
        }
        report.tell(faults, cluster.restarts(), seed);
        return report.violations();
    }

    private void play(Api api, Checks checks) throws InterruptedException {
        Titles titles = new Titles(cluster, seed);
        // Twice without a fault: with the list of films, and with titles, so that later rounds compare with calm ones.
        play(round(api, titles, checks, NONE, 0), true, List.of());
        play(round(api, titles, checks, NONE, 0), false, checks.heap());
        Deck deck = new Deck(faults, seed);
        long end = System.nanoTime() + time.toNanos();
        for (int number = 1; number <= faults.size() || System.nanoTime() < end; number++) {
            Fault fault = deck.next();
            play(
                    round(api, titles, checks, fault, number),
                    fault.has(Trait.READS_LISTS) || number % FILMS_EVERY == 0 && mayListFilms(fault),
                    number % HEAP_EVERY == 0 ? checks.heap() : List.of());
        }
        report.add(new RoundResult("(end)", "-", 0, 0, Duration.ZERO, Duration.ZERO, checks.heap()));
    }

    private Round round(Api api, Titles titles, Checks checks, Fault fault, int number) {
        return new Round(
                cluster, shape.rate(), api, titles, checks, fault, new SplittableRandom(seed * 1_000_003 + number));
    }

    /** Faults of pages need pages, and long runs more titles than a list brings. */
    private static boolean mayListFilms(Fault fault) {
        return !fault.has(Trait.DAMAGES_PAGES)
                && !fault.has(Trait.MERGES_TITLES)
                && !fault.has(Trait.REFUSES)
                && !fault.has(Trait.TWO_SOURCES)
                && !fault.has(Trait.LONG_RUN);
    }

    private void play(Round round, boolean films, List<String> more) throws InterruptedException {
        report.add(round.play(films, report::measured).with(more));
    }

    /** What is being broken. */
    Cluster cluster() {
        return cluster;
    }

    @Override
    public void close() {
        cluster.close();
    }
}
