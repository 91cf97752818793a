package io.reelsync.chaos;

import io.reelsync.chaos.check.LogGrowth;
import io.reelsync.chaos.check.StoredVideos;
import io.reelsync.chaos.cluster.Cluster;
import io.reelsync.chaos.cluster.SupervisedService;
import io.reelsync.chaos.fault.Arena;
import io.reelsync.chaos.fault.Fault;
import io.reelsync.chaos.fault.Fault.Trait;
import io.reelsync.chaos.fault.Injection;
import io.reelsync.chaos.report.RoundResult;
import io.reelsync.chaos.run.Api;
import io.reelsync.chaos.run.RunSnapshot;
import io.reelsync.chaos.run.RunWatch;
import io.reelsync.chaos.time.Await;
import io.reelsync.source.Rate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One fault in the middle of one run.
 *
 * <ol>
 *   <li>Let a day pass on the site, and ask for titles or for the list of films.
 *   <li>Wait until the run is some way on; begin the fault, and end it after its time.
 *   <li>Wait until the run has ended and all services are ready.
 *   <li>Check everything.
 * </ol>
 */
final class Round {
    /** Titles of a run last for so long at the full rate. */
    private static final Duration RUN = Duration.ofSeconds(4);

    private static final Duration LONG_RUN = Duration.ofSeconds(16);
    private static final int FEW_TITLES = 40;
    private static final Duration STARTS_WITHIN = Duration.ofSeconds(30);
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(120);
    private static final Duration READY_WITHIN = Duration.ofSeconds(90);
    private static final Duration LOGS_FOLLOW_WITHIN = Duration.ofSeconds(1);

    private final Cluster cluster;
    private final Rate rate;
    private final Api api;
    private final Titles titles;
    private final Checks checks;
    private final Fault fault;
    private final RandomGenerator random;
    private final List<String> violations = Collections.synchronizedList(new ArrayList<>());

    Round(Cluster cluster, Rate rate, Api api, Titles titles, Checks checks, Fault fault, RandomGenerator random) {
        this.cluster = cluster;
        this.rate = rate;
        this.api = api;
        this.titles = titles;
        this.checks = checks;
        this.fault = fault;
        this.random = random;
    }

    /** @param films whether the list of films is asked for, rather than titles */
    RoundResult play(boolean films, BiConsumer<Arena.Measured, Duration> times) throws InterruptedException {
        long begun = System.nanoTime();
        // A list brings few titles a day.
        cluster.clock().move(Duration.ofDays(films ? 3 : 1));
        checks.begin();
        List<Long> asked = films ? List.of() : asked();
        StoredVideos.Rows before = checks.stored(asked);
        String victim = "-";
        Duration recovery = Duration.ZERO;
        RunSnapshot end = null;
        Injection early = early(times);
        List<String> askedSecond = fault.has(Trait.TWO_SOURCES) ? checks.atSecond(asked) : List.of();
        Long second = askedSecond.isEmpty() ? null : start(() -> api.startSecond(askedSecond));
        Long run = start(() -> asked.isEmpty() ? api.startFilms() : api.startSubjects(asked));
        if (run != null) {
            try (RunWatch watch = new RunWatch(api, run);
                    RunWatch secondWatch = second == null ? null : new RunWatch(api, second)) {
                awaitSomeWay(watch, films);
                victim = inject(watch, early, times);
                awaitEnd(watch, run);
                recovery = watch.recovery();
                end = watch.last();
                if (second != null && secondWatch != null) {
                    awaitEnd(secondWatch, second);
                }
                awaitReady();
                violations.addAll(checks.after(run, end, asked, before, fault));
                if (second != null && secondWatch != null) {
                    violations.addAll(checks.afterSecond(second, secondWatch.last(), askedSecond, fault));
                }
            }
        } else {
            awaitReady();
        }
        violations.addAll(cluster.takeIncidents());
        return new RoundResult(
                fault.name(),
                victim,
                count(end, "planned"),
                count(end, "failed"),
                Duration.ofNanos(System.nanoTime() - begun),
                recovery,
                List.copyOf(violations));
    }

    private static long count(@Nullable RunSnapshot look, String name) {
        return look == null ? 0 : look.count(name);
    }

    private List<Long> asked() {
        int count = titles(fault.has(Trait.LONG_RUN) ? LONG_RUN : RUN);
        return fault.has(Trait.LISTED_TITLES) ? checks.listed(count) : titles.slice(count);
    }

    private int titles(Duration time) {
        return (int) Math.max(FEW_TITLES, rate.perSecond() * time.toSeconds());
    }

    private void awaitEnd(RunWatch watch, long run) throws InterruptedException {
        if (!Await.until(ENDS_WITHIN, watch::hasEnded)) {
            violations.add(String.format(
                    Locale.ROOT,
                    "run %d has not ended within %d s of the fault's end: %s",
                    run,
                    ENDS_WITHIN.toSeconds(),
                    watch.last()));
        }
        violations.addAll(watch.violations());
    }

    private interface Start {
        long run() throws Api.NoAnswer, InterruptedException;
    }

    private @Nullable Long start(Start start) throws InterruptedException {
        Api.NoAnswer last = null;
        for (long end = System.nanoTime() + STARTS_WITHIN.toNanos(); System.nanoTime() < end; ) {
            try {
                return start.run();
            } catch (Api.NoAnswer notYet) {
                last = notYet;
                Await.pause(Duration.ofMillis(500));
            }
        }
        violations.add("no run could be started: " + last);
        return null;
    }

    private void awaitSomeWay(RunWatch watch, boolean films) throws InterruptedException {
        int settled = films ? 1 : random.nextInt(4, titles(RUN) / 2);
        boolean onItsWay = Await.until(STARTS_WITHIN, () -> watch.hasEnded() || watch.settled() >= settled);
        if (!onItsWay) {
            violations.add("the run did not get on its way: " + watch.last());
        }
    }

    /** @param early the fault, where it has begun before the run */
    private String inject(RunWatch watch, @Nullable Injection early, BiConsumer<Arena.Measured, Duration> times)
            throws InterruptedException {
        boolean away = fault.has(Trait.SERVER_AWAY);
        LogGrowth logs = new LogGrowth(
                cluster.services().stream().collect(Collectors.toMap(SupervisedService::name, SupervisedService::log)));
        cluster.disturbServers(away);
        checks.faultBegins();
        String victim = "-";
        try {
            Injection injection = early != null ? early : begin(watch::hasEnded, times);
            victim = injection.victim();
            Await.pause(injection.lasts());
            injection.end().run();
        } catch (InterruptedException stopped) {
            throw stopped;
        } catch (Exception failure) {
            violations.add("the fault could not be done: " + failure);
            cluster.mend();
        }
        checks.faultEnds();
        watch.healed();
        if (away) {
            Await.pause(LOGS_FOLLOW_WITHIN);
            violations.addAll(logs.tooMuch());
        }
        return victim;
    }

    /** What has to begin before the run; null where there is none such. */
    private @Nullable Injection early(BiConsumer<Arena.Measured, Duration> times) throws InterruptedException {
        try {
            return fault.has(Trait.READS_LISTS) ? begin(() -> false, times) : null;
        } catch (InterruptedException stopped) {
            throw stopped;
        } catch (Exception failure) {
            violations.add("the fault could not be done: " + failure);
            return null;
        }
    }

    private Injection begin(BooleanSupplier runHasEnded, BiConsumer<Arena.Measured, Duration> times) throws Exception {
        return fault.way().begin(new Arena(cluster, random, runHasEnded, violations::add, times));
    }

    private void awaitReady() throws InterruptedException {
        List<String> notReady = cluster.awaitReady(READY_WITHIN);
        if (!notReady.isEmpty()) {
            violations.add(String.format(
                    Locale.ROOT, "not ready within %d s: %s", READY_WITHIN.toSeconds(), String.join(", ", notReady)));
        }
        cluster.disturbServers(false);
    }
}
