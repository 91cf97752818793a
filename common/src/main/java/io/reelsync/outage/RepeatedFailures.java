package io.reelsync.outage;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.springframework.core.NestedExceptionUtils;

/** Logs a failure with its stack when it is new, and then at most once a minute with how often it came. */
public final class RepeatedFailures {
    private static final long TELL_EVERY = Duration.ofMinutes(1).toNanos();
    private static final int MOST = 100;

    private final Logger log;
    private final Map<String, Told> told = new LinkedHashMap<>();

    public RepeatedFailures(Logger log) {
        this.log = log;
    }

    private static final class Told {
        private long at;
        private int since;
    }

    /** @param what what failed and what happens next */
    public synchronized void tell(String what, Throwable failure) {
        String kind = what + kind(failure);
        Told before = told.get(kind);
        long now = System.nanoTime();
        if (before == null) {
            if (told.size() >= MOST) {
                told.remove(told.keySet().iterator().next());
            }
            before = new Told();
            told.put(kind, before);
            log.error("{}", what, failure);
        } else if (now - before.at >= TELL_EVERY) {
            log.error("{} ({} times since this was last logged): {}", what, before.since + 1, failure.toString());
        } else {
            before.since++;
            return;
        }
        before.at = now;
        before.since = 0;
    }

    /** What the last cause is and where in our code it came; its message may differ each time by a number. */
    private static String kind(Throwable failure) {
        Throwable last = NestedExceptionUtils.getMostSpecificCause(failure);
        String place = Arrays.stream(failure.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("io.reelsync."))
                .map(Objects::toString)
                .findFirst()
                .orElse("");
        return " " + last.getClass().getName() + " " + place;
    }
}
