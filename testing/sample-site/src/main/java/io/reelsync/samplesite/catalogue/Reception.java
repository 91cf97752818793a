package io.reelsync.samplesite.catalogue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * How a title is received: votes that gather and a score that settles while it swings a little.
 *
 * @param since when the votes began to come in
 * @param shown false where the site has switched the rating off
 * @param popularity the votes that it gathers in the end
 * @param atOnce the share of them that it has from the start, 0 to 1
 * @param days the days in which most of the rest come
 * @param score what the score settles at
 * @param drift how far above that it starts
 * @param swing how far the score swings around
 * @param phase where in its swing it starts, in radians
 */
record Reception(
        Instant since,
        boolean shown,
        long popularity,
        double atOnce,
        double days,
        double score,
        double drift,
        double swing,
        double phase) {
    private static final int VOTES_FOR_A_SCORE = 10;

    /** Votes by then; nothing where there is no score to show. */
    @Nullable
    Long votesAt(Instant time) {
        long votes = gatheredBy(time);
        return shown && votes >= VOTES_FOR_A_SCORE ? votes : null;
    }

    /** The score in tenths by then; nothing where too few have voted. */
    @Nullable
    Double scoreAt(Instant time) {
        if (votesAt(time) == null) {
            return null;
        }
        double settling = drift * Math.exp(-daysSince(time) / days);
        double swinging = swing * Math.sin(phase + daysSince(time) * 2 * Math.PI / days);
        return Math.round(Math.max(2.1, Math.min(9.8, score + settling + swinging)) * 10) / 10.0;
    }

    /** The shares of five stars down to one by then, in tenths of a percent; nothing where there is no score. */
    @Nullable
    List<Double> distributionAt(Instant time) {
        Double score = scoreAt(time);
        if (score == null) {
            return null;
        }
        double all = weights(score).sum();
        return weights(score)
                .map(weight -> Math.round(weight / all * 1000) / 10.0)
                .boxed()
                .toList();
    }

    private static DoubleStream weights(double score) {
        return DoubleStream.of(5, 4, 3, 2, 1).map(stars -> Math.exp(-Math.abs(score / 2 - stars)));
    }

    private long gatheredBy(Instant time) {
        if (time.isBefore(since)) {
            return 0;
        }
        double later = (1 - atOnce) * (1 - Math.exp(-daysSince(time) / days));
        return Math.round(popularity * (atOnce + later));
    }

    private double daysSince(Instant time) {
        return Duration.between(since, time).toMinutes() / 1440.0;
    }
}
