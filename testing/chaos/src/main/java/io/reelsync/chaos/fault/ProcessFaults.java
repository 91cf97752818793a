package io.reelsync.chaos.fault;

import io.reelsync.chaos.cluster.Settings;
import io.reelsync.chaos.cluster.SupervisedService;
import io.reelsync.chaos.fault.Fault.Trait;
import io.reelsync.chaos.server.ServerKind;
import io.reelsync.chaos.time.Await;
import io.reelsync.localcluster.ServiceRole;
import io.reelsync.samplesite.SampleSite;
import io.reelsync.samplesite.control.LoggedRequest;
import io.reelsync.samplesite.control.Misbehaviour;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Processes that die, sleep or are restarted. */
final class ProcessFaults {
    static final Duration STOPS_WITHIN = Duration.ofSeconds(20);
    private static final Duration READY_WITHIN = Duration.ofSeconds(60);
    private static final int CATCHES = 4;
    private static final Duration CAUGHT_WITHIN = Duration.ofMillis(2500);
    private static final Duration STANDS_FOR = Duration.ofMillis(1200);
    private static final Duration PAGE_TAKES = Duration.ofMillis(700);

    private ProcessFaults() {}

    static List<Fault> all() {
        return List.of(
                Fault.of("worker-kill", "A worker dies (SIGKILL) while it fetches pages.", ProcessFaults::killWorker),
                Fault.of(
                        "scheduler-kill",
                        "The scheduler that holds the dispatch lock dies (SIGKILL) in the middle of a dispatch.",
                        ProcessFaults::killLeader,
                        Trait.LONG_RUN),
                Fault.of("gateway-kill", "A gateway dies (SIGKILL).", arena -> {
                    SupervisedService victim = arena.draw(ServiceRole.GATEWAY);
                    victim.kill();
                    return Injection.done(victim.name());
                }),
                Fault.of(
                        "worker-freeze",
                        "A worker is stopped (SIGSTOP) for longer than its leases.",
                        arena -> freeze(arena, ServiceRole.WORKER, Settings.LEASE_SECONDS + 2)),
                Fault.of(
                        "scheduler-freeze",
                        "A scheduler is stopped (SIGSTOP) for longer than its lock.",
                        arena -> freeze(arena, ServiceRole.SCHEDULER, Settings.LOCK_SECONDS + 2),
                        Trait.LONG_RUN),
                Fault.of(
                        "gateway-freeze",
                        "A gateway is stopped (SIGSTOP) for five seconds.",
                        arena -> freeze(arena, ServiceRole.GATEWAY, 5)),
                Fault.of(
                        "rolling-restart",
                        "Each service in turn is asked to end (SIGTERM) and started again.",
                        ProcessFaults::restartAll,
                        Trait.LONG_RUN));
    }

    private static Injection freeze(Arena arena, ServiceRole role, int seconds) {
        SupervisedService victim = arena.draw(role);
        victim.freeze();
        return new Injection(victim.name(), Duration.ofSeconds(seconds), victim::thaw);
    }

    /** With pages that take their time, each task in hand has its request at the site. */
    private static Injection killWorker(Arena arena) throws InterruptedException {
        SampleSite site = arena.cluster().site();
        SupervisedService victim = arena.draw(ServiceRole.WORKER);
        site.misbehave("/subject/", Misbehaviour.SLOW, 0, String.valueOf(PAGE_TAKES.toMillis()));
        Await.pause(PAGE_TAKES.multipliedBy(2));
        long killed = System.nanoTime();
        victim.kill();
        Await.until(Duration.ofSeconds(20), () -> {
            site.requests().stream()
                    .filter(request -> isAgain(request, site.requests(), killed))
                    .findFirst()
                    .ifPresent(again -> arena.times()
                            .accept(Arena.Measured.TASK_AGAIN, Duration.ofNanos(again.nanoTime() - killed)));
            return arena.runHasEnded().getAsBoolean()
                    || site.requests().stream().anyMatch(request -> isAgain(request, site.requests(), killed));
        });
        return new Injection(victim.name(), Duration.ZERO, site::behave);
    }

    /** Whether a title is asked for that was on its way already when the worker died. */
    private static boolean isAgain(LoggedRequest request, List<LoggedRequest> all, long killed) {
        return request.nanoTime() > killed
                && all.stream()
                        .anyMatch(other -> other.path().equals(request.path())
                                && other.nanoTime() < killed
                                && other.nanoTime() > killed - PAGE_TAKES.toNanos());
    }

    private static Injection killLeader(Arena arena) throws InterruptedException {
        JdbcClient sql = arena.cluster().servers().sql();
        SupervisedService victim = arena.draw(ServiceRole.SCHEDULER);
        boolean leads = false;
        for (int attempt = 0; attempt < CATCHES && !leads; attempt++) {
            victim.proxyTo(ServerKind.BROKER).mend();
            victim = arena.draw(ServiceRole.SCHEDULER);
            leads = isCaughtLeading(victim, sql);
        }
        Set<Long> before = leases(sql);
        long killed = System.nanoTime();
        victim.kill();
        victim.proxyTo(ServerKind.BROKER).mend();
        boolean again = Await.until(
                Duration.ofSeconds(40), () -> arena.runHasEnded().getAsBoolean() || !before.containsAll(leases(sql)));
        if (leads && again && !arena.runHasEnded().getAsBoolean()) {
            arena.times().accept(Arena.Measured.DISPATCH_AGAIN, Duration.ofNanos(System.nanoTime() - killed));
        }
        return Injection.done(victim.name() + (leads ? "" : " (not leading)"));
    }

    /**
     * A scheduler that waits for the broker's confirms in the middle of a dispatch holds the lock; that shows by the
     * lock's standing for longer than from one dispatch to the next. It may also wait for the broker elsewhere.
     */
    private static boolean isCaughtLeading(SupervisedService scheduler, JdbcClient sql) throws InterruptedException {
        scheduler.proxyTo(ServerKind.BROKER).hang();
        String[] lock = {""};
        long[] since = {System.nanoTime()};
        return Await.until(CAUGHT_WITHIN, () -> {
            String now = lockedAt(sql);
            if (!now.equals(lock[0])) {
                lock[0] = now;
                since[0] = System.nanoTime();
            }
            return System.nanoTime() - since[0] > STANDS_FOR.toNanos();
        });
    }

    private static String lockedAt(JdbcClient sql) {
        return sql.sql("SELECT locked_at FROM shedlock WHERE name = 'dispatch'")
                .query(String.class)
                .optional()
                .orElse("");
    }

    private static Set<Long> leases(JdbcClient sql) {
        return new HashSet<>(sql.sql("SELECT DISTINCT lease FROM subjects WHERE state = 'LEASED'")
                .query(Long.class)
                .list());
    }

    private static Injection restartAll(Arena arena) throws InterruptedException {
        for (SupervisedService service : arena.cluster().services()) {
            if (!service.terminate(STOPS_WITHIN)) {
                arena.violations().accept(notStopped(service));
            }
            Await.pause(Duration.ofSeconds(1));
            if (!Await.until(READY_WITHIN, service::isReady)) {
                arena.violations().accept("%s was not ready within a minute of its restart".formatted(service.name()));
            }
        }
        return Injection.done("all " + arena.cluster().services().size());
    }

    static String notStopped(SupervisedService service) {
        return String.format(
                Locale.ROOT, "%s did not end within %d s of SIGTERM", service.name(), STOPS_WITHIN.toSeconds());
    }
}
