package io.reelsync.chaos.fault;

import io.reelsync.chaos.cluster.Role;
import io.reelsync.chaos.cluster.Service;
import io.reelsync.chaos.fault.Fault.Trait;
import io.reelsync.chaos.time.Waits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Machines whose disk is full or whose clock is wrong. */
final class HostFaults {
    static final String CLOCK_SHIFT = "clock-shift";

    private static final Duration READY_WITHIN = Duration.ofSeconds(60);
    private static final Duration WORKS_SO = Duration.ofSeconds(4);

    private HostFaults() {}

    static List<Fault> all() {
        return List.of(
                Fault.of(
                        "log-disk-full",
                        "A worker starts where the disk of its log is full.",
                        HostFaults::fillLogDisk,
                        Trait.LONG_RUN),
                Fault.of(
                        CLOCK_SHIFT,
                        "A worker and a scheduler start with clocks that are a minute ahead (libfaketime).",
                        HostFaults::shiftClocks,
                        Trait.LONG_RUN));
    }

    private static Injection fillLogDisk(Arena arena) throws InterruptedException {
        Service victim = arena.draw(Role.WORKER);
        victim.restartWith(Map.of(), folder -> replace(folder, true));
        awaitReady(arena, victim);
        return new Injection(
                victim.name(), WORKS_SO, () -> victim.restartWith(Map.of(), folder -> replace(folder, false)));
    }

    /** Puts a log in its place that takes nothing, or the good one back. */
    private static void replace(Path folder, boolean full) {
        Path log = folder.resolve("app.log");
        Path kept = folder.resolve("app.log.kept");
        try {
            if (full) {
                if (Files.exists(log)) {
                    Files.move(log, kept);
                }
                Files.createSymbolicLink(log, Path.of("/dev/full"));
            } else {
                Files.deleteIfExists(log);
                if (Files.exists(kept)) {
                    Files.move(kept, log);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("can't change " + log, e);
        }
    }

    private static Injection shiftClocks(Arena arena) throws InterruptedException {
        Service worker = arena.draw(Role.WORKER);
        Service scheduler = arena.draw(Role.SCHEDULER);
        Map<String, String> ahead = Map.of(
                "LD_PRELOAD", fakeTime().orElseThrow().toString(),
                "FAKETIME", "+60s",
                "FAKETIME_DONT_FAKE_MONOTONIC", "1",
                // Else every timed wait of a JVM ends at once, and it does nothing but wait.
                "FAKETIME_FORCE_MONOTONIC_FIX", "0",
                "NO_FAKE_STAT", "1");
        List<Service> victims = List.of(worker, scheduler);
        victims.forEach(victim -> victim.restartWith(ahead, folder -> {}));
        for (Service victim : victims) {
            awaitReady(arena, victim);
        }
        return new Injection(
                worker.name() + ", " + scheduler.name(),
                WORKS_SO,
                () -> victims.forEach(victim -> victim.restartWith(Map.of(), folder -> {})));
    }

    private static void awaitReady(Arena arena, Service victim) throws InterruptedException {
        if (!Waits.until(READY_WITHIN, victim::isReady)) {
            arena.violations().accept(victim.name() + " did not become ready on such a machine");
        }
    }

    /** The library that shifts a process' clock, where it is installed: the one for programs with threads. */
    static Optional<Path> fakeTime() {
        return Stream.of("/usr/lib", "/usr/local/lib", "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu")
                .map(place -> Path.of(place, "faketime", "libfaketimeMT.so.1"))
                .filter(Files::exists)
                .findFirst();
    }
}
