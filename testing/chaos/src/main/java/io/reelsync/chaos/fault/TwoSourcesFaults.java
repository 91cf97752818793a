package io.reelsync.chaos.fault;

import io.reelsync.chaos.cluster.SupervisedService;
import io.reelsync.chaos.fault.Fault.Trait;
import io.reelsync.chaos.server.ServerKind;
import io.reelsync.chaos.time.Await;
import io.reelsync.localcluster.ServiceRole;
import io.reelsync.samplesite.SampleSite;
import io.reelsync.samplesite.control.Misbehaviour;
import java.time.Duration;
import java.util.List;

/** What happens while two sources are read at once, by the same services. */
final class TwoSourcesFaults {
    private static final String BOTH = "/";
    private static final String SECOND = "/3/";

    private TwoSourcesFaults() {}

    static List<Fault> all() {
        return List.of(
                Fault.of(
                        "two-sources-one-refuses",
                        "The second of two sources answers 429; the first is asked as ever.",
                        arena -> misbehave(arena, SECOND, Misbehaviour.THROTTLED, "1"),
                        Trait.TWO_SOURCES,
                        Trait.SECOND_REFUSES,
                        Trait.SPARES_THE_FIRST,
                        Trait.LONG_RUN),
                Fault.of(
                        "two-sources-one-hangs",
                        "The second of two sources answers three seconds late; the first is asked as ever.",
                        arena -> misbehave(arena, SECOND, Misbehaviour.SLOW, "3000"),
                        Trait.TWO_SOURCES,
                        Trait.SPARES_THE_FIRST,
                        Trait.LONG_RUN),
                Fault.of(
                        "two-sources-both-refuse",
                        "Two sources answer 429 at once.",
                        arena -> misbehave(arena, BOTH, Misbehaviour.THROTTLED, "1"),
                        Trait.TWO_SOURCES,
                        Trait.REFUSES,
                        Trait.SECOND_REFUSES),
                Fault.of(
                        "two-sources-worker-kill",
                        "A worker dies (SIGKILL) while it reads two sources, of which one answers 429.",
                        TwoSourcesFaults::killWorker,
                        Trait.TWO_SOURCES,
                        Trait.SECOND_REFUSES),
                Fault.of(
                        "two-sources-database-kill",
                        "The database dies (SIGKILL) while what two sources say of the same titles is stored.",
                        TwoSourcesFaults::killDatabase,
                        Trait.TWO_SOURCES,
                        Trait.SERVER_AWAY));
    }

    private static Injection misbehave(Arena arena, String addresses, Misbehaviour kind, String argument) {
        SampleSite site = arena.cluster().site();
        site.misbehave(addresses, kind, 0, argument);
        return new Injection("site", lasts(arena), site::behave);
    }

    private static Injection killWorker(Arena arena) throws InterruptedException {
        SampleSite site = arena.cluster().site();
        SupervisedService victim = arena.draw(ServiceRole.WORKER);
        site.misbehave(SECOND, Misbehaviour.THROTTLED, 0, "1");
        Await.pause(Duration.ofMillis(arena.random().nextInt(100, 1000)));
        victim.kill();
        return new Injection(victim.name(), lasts(arena), site::behave);
    }

    private static Injection killDatabase(Arena arena) {
        arena.cluster().kill(ServerKind.DATABASE);
        return new Injection("database", lasts(arena), () -> arena.cluster().revive(ServerKind.DATABASE));
    }

    private static Duration lasts(Arena arena) {
        return Duration.ofMillis(arena.random().nextInt(2500, 4000));
    }
}
