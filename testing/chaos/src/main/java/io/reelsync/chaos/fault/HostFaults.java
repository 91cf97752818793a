package io.reelsync.chaos.fault;

import io.reelsync.chaos.cluster.SupervisedService;
import io.reelsync.chaos.fault.Fault.Trait;
import io.reelsync.chaos.time.Await;
import io.reelsync.localcluster.ServiceRole;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Machines whose disk is full or whose clock is wrong. */
final class HostFaults {
    static final String CLOCK_SHIFT = "clock-shift";
    static final String LOG_DISK_FULL = "log-disk-full";

    private static final Duration READY_WITHIN = Duration.ofSeconds(60);
    private static final Duration WORKS_SO = Duration.ofSeconds(4);

    private HostFaults() {}

    static List<Fault> all() {
        return List.of(
                Fault.of(
                        LOG_DISK_FULL,
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
        SupervisedService victim = arena.draw(ServiceRole.WORKER);
        restart(arena, victim, Map.of(), HostFaults::fill);
        awaitReady(arena, victim);
        return new Injection(victim.name(), WORKS_SO, () -> restart(arena, victim, Map.of(), HostFaults::clear));
    }

    /** Puts a log in its place that takes nothing: a device of its own, as the system's is too old for a day's log. */
    private static void fill(Path folder) {
        Path log = folder.resolve("app.log");
        try {
            if (Files.exists(log)) {
                Files.move(log, folder.resolve("app.log.kept"));
            }
            int failed = new ProcessBuilder("mknod", "-m", "666", log.toString(), "c", "1", "7")
                    .start()
                    .waitFor();
            if (failed != 0) {
                throw new IllegalStateException("mknod can't make " + log);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("can't change " + log, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Puts the good one back. */
    private static void clear(Path folder) {
        Path kept = folder.resolve("app.log.kept");
        try {
            if (Files.exists(kept)) {
                Files.move(kept, folder.resolve("app.log"), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("can't change " + kept, e);
        }
    }

    private static Injection shiftClocks(Arena arena) throws InterruptedException {
        Map<String, String> ahead = Map.of(
                "LD_PRELOAD", fakeTime().orElseThrow().toString(),
                "FAKETIME", "+60s",
                "FAKETIME_DONT_FAKE_MONOTONIC", "1",
                // Else every timed wait of a JVM ends at once, and it does nothing but wait.
                "FAKETIME_FORCE_MONOTONIC_FIX", "0",
                "NO_FAKE_STAT", "1");
        List<SupervisedService> victims = List.of(arena.draw(ServiceRole.WORKER), arena.draw(ServiceRole.SCHEDULER));
        victims.forEach(victim -> restart(arena, victim, ahead, folder -> {}));
        for (SupervisedService victim : victims) {
            awaitReady(arena, victim);
        }
        return new Injection(
                victims.stream().map(SupervisedService::name).collect(Collectors.joining(", ")),
                WORKS_SO,
                () -> victims.forEach(victim -> restart(arena, victim, Map.of(), folder -> {})));
    }

    private static void restart(
            Arena arena, SupervisedService victim, Map<String, String> more, Consumer<Path> folderChange) {
        if (!victim.restartWith(more, ProcessFaults.STOPS_WITHIN, folderChange)) {
            arena.violations().accept(ProcessFaults.notStopped(victim));
        }
    }

    private static void awaitReady(Arena arena, SupervisedService victim) throws InterruptedException {
        if (!Await.until(READY_WITHIN, victim::isReady)) {
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

    /** Whether devices may be made here. */
    static boolean mayMakeDevices() {
        return "root".equals(System.getProperty("user.name"));
    }
}
