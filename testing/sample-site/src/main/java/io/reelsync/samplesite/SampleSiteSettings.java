package io.reelsync.samplesite;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a sample site is set up.
 *
 * @param port of 127.0.0.1 to listen on; 0 for any free one
 * @param seed what the catalogue is made from
 * @param size how many titles are listed
 * @param pages a folder of saved pages to show instead of the catalogue
 * @param clock what scores, votes, episodes and new titles follow
 */
public record SampleSiteSettings(
        int port, long seed, int size, @Nullable Path pages, Clock clock) {
    private static final int LARGEST = 400_000;

    /** @throws IllegalArgumentException where a number is out of range */
    public SampleSiteSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("The port is a number from 0 to 65535, not " + port);
        }
        if (size < 1 || size > LARGEST) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "The size is a number from 1 to %d, not %d", LARGEST, size));
        }
    }

    /** Any free port, seed 1, 3,000 titles, the system's clock. */
    public static SampleSiteSettings defaults() {
        return new SampleSiteSettings(0, 1, 3000, null, Clock.systemUTC());
    }

    public SampleSiteSettings withPort(int other) {
        return new SampleSiteSettings(other, seed, size, pages, clock);
    }

    public SampleSiteSettings withSeed(long other) {
        return new SampleSiteSettings(port, other, size, pages, clock);
    }

    public SampleSiteSettings withSize(int other) {
        return new SampleSiteSettings(port, seed, other, pages, clock);
    }

    public SampleSiteSettings withPages(@Nullable Path other) {
        return new SampleSiteSettings(port, seed, size, other, clock);
    }

    public SampleSiteSettings withClock(Clock other) {
        return new SampleSiteSettings(port, seed, size, pages, other);
    }
}
