package io.reelsync.samplesite.catalogue;

import io.reelsync.samplesite.invention.Dice;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.LongStream;

/**
 * All titles, a pure function of seed and time: each hour since 1970 brings one, and the newest of them, as many as the
 * size says, are listed. Older ones leave the lists and keep their pages.
 */
public final class Catalogue {
    private static final long RECENT_IDS = 30_000_000;
    private static final int RECENT_STEP = 23;
    private static final long CLASSIC_IDS = 1_300_000;
    private static final int CLASSIC_STEP = 13;

    private final long seed;
    private final int size;
    private final TitleMaker maker;

    public Catalogue(long seed, int size) {
        this.seed = seed;
        this.size = size;
        this.maker = new TitleMaker(seed, this);
    }

    /** The title with this id, where there is one that has entered the site by then. */
    public Optional<Title> find(long id, Instant time) {
        boolean classic = id < RECENT_IDS;
        long hour = (id - (classic ? CLASSIC_IDS : RECENT_IDS)) / (classic ? CLASSIC_STEP : RECENT_STEP);
        boolean known = hour >= 0 && hour <= newestHour(time) && idOf(hour) == id;
        return known ? Optional.of(maker.make(hour)) : Optional.empty();
    }

    /** The listed titles of some kinds, newest first: the hours that {@link #make} makes them of. */
    public LongStream listed(Predicate<TitleKind> kinds, Instant time) {
        long newest = newestHour(time);
        return LongStream.range(0, Math.min(size, newest + 1))
                .map(back -> newest - back)
                .filter(hour -> kinds.test(kindOf(hour)));
    }

    /** The title that entered in this hour. */
    public Title make(long hour) {
        return maker.make(hour);
    }

    /** The id of the title that entered in this hour. */
    public long idOf(long hour) {
        Dice dice = Dice.of(seed, hour, "id");
        return isClassic(hour)
                ? CLASSIC_IDS + hour * CLASSIC_STEP + dice.below(CLASSIC_STEP)
                : RECENT_IDS + hour * RECENT_STEP + dice.below(RECENT_STEP);
    }

    /** Another title of the same kind, with another name: for a page of the wrong one. */
    public Title otherThan(Title title) {
        for (long distance = 1; ; distance++) {
            Title other = maker.make(title.hour() >= distance ? title.hour() - distance : title.hour() + distance);
            if (other.kind() == title.kind()
                    && !other.heading().title().equals(title.heading().title())) {
                return other;
            }
        }
    }

    /** What the title of this hour is called, without its season. */
    public String nameOf(long hour) {
        return maker.name(hour);
    }

    TitleKind kindOf(long hour) {
        return TitleKind.of(Dice.of(seed, hour, "kind").below(100));
    }

    /** Whether it came out long before it entered the lists. */
    boolean isClassic(long hour) {
        return Dice.of(seed, hour, "classic").percent(11);
    }

    private static long newestHour(Instant time) {
        return Duration.between(Instant.EPOCH, time).toHours();
    }
}
