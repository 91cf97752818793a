package io.reelsync.limit;

import io.reelsync.limit.CircuitBreaker.Key;
import io.reelsync.limit.CircuitBreaker.Leave;
import io.reelsync.limit.CircuitBreaker.Scope;
import io.reelsync.limit.CircuitBreaker.Trip;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Kinds of video whose pages are suspected to have a changed structure, since most of the last titles that any worker
 * read by one route failed a quality gate: the {@link CircuitBreaker} of a kind. Nothing of theirs is asked for but one
 * probe now and then; one that passes the gates ends the suspicion. So does an operator. A changed layout stops the line,
 * and leaves what is stored alone.
 */
@Component
public class StructureSuspects {
    /** The kind that stands for all kinds: pages failed whatever they were of. */
    public static final String ALL_KINDS = "*";

    private static final Logger log = LoggerFactory.getLogger(StructureSuspects.class);

    private final CircuitBreaker breaker;
    private final FailingTitles titles;

    StructureSuspects(CircuitBreaker breaker, FailingTitles titles) {
        this.breaker = breaker;
        this.titles = titles;
    }

    /**
     * A page that was read.
     *
     * @param kind what is known of the title's kind, by name
     * @param route by which it was asked for: each route has a structure of its own
     */
    public record Page(String source, @Nullable String kind, String route, String title) {
        private List<Key> keys() {
            return StructureSuspects.keys(source, kind);
        }
    }

    /** Asks for leave, just before a request; claims the probe where one is due. */
    public Leave leaveFor(String source, @Nullable String kind) {
        return breaker.ask(keys(source, kind));
    }

    /** The kinds of which nothing is to be handed out now, by name; {@link #ALL_KINDS} where it is all of them. */
    public Set<String> heldBack(String source) {
        return suspected(source, standing -> !standing.isProbeDue());
    }

    /** The kinds that are suspected, by name. */
    public Set<String> of(String source) {
        return suspected(source, standing -> true);
    }

    private Set<String> suspected(String source, Predicate<TrippedBreaker> which) {
        return breaker.tripped(source, Scope.KIND).stream()
                .filter(which)
                .map(standing -> standing.key().name())
                .collect(Collectors.toSet());
    }

    /** Notes a page that passed the gates. */
    public void passed(Page page, boolean probe) {
        page.keys().forEach(key -> titles.passed(page, key.name()));
        if (probe && page.keys().stream().filter(breaker::reset).count() > 0) {
            log.info("A page of {} passed the gates again; {} is handed out again", page.source(), page.kind());
        }
    }

    /** Notes a page that failed a gate. */
    public void failed(Page page, boolean probe, String reason, String detail) {
        Set<String> suspected = of(page.source());
        Trip trip = new Trip(reason, detail, null);
        for (Key key : page.keys()) {
            boolean mostFailed = titles.failed(page, key.name());
            if (!suspected.contains(key.name())) {
                if (mostFailed) {
                    suspect(key, trip);
                }
            } else if (probe) {
                log.info(
                        "The probe of {} (kind {}) failed with {}; the next is due in {}",
                        key.source(),
                        key.name(),
                        reason,
                        breaker.trip(key, trip).blockedFor());
            }
        }
    }

    private void suspect(Key key, Trip trip) {
        log.error(
                "Most of the last titles of {} (kind {}) failed a quality gate, the last with {}: {}. Its layout may"
                        + " have changed: none is asked for but a probe in {}, and then ever more rarely; what is stored stays",
                key.source(),
                key.name(),
                trip.reason(),
                trip.detail(),
                breaker.trip(key, trip).blockedFor());
    }

    /** The probe was not sent, or its answer says nothing of a structure: another may follow. */
    public void releaseProbe(String source, @Nullable String kind) {
        keys(source, kind).forEach(breaker::releaseProbe);
    }

    /** An operator trusts a kind again. */
    public boolean trust(String source, String kind) {
        return breaker.resetByHand(Key.kind(source, kind));
    }

    private static List<Key> keys(String source, @Nullable String kind) {
        Key all = Key.kind(source, ALL_KINDS);
        return kind == null ? List.of(all) : List.of(all, Key.kind(source, kind));
    }
}
