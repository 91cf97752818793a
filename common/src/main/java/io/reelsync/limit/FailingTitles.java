package io.reelsync.limit;

import java.util.List;
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

    private final RedissonClient redisson;
    private final LimitSettings settings;

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
        failed(source, title, 0, Patience.USUAL);
    }

    /**
     * Notes that a source had none.
     *
     * @return whether most of the last titles failed so; the count starts anew then
     */
    public boolean failed(String source, String title, Patience patience) {
        return failed(source, title, 1, patience);
    }

    private boolean failed(String source, String title, int failed, Patience patience) {
        return note(keys(source).titles(), title, failed, LAST_TITLES, patience.last, patience.atLeast);
    }

    /** Notes how a page of a kind fared; true where most of the last titles' pages failed: the count starts anew then. */
    boolean failed(StructureSuspects.Page page, String kind, boolean failed) {
        int last = settings.suspectAfter();
        return note(keys(page.source()).pages(kind, page.route()), page.title(), failed ? 1 : 0, last, last, last / 2);
    }

    /** Counts anew, since what was before a pause says nothing of what is after it. */
    public void forget(String source) {
        try {
            redisson.getKeys().delete(keys(source).titles());
        } catch (RuntimeException noRedis) {
            log.debug("Redis does not answer; the last answers of {} are counted on", source, noRedis);
        }
    }

    private LimitKeys keys(String source) {
        return LimitKeys.of(settings, source);
    }

    private boolean note(String key, String title, int failed, int keep, int last, int atLeast) {
        try {
            return NOTE.number(redisson, List.of(key), title, failed, keep, last, atLeast) == 1;
        } catch (RuntimeException noRedis) {
            // Without Redis there are no permits either: nothing is lost by not counting.
            log.debug("Redis does not answer; how {} fared is not counted", title, noRedis);
            return false;
        }
    }
}
