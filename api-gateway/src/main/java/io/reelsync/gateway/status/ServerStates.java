package io.reelsync.gateway.status;

import io.reelsync.cluster.SourceSignals;
import io.reelsync.gateway.status.StatusJson.ServerState;
import io.reelsync.outage.Server;
import io.reelsync.outage.Servers;
import io.reelsync.source.Sources;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Which of the servers that the cluster needs answer. A gateway has nothing to do with RabbitMQ: whether that answers is
 * known by what a scheduler has measured there.
 */
@Component
class ServerStates {
    /** A scheduler measures every few seconds. What is older says nothing of now. */
    private static final Duration MEASURED_WITHIN = Duration.ofMinutes(1);

    private final Servers servers;
    private final SourceSignals signals;
    private final Sources sources;
    private final Clock clock;

    ServerStates(Servers servers, SourceSignals signals, Sources sources, Clock clock) {
        this.servers = servers;
        this.signals = signals;
        this.sources = sources;
        this.clock = clock;
    }

    List<ServerState> all() {
        return Stream.of(own(Server.MYSQL), rabbitMq(), own(Server.REDIS)).toList();
    }

    private ServerState own(Server server) {
        String away = servers.reason(server);
        return new ServerState(server.tag(), away == null, away);
    }

    private ServerState rabbitMq() {
        Optional<SourceSignals.Measured> last = sources.all().stream()
                .flatMap(source -> signals.find(source.name()).stream())
                .max(Comparator.comparing(SourceSignals.Measured::at))
                .filter(measured -> measured.at().isAfter(clock.instant().minus(MEASURED_WITHIN)));
        Boolean up =
                last.map(measured -> measured.signals().queueDepth() != null).orElse(null);
        String detail = up == null || up ? null : "it does not answer the scheduler";
        return new ServerState(Server.RABBITMQ.tag(), up, detail);
    }
}
