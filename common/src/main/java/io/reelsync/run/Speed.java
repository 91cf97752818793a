package io.reelsync.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How fast titles of a source are settled just now, by when the last of them were. It contains what no setting tells: how
 * fast the source answers, how many titles need several requests, how busy the machines are.
 *
 * <ol>
 *   <li>The titles that were settled together at the oldest moment are its beginning, and don't count themselves.
 *   <li>A gap several times as long as any other is no part of the pace: the run was held there, or the source left alone.
 *   <li>What is left are titles by time.
 * </ol>
 */
final class Speed {
    private static final int LEAST_TITLES = 8;
    private static final Duration LEAST_TIME = Duration.ofSeconds(2);
    private static final Duration LEAST_HOLD = Duration.ofSeconds(5);
    private static final int HOLD = 4;
    /** Two pauses in a row may stand among the last titles. */
    private static final int HOLDS = 2;

    private Speed() {}

    /**
     * By the recent ones of the titles, where they are enough to tell; else by all.
     *
     * @param ages how long ago each of the last titles was settled, the newest first
     * @param recent the age up to which a title is recent
     * @return the time for one title; empty where there are too few to tell
     */
    static Optional<Duration> timeForOne(List<Duration> ages, Duration recent) {
        return timeForOne(
                        ages.stream().filter(age -> age.compareTo(recent) <= 0).toList())
                .or(() -> timeForOne(ages));
    }

    /**
     * @param ages how long ago each of the last titles was settled, the newest first
     * @return the time for one title; empty where there are too few to tell
     */
    static Optional<Duration> timeForOne(List<Duration> ages) {
        if (ages.size() <= LEAST_TITLES) {
            return Optional.empty();
        }
        Duration oldest = ages.get(ages.size() - 1);
        long titles = ages.stream().filter(age -> age.compareTo(oldest) < 0).count();
        Duration time = timeWithoutHolds(gaps(ages));
        return titles < LEAST_TITLES || time.compareTo(LEAST_TIME) < 0
                ? Optional.empty()
                : Optional.of(time.dividedBy(titles));
    }

    private static List<Duration> gaps(List<Duration> ages) {
        List<Duration> gaps = new ArrayList<>();
        for (int i = 1; i < ages.size(); i++) {
            gaps.add(ages.get(i).minus(ages.get(i - 1)));
        }
        gaps.sort(null);
        return gaps;
    }

    private static Duration timeWithoutHolds(List<Duration> sorted) {
        int kept = sorted.size();
        for (int holds = HOLDS; holds > 0; holds--) {
            int longest = sorted.size() - holds;
            Duration before = sorted.get(longest - 1);
            if (sorted.get(longest).compareTo(LEAST_HOLD) > 0
                    && sorted.get(longest).compareTo(before.multipliedBy(HOLD)) > 0) {
                kept = longest;
                break;
            }
        }
        return sorted.subList(0, kept).stream().reduce(Duration.ZERO, Duration::plus);
    }
}
