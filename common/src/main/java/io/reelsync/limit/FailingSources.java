package io.reelsync.limit;

import java.util.List;
import org.redisson.api.RedissonClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Tells a source that fails from a page that does: a source is failing where most of its last answers to all workers
 * together were errors of its own, or none at all.
 */
@Component
public class FailingSources {
    private static final Logger log = LoggerFactory.getLogger(FailingSources.class);
    private static final Script NOTE = new Script("note-answer.lua");
    private static final int LAST_ANSWERS = 20;
    private static final int AT_LEAST = 10;

    private final RedissonClient redisson;
    private final LimitSettings settings;

    FailingSources(RedissonClient redisson, LimitSettings settings) {
        this.redisson = redisson;
        this.settings = settings;
    }

    /** Notes that a source answered, well or with a refusal. */
    public void answered(String source) {
        note(source, 0);
    }

    /**
     * Notes that a source failed a request.
     *
     * @return whether it has failed most of the last ones; the count starts anew then
     */
    public boolean failed(String source) {
        return note(source, 1);
    }

    private boolean note(String source, int failed) {
        try {
            return NOTE.number(
                            redisson, List.of(LimitKeys.of(settings, source).answers()), failed, LAST_ANSWERS, AT_LEAST)
                    == 1;
        } catch (RuntimeException noRedis) {
            // Without Redis there are no permits either: nothing is lost by not counting.
            log.debug("Redis does not answer; an answer of {} is not counted", source, noRedis);
            return false;
        }
    }
}
