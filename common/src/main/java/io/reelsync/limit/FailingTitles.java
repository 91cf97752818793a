package io.reelsync.limit;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.redisson.api.RedissonClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Tells what fails as a whole, a source or the pages of a kind, from a title that does, by what its neighbours get: of
 * the last titles that any worker asked for, each counted once with its last answer, most have failed. A title that is
 * tried again and again counts no more than one that is asked for once.
 */
@Component
public class FailingTitles {
    private static final Logger log = LoggerFactory.getLogger(FailingTitles.class);
    private static final Script NOTE = new Script("note-answer.lua");
    private static final int LAST_TITLES = 20;
    private static final long NOTE_AFTER_MILLIS = 10_000;

    private final RedissonClient redisson;
    private final LimitSettings settings;
    /** By key in Redis: titles that had an answer, in their order, which Redis hasn't been told yet. */
    private final Map<String, Set<String>> answered = new HashMap<>();

    FailingTitles(RedissonClient redisson, LimitSettings settings) {
        this.redisson = redisson;
        this.settings = settings;
    }

    /** How soon a failure is blamed on the source. */
    public enum Patience {
        /** An error, no answer: sites have such, now and then. */
        USUAL(LAST_TITLES, 10),
        /** A refusal that may be meant for us: to go on would make it worse. */
        LITTLE(5, 3),
        /** The source has given no good answer since it was left alone. */
        AFTER_A_PAUSE(LAST_TITLES, 3);

        private final int last;
        private final int atLeast;

        Patience(int last, int atLeast) {
            this.last = last;
            this.atLeast = atLeast;
        }
    }

    /** Notes that a source had an answer for a title, be it that the title is broken, withheld or gone. */
    public void answered(String source, String title) {
        noteLater(keys(source).titles(), title, LAST_TITLES);
    }

    /**
     * Notes that a source had none.
     *
     * @return whether most of the last titles failed so; the count starts anew then
     */
    public boolean failed(String source, String title, Patience patience) {
        return note(keys(source).titles(), title, LAST_TITLES, patience.last, patience.atLeast);
    }

    /** Notes that a page of a kind passed the gates. */
    void passed(StructureSuspects.Page page, String kind) {
        noteLater(pages(page, kind), page.title(), settings.suspectAfter());
    }

    /** Notes that a page of a kind failed; true if most of the last titles' pages did: the count starts anew then. */
    boolean failed(StructureSuspects.Page page, String kind) {
        int last = settings.suspectAfter();
        return note(pages(page, kind), page.title(), last, last, last / 2);
    }

    /** Counts anew, since what was before a pause says nothing of what is after it. */
    public void forget(String source) {
        String key = keys(source).titles();
        take(key);
        try {
            redisson.getKeys().delete(key);
        } catch (RuntimeException noRedis) {
            log.debug("Redis does not answer; the last answers of {} are counted on", source, noRedis);
        }
    }

    private LimitKeys keys(String source) {
        return LimitKeys.of(settings, source);
    }

    private String pages(StructureSuspects.Page page, String kind) {
        return keys(page.source()).pages(kind, page.route());
    }

    /** Good answers are noted a little later, together; before a bad one at the latest. */
    private void noteLater(String key, String title, int keep) {
        synchronized (answered) {
            Set<String> titles = answered.computeIfAbsent(key, none -> new LinkedHashSet<>());
            if (titles.isEmpty()) {
                CompletableFuture.delayedExecutor(NOTE_AFTER_MILLIS, TimeUnit.MILLISECONDS)
                        .execute(() -> note(key, keep));
            }
            titles.remove(title);
            titles.add(title);
            if (titles.size() > keep) {
                titles.remove(titles.iterator().next());
            }
        }
    }

    private void note(String key, int keep) {
        Set<String> titles = take(key);
        if (!titles.isEmpty()) {
            NOTE.later(redisson, List.of(key), arguments("", titles, keep, 0, 0))
                    .whenComplete((none, noRedis) -> {
                        if (noRedis != null) {
                            log.debug(
                                    "Redis does not answer; how {} titles fared is not counted",
                                    titles.size(),
                                    noRedis);
                        }
                    });
        }
    }

    private boolean note(String key, String failed, int keep, int last, int atLeast) {
        try {
            return NOTE.number(redisson, List.of(key), arguments(failed, take(key), keep, last, atLeast)) == 1;
        } catch (RuntimeException noRedis) {
            // Without Redis there are no permits either: nothing is lost by not counting.
            log.debug("Redis does not answer; how {} fared is not counted", failed, noRedis);
            return false;
        }
    }

    private static Object[] arguments(String failed, Set<String> answered, int keep, int last, int atLeast) {
        return Stream.concat(Stream.of(keep, last, atLeast, failed), answered.stream())
                .toArray();
    }

    private Set<String> take(String key) {
        synchronized (answered) {
            Set<String> titles = answered.remove(key);
            return titles == null ? Set.of() : titles;
        }
    }
}
