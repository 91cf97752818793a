package io.reelsync.catalog;

import io.reelsync.source.PartialDate;
import io.reelsync.source.VideoFacts;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * When details are owed again after they were stored: soon while a title is new or yet to come, since then its facts
 * still move; rarely afterwards. Spread by a tenth, so that what was stored together does not come due together.
 */
@Component
public class RefreshPolicy {
    private final CatalogSettings.Refresh settings;
    private final Clock clock;
    private final RandomGenerator random;

    RefreshPolicy(CatalogSettings settings, Clock clock, RandomGenerator random) {
        this.settings = settings.refresh();
        this.clock = clock;
        this.random = random;
    }

    /** @param secondBest whether a route that tells less had to do: then soon, as if the title were new */
    public Duration nextLookAfter(VideoFacts facts, boolean secondBest) {
        if (secondBest) {
            return spread(settings.recent());
        }
        VideoFacts.Release release = facts.release();
        return nextLookAfter(release.earliest().map(PartialDate::firstDay).orElse(null), release.year());
    }

    /**
     * The same, from what is stored.
     *
     * @param release the first day of the earliest release, null where none is known
     */
    Duration nextLookAfter(@Nullable LocalDate release, @Nullable Integer year) {
        LocalDate today = LocalDate.now(clock);
        boolean recent = release != null
                ? release.isAfter(today.minusDays(settings.recentFor().toDays()))
                : year == null || year >= today.getYear();
        return spread(recent ? settings.recent() : settings.settled());
    }

    /** For a title that is gone. */
    public Duration nextLookAfterGone() {
        return spread(settings.settled());
    }

    private Duration spread(Duration interval) {
        return Duration.ofMillis((long) (interval.toMillis() * (0.9 + 0.2 * random.nextDouble())));
    }
}
