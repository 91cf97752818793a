package io.reelsync.outage;

import java.time.Duration;
import java.util.Optional;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.util.ErrorHandler;

/**
 * What becomes of a scheduled method's failure. While the database is away the method's thread waits here: there is
 * nothing to schedule, and nothing to say again and again. Where it refused the method's own write, the method is tried
 * again meanwhile. Anything else is told, and comes at its next time.
 */
@Component
public class ScheduledTaskErrorHandler implements ErrorHandler {
    private static final Duration REFUSED_TRY_EVERY = Duration.ofSeconds(5);

    private final RepeatedFailures failures =
            new RepeatedFailures(LoggerFactory.getLogger(ScheduledTaskErrorHandler.class));
    private final Servers servers;

    ScheduledTaskErrorHandler(Servers servers) {
        this.servers = servers;
    }

    @Override
    public void handleError(Throwable failure) {
        try {
            Optional<String> refusal = Outage.refusal(failure);
            if (refusal.isPresent()) {
                servers.refused(Server.MYSQL, refusal.get());
                servers.awaitAnswer(Server.MYSQL, REFUSED_TRY_EVERY);
            } else if (Outage.ofDatabase(failure) && servers.awayLately(Server.MYSQL)) {
                servers.awaitAnswer(Server.MYSQL);
            } else if (!Outage.ofBroker(failure) || !servers.awayLately(Server.RABBITMQ)) {
                failures.tell("A scheduled method failed; it runs again at its next time", failure);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
