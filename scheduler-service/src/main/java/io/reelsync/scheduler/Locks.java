package io.reelsync.scheduler;

import io.reelsync.outage.Outage;
import io.reelsync.outage.RepeatedFailures;
import java.util.Optional;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.LockProvider;
import net.javacrumbs.shedlock.core.SimpleLock;
import net.javacrumbs.shedlock.support.LockException;
import org.slf4j.LoggerFactory;

/** The scheduled methods' locks. That the database refuses them is told once for all, and then once a minute. */
class Locks implements LockProvider {
    private final RepeatedFailures failures = new RepeatedFailures(LoggerFactory.getLogger(Locks.class));
    private final LockProvider provider;

    Locks(LockProvider provider) {
        this.provider = provider;
    }

    @Override
    public Optional<SimpleLock> lock(LockConfiguration wanted) {
        try {
            return provider.lock(wanted);
        } catch (LockException refused) {
            if (Outage.ofDatabase(refused)) {
                throw refused;
            }
            failures.tell(
                    "The database refuses the locks of scheduled methods: nothing is handed out and no schedule fires"
                            + " until it takes them",
                    refused);
            return Optional.empty();
        }
    }
}
