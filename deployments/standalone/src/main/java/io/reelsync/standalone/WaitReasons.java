package io.reelsync.standalone;

import io.reelsync.limit.Pauses;
import io.reelsync.limit.StructureSuspects;
import io.reelsync.outage.Outage;
import io.reelsync.outage.Server;
import io.reelsync.outage.Servers;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.context.ApplicationContext;

/** What keeps the runs of the one-command mode waiting, in a few words each. */
final class WaitReasons {
    private final EmbeddedServers embedded;
    private final Servers servers;
    private final Pauses pauses;
    private final StructureSuspects suspects;

    WaitReasons(ApplicationContext services, EmbeddedServers embedded) {
        this.embedded = embedded;
        this.servers = services.getBean(Servers.class);
        this.pauses = services.getBean(Pauses.class);
        this.suspects = services.getBean(StructureSuspects.class);
    }

    /** Of what a source's runs wait for; who isn't away can't be asked about the source. */
    List<String> of(String source) {
        List<String> away = away();
        if (!away.isEmpty()) {
            return away;
        }
        try {
            return ofSource(source);
        } catch (RuntimeException noAnswer) {
            refuseUnlessAway(noAnswer);
            return List.of("waiting: the database is away");
        }
    }

    private List<String> ofSource(String source) {
        List<String> waits = new ArrayList<>();
        pauses.find(source)
                .ifPresent(pause -> waits.add("paused until "
                        + pause.blockedUntil().truncatedTo(ChronoUnit.SECONDS) + " UTC: " + pause.reason()));
        Set<String> changed = suspects.of(source);
        if (!changed.isEmpty()) {
            waits.add("held back since its pages look changed: " + String.join(" ", new TreeSet<>(changed)));
        }
        return waits;
    }

    private List<String> away() {
        List<String> waits = new ArrayList<>(embedded.troubles().stream()
                .map(trouble -> "waiting: " + trouble)
                .toList());
        if (waits.isEmpty()) {
            Arrays.stream(Server.values())
                    .filter(server -> !servers.answers(server))
                    .forEach(server ->
                            waits.add("waiting: " + nameOf(server) + " is away (" + servers.reason(server) + ")"));
        }
        return waits;
    }

    private static String nameOf(Server server) {
        return switch (server) {
            case MYSQL -> "the database";
            case RABBITMQ -> "the broker";
            case REDIS -> "Redis";
        };
    }

    /** Passes on every failure but those of a database that is away. */
    void refuseUnlessAway(RuntimeException failure) {
        if (!Outage.ofDatabase(failure)) {
            throw failure;
        }
    }

    /** Tells on the screen which servers are away, and when all are back, until we are to stop. */
    void tell(Screen screen, CountDownLatch stop) throws InterruptedException {
        List<String> told = List.of();
        while (!stop.await(1, TimeUnit.SECONDS)) {
            List<String> now = away();
            if (!now.equals(told)) {
                screen.say(now.isEmpty() ? "All servers answer again." : String.join(", ", now));
                told = now;
            }
        }
    }
}
