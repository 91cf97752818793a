package io.reelsync.catalog;

import io.reelsync.source.VideoFacts;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.random.RandomGenerator;
import org.springframework.stereotype.Component;

/**
 * When details are owed again after they were stored: soon while a title is new or yet to come, since then its facts
 * still move; rarely afterwards. Spread by a tenth, so that what was stored together does not come due together.
 */
@Component
class RefreshPolicy {
    private final CatalogSettings.Refresh settings;
    private final Clock clock;
    private final RandomGenerator random;

    RefreshPolicy(CatalogSettings settings, Clock clock, RandomGenerator random) {
        this.settings = settings.refresh();
        this.clock = clock;
        this.random = random;
    }

    Duration nextLookAfter(VideoFacts facts) {
        LocalDate newSince = LocalDate.now(clock).minusDays(settings.recentFor().toDays());
        boolean recent = facts.release()
                .earliest()
                .map(date -> date.firstDay().isAfter(newSince))
                .orElseGet(() -> facts.release().year() == null
                        || facts.release().year() >= LocalDate.now(clock).getYear());
        return spread(recent ? settings.recent() : settings.settled());
    }

    /** For a title that is gone. */
    Duration nextLookAfterGone() {
        return spread(settings.settled());
    }

    private Duration spread(Duration interval) {
        return Duration.ofMillis((long) (interval.toMillis() * (0.9 + 0.2 * random.nextDouble())));
    }
}
