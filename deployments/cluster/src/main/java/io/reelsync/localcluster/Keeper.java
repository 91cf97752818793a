package io.reelsync.localcluster;

import io.reelsync.servers.DataFolder;
import io.reelsync.servers.Leftovers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A small process beside a cluster that starts its private servers again when they have died, be it that their disk was
 * full. It holds the cluster's folder only while it starts something, and ends when there is no cluster any more.
 */
final class Keeper {
    private static final String NAME = "keeper";
    private static final Duration LOOKS_EVERY = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    /** Else somebody who looks at the cluster again and again would keep it from being mended. */
    private static final Duration WAITS_FOR_COMMANDS = Duration.ofSeconds(20);

    private Keeper() {}

    /** Starts one for a cluster, unless it has one. */
    static void startFor(DataFolder folder) {
        Path place = folder.resolve(NAME);
        if (Leftovers.in(place).isEmpty()) {
            List<String> command = new ArrayList<>(Launch.java(place));
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), Keeper.class.getName()));
            command.add(folder.path().toString());
            Launch.startProcess(command, Map.of(), place);
        }
    }

    /** Ends a cluster's, so that what ends from now on stays ended. */
    static void endOf(DataFolder folder) {
        Leftovers.reap(folder.resolve(NAME));
    }

    /** @param args the cluster's folder */
    public static void main(String[] args) throws InterruptedException {
        Path place = Path.of(args[0]);
        Duration pause = LOOKS_EVERY;
        while (DataFolder.isOurs(place)) {
            TimeUnit.MILLISECONDS.sleep(pause.toMillis());
            pause = look(place) ? LOOKS_EVERY : longer(pause);
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }

    /** Whether all is well; a command that holds the folder sees to it itself. */
    private static boolean look(Path place) {
        try {
            if (areAlive(place, ClusterState.load(place))) {
                return true;
            }
            startAgain(place);
        } catch (RuntimeException failure) {
            System.out.println(Instant.now() + " Tried again later: " + failure.getMessage());
        }
        // A server that dies again at once is left alone for longer too.
        return false;
    }

    private static boolean areAlive(Path place, Optional<ClusterState> cluster) {
        return cluster.isEmpty()
                || NativeServers.ours(cluster.get().serverPorts()).stream()
                        .noneMatch(name -> Leftovers.in(place.resolve(name)).isEmpty());
    }

    private static void startAgain(Path place) {
        try (DataFolder folder = DataFolder.open(place, WAITS_FOR_COMMANDS)) {
            Optional<ClusterState> cluster = ClusterState.load(place);
            if (cluster.isPresent() && !areAlive(place, cluster)) {
                new NativeServers(folder)
                        .start(
                                cluster.get().environment(),
                                new TreeMap<>(cluster.get().serverPorts()));
                System.out.println(Instant.now() + " A server had died and was started again");
            }
        }
    }
}
