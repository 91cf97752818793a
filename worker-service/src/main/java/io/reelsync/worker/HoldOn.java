package io.reelsync.worker;

import io.reelsync.outage.Outage;
import io.reelsync.outage.Server;
import io.reelsync.outage.Servers;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/**
 * Does a task's work, however long the database is away meanwhile: begun anew, work finds its lease and goes on or drops
 * the task. The broker takes back a message that is held too long (by default for half an hour).
 */
@Component
class HoldOn {
    private static final int MOST_TRIES = 8;
    private static final long FIRST_PAUSE = 50;
    private static final long LONGEST_PAUSE = 5_000;

    private final Servers servers;

    HoldOn(Servers servers) {
        this.servers = servers;
    }

    /** What may be begun anew at any time. */
    interface Work {
        void begin() throws InterruptedException;
    }

    /**
     * @throws RuntimeException where it failed otherwise, or no connection lasts though the database answers
     * @throws InterruptedException where the thread is to stop, or the service while the database is away
     */
    void trying(Work work) throws InterruptedException {
        for (int tries = 1; ; tries++) {
            try {
                work.begin();
                return;
            } catch (RuntimeException failure) {
                if (!Outage.ofDatabase(failure)) {
                    throw failure;
                }
                if (!servers.stillAnswers(Server.MYSQL)) {
                    servers.awaitAnswer(Server.MYSQL);
                    tries = 0;
                } else if (tries == MOST_TRIES) {
                    throw failure;
                }
                long longest = Math.min(FIRST_PAUSE << (2 * tries), LONGEST_PAUSE);
                TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextLong(longest / 2, longest));
            }
        }
    }
}
