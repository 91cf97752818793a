package io.reelsync.doctor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** All checks at once, each for a limited time, so that a server that hangs hides nothing of the others. */
final class Examination {
    private final Duration within;

    /** @param within how long a check may take */
    Examination(Duration within) {
        this.within = within;
    }

    /** What was found, in the order of the checks. */
    List<Finding> of(List<Check> checks) throws InterruptedException {
        ExecutorService threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "doctor");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Started> started = checks.stream()
                    .map(check -> {
                        Findings findings = new Findings(check.server());
                        return new Started(check, findings, threads.submit(() -> {
                            check.look(findings);
                            return null;
                        }));
                    })
                    .toList();
            List<Finding> all = new ArrayList<>();
            long end = System.nanoTime() + within.toNanos();
            for (Started one : started) {
                all.addAll(one.result(end - System.nanoTime()));
            }
            return all;
        } finally {
            threads.shutdownNow();
        }
    }

    private record Started(Check check, Findings findings, Future<?> end) {

        List<Finding> result(long nanos) throws InterruptedException {
            try {
                end.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
            } catch (ExecutionException failure) {
                findings.fail(Finding.words(failure), check.cure());
            } catch (TimeoutException slow) {
                findings.fail("no answer in time", check.cure());
            }
            return findings.take();
        }
    }
}
