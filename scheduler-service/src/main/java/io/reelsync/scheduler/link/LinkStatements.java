package io.reelsync.scheduler.link;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.reelsync.statement.link.Linker;
import io.reelsync.statement.match.Pair.State;
import io.reelsync.telemetry.MetricNames;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.javacrumbs.shedlock.core.LockAssert;
import net.javacrumbs.shedlock.spring.annotation.SchedulerLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Has statements linked that are new or have changed, a batch at a time. What a turn leaves waits for the next one. */
@Component
class LinkStatements {
    private static final Logger log = LoggerFactory.getLogger(LinkStatements.class);
    private static final int STATEMENTS_AT_ONCE = 200;
    /** Others may go on after so many. */
    private static final int BATCHES_AT_ONCE = 20;

    private static final String REMOVED = "removed";

    private final Linker linker;
    private final Map<String, Counter> counters;

    LinkStatements(Linker linker, MeterRegistry meters) {
        this.linker = linker;
        this.counters = Stream.of(name(State.LINKED), name(State.GUESSED), name(State.WAITING), REMOVED)
                .collect(Collectors.toMap(Function.identity(), state -> Counter.builder(MetricNames.LINKS)
                        .tag("state", state)
                        .description("Pairs of titles that came to a state")
                        .register(meters)));
    }

    @Scheduled(fixedDelayString = "1s")
    @SchedulerLock(name = "link", lockAtMostFor = "5m")
    public void link() {
        LockAssert.assertLocked();
        for (int batch = 0; batch < BATCHES_AT_ONCE; batch++) {
            Linker.Report report;
            try {
                report = linker.linkNext(STATEMENTS_AT_ONCE);
            } catch (PessimisticLockingFailureException inUse) {
                log.info("A batch of titles is in use; it will be linked in the next turn");
                return;
            }
            if (report.looked() == 0) {
                return;
            }
            count(report);
        }
    }

    private void count(Linker.Report report) {
        report.found().forEach((state, pairs) -> increment(name(state), pairs));
        increment(REMOVED, report.removed());
        log.info(
                "Looked for {} titles at other sources: {} pairs linked by their id, {} guessed, {} wait for a person,"
                        + " {} are none any more; {} videos joined, {} split; the rest follows at once",
                report.looked(),
                report.found().getOrDefault(State.LINKED, 0),
                report.found().getOrDefault(State.GUESSED, 0),
                report.found().getOrDefault(State.WAITING, 0),
                report.removed(),
                report.joined(),
                report.split());
    }

    private void increment(String state, int by) {
        Counter counter = counters.get(state);
        if (counter != null) {
            counter.increment(by);
        }
    }

    private static String name(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
