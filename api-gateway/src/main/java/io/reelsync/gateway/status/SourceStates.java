package io.reelsync.gateway.status;

import com.fasterxml.jackson.annotation.JsonValue;
import io.reelsync.catalog.Subjects;
import io.reelsync.cluster.SourceSignals;
import io.reelsync.limit.CircuitBreaker;
import io.reelsync.limit.CircuitBreaker.Scope;
import io.reelsync.limit.Permits;
import io.reelsync.limit.Rates;
import io.reelsync.limit.TrippedBreaker;
import io.reelsync.outage.Server;
import io.reelsync.outage.Servers;
import io.reelsync.source.Feed;
import io.reelsync.source.Source;
import io.reelsync.source.Sources;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.redisson.client.RedisException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** How each source is dealt with at this moment. */
@Component
class SourceStates {
    private static final Logger log = LoggerFactory.getLogger(SourceStates.class);

    private final Sources sources;
    private final CircuitBreaker breaker;
    private final Permits permits;
    private final Rates rates;
    private final Subjects subjects;
    private final SourceSignals signals;
    private final Servers servers;

    SourceStates(
            Sources sources,
            CircuitBreaker breaker,
            Permits permits,
            Rates rates,
            Subjects subjects,
            SourceSignals signals,
            Servers servers) {
        this.sources = sources;
        this.breaker = breaker;
        this.permits = permits;
        this.rates = rates;
        this.subjects = subjects;
        this.signals = signals;
        this.servers = servers;
    }

    /** Whether anything is asked of a source. */
    enum State {
        OPEN,
        PAUSED;

        @JsonValue
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A pause that stands.
     *
     * @param route which way to details is left alone; empty for the whole source
     */
    record Pause(
            String route,
            Instant since,
            Instant until,
            String reason,
            @Nullable String detail) {}

    /** A server that does not answer this gateway, or takes no writes; nothing is asked of any source without it. */
    record AwayServer(String server, String reason) {}

    /**
     * A list that can be read.
     *
     * @param kind what most of its titles are
     * @param size how many of its titles a run lists where nothing else is asked
     */
    record FeedJson(String name, String kind, int size) {
        static FeedJson of(Feed feed) {
            return new FeedJson(feed.name(), feed.kind().value(), feed.size());
        }
    }

    /**
     * A source as the API tells it.
     *
     * @param attribution what it wants to be said wherever its data is shown
     * @param feeds by name, in the source's order: the first is what a fresh installation keeps up to date
     * @param feedDetails the same feeds in the same order
     * @param rate the most requests in a time that hold now, as {@code 1/6s}
     * @param rateSetting what the settings say, and what holds where nobody has set another
     * @param rateSetAt null where it is the settings'
     * @param rateSetBy null where it is the settings'
     * @param permitsUsedLastMinute null while Redis doesn't answer
     * @param pausedSince null where it is open
     * @param pausedUntil null where it is open
     * @param pauses all that stand, those of single routes included
     * @param serversAway those that work waits for
     * @param queueDepth tasks waiting in the broker; null where no scheduler has seen it
     * @param inHand tasks handed out and not settled
     * @param dueSubjects subjects that owe details; null where no scheduler has counted
     * @param freshness share of the known subjects that owe none
     * @param measuredAt when a scheduler has last looked at what it alone sees
     */
    record SourceJson(
            String name,
            String label,
            @Nullable String attribution,
            List<String> feeds,
            List<FeedJson> feedDetails,
            String rate,
            String rateSetting,
            RateOrigin rateOrigin,
            @Nullable Instant rateSetAt,
            @Nullable String rateSetBy,
            @Nullable Long permitsUsedLastMinute,
            State state,
            @Nullable Instant pausedSince,
            @Nullable Instant pausedUntil,
            @Nullable String pauseReason,
            List<Pause> pauses,
            List<AwayServer> serversAway,
            @Nullable Long queueDepth,
            long inHand,
            @Nullable Long dueSubjects,
            @Nullable Double freshness,
            @Nullable Instant measuredAt) {}

    /** Whether a rate is the settings' or was set since. */
    enum RateOrigin {
        SETTING,
        API;

        @JsonValue
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** All of them, in their order. */
    List<SourceJson> all() {
        return sources.all().stream().map(this::of).toList();
    }

    SourceJson of(Source source) {
        List<Pause> pauses = pauses(source.name());
        Pause closing = closing(source, pauses);
        Rates.Change set = rates.change(source.name()).orElse(null);
        SourceSignals.Measured measured = signals.find(source.name()).orElse(null);
        return new SourceJson(
                source.name(),
                source.label(),
                source.attribution().orElse(null),
                source.feedNames(),
                source.feeds().stream().map(FeedJson::of).toList(),
                rates.of(source).toString(),
                source.rate().toString(),
                set == null ? RateOrigin.SETTING : RateOrigin.API,
                set == null ? null : set.at(),
                set == null ? null : set.by(),
                permitsUsed(source.name()),
                closing == null ? State.OPEN : State.PAUSED,
                closing == null ? null : closing.since(),
                closing == null ? null : closing.until(),
                closing == null ? null : closing.reason(),
                pauses,
                serversAway(),
                measured == null ? null : measured.signals().queueDepth(),
                subjects.inHand(source.name()),
                measured == null ? null : measured.signals().dueSubjects(),
                measured == null ? null : measured.signals().freshness(),
                measured == null ? null : measured.at());
    }

    /** What keeps a source shut: its own pause, or those of all its routes, of which the first to end opens it. */
    private static @Nullable Pause closing(Source source, List<Pause> pauses) {
        List<String> closed = pauses.stream().map(Pause::route).toList();
        if (closed.contains("")) {
            return pauses.get(closed.indexOf(""));
        }
        boolean allRoutes = closed.containsAll(source.routes());
        return allRoutes
                ? pauses.stream().min(Comparator.comparing(Pause::until)).orElse(null)
                : null;
    }

    private List<AwayServer> serversAway() {
        return Arrays.stream(Server.values())
                .flatMap(server ->
                        Stream.ofNullable(servers.reason(server)).map(reason -> new AwayServer(server.tag(), reason)))
                .toList();
    }

    private List<Pause> pauses(String source) {
        return Stream.of(Scope.SOURCE, Scope.ROUTE)
                .flatMap(scope -> breaker.tripped(source, scope).stream())
                .filter(TrippedBreaker::isBlocked)
                .map(standing -> new Pause(
                        standing.key().name(),
                        standing.trippedAt().toInstant(ZoneOffset.UTC),
                        standing.blockedUntil().toInstant(ZoneOffset.UTC),
                        standing.reason(),
                        standing.detail()))
                .toList();
    }

    private @Nullable Long permitsUsed(String source) {
        if (!servers.answers(Server.REDIS)) {
            return null;
        }
        try {
            return permits.usedInLastMinute(source);
        } catch (RedisException noAnswer) {
            log.debug("Redis can't tell the permits of {}", source, noAnswer);
            return null;
        }
    }
}
