package io.reelsync.outage;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.slf4j.LoggerFactory;

/** What a service knows of a server, and what its log has told of servers from when this was made. */
public final class ReportedOutages {
    private final Servers servers;
    private final Server server;
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    public ReportedOutages(Servers servers, Server server) {
        this.servers = servers;
        this.server = server;
        log.start();
        ((Logger) LoggerFactory.getLogger(ServerWatch.class)).addAppender(log);
    }

    /** Waits until the server is away for a reason that has these words. */
    public void awaitAwayFor(String words) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(servers.reason(server)).contains(words);
            assertThat(servers.answers(server)).isFalse();
        });
    }

    /** Waits until the server is there. */
    public void awaitThere() {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> servers.answers(server));
        assertThat(servers.reason(server)).isNull();
    }

    public List<String> lines() {
        return List.copyOf(log.list).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .filter(line -> line.startsWith(server.label()))
                .toList();
    }
}
