package io.reelsync.outage;

import io.reelsync.telemetry.Texts;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.BackOffExecution;

/**
 * Checks one server, every other second and whenever somebody doubts it, and tells once when it
 * stops answering, or taking writes, and once when it does again. While it is away it is asked ever more seldom, by
 * this one thread alone, whatever number of others waits. A question that itself hangs counts as no answer.
 */
final class ServerWatch {
    private static final Logger log = LoggerFactory.getLogger(ServerWatch.class);
    /** It is asked at least so often, whatever writes it takes: the health check tells more. */
    private static final long ASK_ONCE_IN = TimeUnit.SECONDS.toNanos(30);

    private static final long ASK_EVERY = TimeUnit.SECONDS.toMillis(2);
    private static final long ASK_AGAIN_AFTER = 200;
    /** With some chance in it, so that not all services come at once. */
    private static final BackOff PAUSES_WHILE_AWAY = RetryPolicy.builder()
            .delay(Duration.ofMillis(2 * ASK_AGAIN_AFTER))
            .multiplier(2)
            .jitter(Duration.ofMillis(100))
            .maxDelay(Duration.ofSeconds(5))
            .maxRetries(Long.MAX_VALUE)
            .build()
            .getBackOff();
    /** Two questions in a row without an answer, since a connection may have been lost while the server was there. */
    private static final int SILENT_AFTER = 2;

    private static final int LONGEST_REASON = 300;
    private static final long HANGS_AFTER = TimeUnit.SECONDS.toNanos(10);
    /** Longer than a statement may wait for an answer: so late may one fail that began before the server was away. */
    private static final long ECHOES_FOR = TimeUnit.MINUTES.toNanos(3);
    /** Longer than anybody who was refused waits before another try. */
    private static final long REFUSAL_STANDS_FOR = TimeUnit.SECONDS.toNanos(10);

    private final HealthCheck check;
    private final Thread thread;
    private boolean answers = true;
    private boolean stopping;
    private boolean stopped;
    private boolean asking;
    private boolean checkRequested;
    private int silent;
    private long asked;
    private long answered;
    private long askedAt = System.nanoTime();
    private long tookAt = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(ASK_EVERY);
    private long awaySince;
    private boolean wasAway;
    private long backSince;
    private BackOffExecution pauses = PAUSES_WHILE_AWAY.start();
    private String reason = "";
    private boolean refuses;
    private boolean signFailed;
    private @Nullable String refusal;
    private long refusedAt;

    ServerWatch(HealthCheck check) {
        this.check = check;
        thread = new Thread(this::watch, "watch-" + check.of().tag());
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** From now on nobody waits any longer for a server that doesn't answer. */
    synchronized void stopWaiting() {
        stopping = true;
        notifyAll();
    }

    void stop() {
        stopWaiting();
        synchronized (this) {
            stopped = true;
        }
        thread.interrupt();
    }

    /** As far as is known, and without waiting. */
    synchronized boolean answers() {
        return answers && !hangs();
    }

    /** Why it is away, in its own words where it has said any; null while it isn't. */
    synchronized @Nullable String reason() {
        if (answers()) {
            return null;
        }
        return answers ? "no answer within " + TimeUnit.NANOSECONDS.toSeconds(HANGS_AFTER) + " s" : reason;
    }

    /**
     * Notes that it refused to write something. It is away then, though it may pass the health check: until it takes that,
     * or was not seen to refuse anything for a while.
     */
    synchronized void refused(String words) {
        checkRequested = true;
        notifyAll();
        // Where the health check is refused too, that tells of the end as well.
        if (!signFailed) {
            refusal = words;
            refusedAt = System.nanoTime();
        }
    }

    /** Notes that it has just taken a write: what it refused before too, and it need not be asked for a while. */
    synchronized void took() {
        tookAt = System.nanoTime();
        if (refusal != null) {
            refusal = null;
            recordAnswer();
            notifyAll();
        }
    }

    /** Asks anew, unless it is known to be away; answers within seconds. */
    synchronized boolean stillAnswers() throws InterruptedException {
        long next = asked + 1;
        checkRequested = true;
        notifyAll();
        while (answers() && answered < next && !stopping) {
            wait(ASK_EVERY);
        }
        return answers();
    }

    /** Asks anew, unless it is known to be away; answers within seconds. */
    synchronized boolean awayLately() throws InterruptedException {
        return !stillAnswers() || (wasAway && System.nanoTime() - backSince < ECHOES_FOR);
    }

    /** @throws InterruptedException where the service stops before the server answers */
    synchronized void awaitAnswer(Duration atMost) throws InterruptedException {
        if (stillAnswers()) {
            return;
        }
        long began = System.nanoTime();
        while (!answers() && System.nanoTime() - began < atMost.toNanos()) {
            giveUpAtStop();
            wait(ASK_EVERY);
        }
    }

    /** @throws InterruptedException where the service stops while the server is away */
    synchronized void giveUpAtStop() throws InterruptedException {
        if (stopping && !answers()) {
            throw new InterruptedException("the service stops while " + check.of() + " is away");
        }
    }

    private boolean hangs() {
        return asking && System.nanoTime() - askedAt > HANGS_AFTER;
    }

    private void watch() {
        try {
            while (begin()) {
                end(ask());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean begin() {
        checkRequested = false;
        asking = true;
        asked++;
        askedAt = System.nanoTime();
        return !stopped;
    }

    private @Nullable Exception ask() throws InterruptedException {
        try {
            check.run();
            return null;
        } catch (InterruptedException interrupted) {
            throw interrupted;
        } catch (Exception noAnswer) {
            return noAnswer;
        }
    }

    private synchronized void end(@Nullable Exception failure) throws InterruptedException {
        asking = false;
        signFailed = failure != null;
        if (failure != null) {
            refusal = null;
            recordSilence(failure);
        } else if (refusal != null && System.nanoTime() - refusedAt < REFUSAL_STANDS_FOR) {
            check.refusedElsewhere();
            recordSilence(new ReadOnlyServerException(refusal));
        } else {
            refusal = null;
            recordAnswer();
        }
        notifyAll();
        long now = System.nanoTime();
        long until = now + TimeUnit.MILLISECONDS.toNanos(pauseNow());
        long atLast = Math.max(until, now + ASK_ONCE_IN);
        for (long left = 1; left > 0 && !(answers && silent == 0 && checkRequested); ) {
            if (answers && silent == 0) {
                until = Math.min(atLast, Math.max(until, tookAt + TimeUnit.MILLISECONDS.toNanos(ASK_EVERY)));
            }
            left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
            if (left > 0) {
                wait(left);
            }
        }
    }

    private void recordAnswer() {
        answered = asked;
        silent = 0;
        pauses = PAUSES_WHILE_AWAY.start();
        if (!answers) {
            answers = true;
            wasAway = true;
            backSince = System.nanoTime();
            Duration away = Duration.ofNanos(backSince - awaySince);
            log.info(
                    "{} {} again, after {} s",
                    check.of().label(),
                    refuses ? "takes writes" : "answers",
                    away.toSeconds());
        }
    }

    private void recordSilence(Exception failure) {
        silent++;
        if (answers && silent == 1) {
            awaySince = askedAt;
        }
        reason = Texts.cut(Outage.words(failure), LONGEST_REASON);
        if (silent >= SILENT_AFTER && (answers || refuses != failure instanceof ReadOnlyServerException)) {
            answered = asked;
            answers = false;
            refuses = failure instanceof ReadOnlyServerException;
            log.warn(
                    "{} {} ({}); what needs it waits until it does",
                    check.of().label(),
                    refuses ? "takes no writes" : "does not answer",
                    reason);
        }
    }

    private long pauseNow() {
        if (answers) {
            return silent == 0 ? ASK_EVERY : ASK_AGAIN_AFTER;
        }
        return pauses.nextBackOff();
    }
}
