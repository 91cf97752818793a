package io.reelsync.worker.cover;

import io.reelsync.cover.CoverSettings;
import io.reelsync.cover.CoverStore;
import io.reelsync.cover.CoverWidth;
import io.reelsync.cover.Covers;
import io.reelsync.outage.RepeatedFailures;
import io.reelsync.source.Pictures;
import io.reelsync.source.Source;
import io.reelsync.worker.cover.CoverCounters.Outcome;
import io.reelsync.worker.cover.WantedCovers.Wanted;
import io.reelsync.worker.fetch.LargePages;
import io.reelsync.worker.fetch.PictureAnswer;
import io.reelsync.worker.fetch.PictureExchange;
import io.reelsync.worker.fetch.PictureFailure;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Fetches one poster, makes covers of it, keeps them and settles what came of it. Safe for use by many threads. */
@Component
class MirrorCover {
    private static final Logger log = LoggerFactory.getLogger(MirrorCover.class);
    static final int ATTEMPTS = 5;
    private static final Duration FIRST_DELAY = Duration.ofMinutes(1);
    private static final Duration STORE_AGAIN = Duration.ofMinutes(1);

    private final WantedCovers wantedCovers;
    private final PictureExchange exchange;
    private final CoverStore files;
    private final LargePages largePages;
    private final RandomGenerator random;
    private final Semaphore decoding;
    private final RepeatedFailures storeFailures = new RepeatedFailures(log);
    private final CoverCounters counters;

    MirrorCover(
            WantedCovers wantedCovers,
            PictureExchange exchange,
            CoverStore files,
            CoverSettings settings,
            LargePages largePages,
            CoverCounters counters,
            RandomGenerator random) {
        this.wantedCovers = wantedCovers;
        this.exchange = exchange;
        this.files = files;
        this.largePages = largePages;
        this.random = random;
        this.decoding = new Semaphore(settings.concurrency());
        this.counters = counters;
    }

    void mirror(Source source, Pictures pictures, Wanted wanted) throws InterruptedException {
        Outcome outcome;
        try {
            outcome = outcome(source, pictures, wanted);
        } catch (InterruptedException stopping) {
            wantedCovers.putBack(wanted, Duration.ZERO);
            throw stopping;
        } finally {
            largePages.release();
        }
        counters.count(source, outcome);
    }

    private Outcome outcome(Source source, Pictures pictures, Wanted wanted) throws InterruptedException {
        if (wanted.attempt() > ATTEMPTS) {
            // Each failure that we live to see is settled by its number: these were not.
            return gaveUp(source, wanted, PictureFailure.NEVER_ENDED, ATTEMPTS + " attempts were begun and none ended");
        }
        PictureAnswer answer = exchange.fetch(source, pictures, wanted.address());
        if (answer instanceof PictureAnswer.PutBack putBack) {
            wantedCovers.putBack(wanted, putBack.again());
            return Outcome.PUT_BACK;
        }
        if (answer instanceof PictureAnswer.Failed failed) {
            return failed(source, wanted, failed.why(), failed.detail());
        }
        byte[] picture = ((PictureAnswer.Bytes) answer).content();
        try {
            return kept(wanted, picture, covers(picture));
        } catch (UnusablePictureException unusable) {
            return failed(source, wanted, unusable.failure(), String.valueOf(unusable.getMessage()));
        }
    }

    /** Few at once: a decoded picture takes a hundred times the memory of its bytes. */
    private Map<CoverWidth, byte[]> covers(byte[] picture) throws UnusablePictureException, InterruptedException {
        decoding.acquire();
        try {
            return CoverImages.of(picture);
        } finally {
            decoding.release();
        }
    }

    private Outcome kept(Wanted wanted, byte[] picture, Map<CoverWidth, byte[]> covers) throws InterruptedException {
        String content = Covers.sha256(picture);
        try {
            files.keep(content, covers);
        } catch (InterruptedIOException stopping) {
            throw new InterruptedException("the service stops before a cover is kept");
        } catch (IOException noRoom) {
            storeFailures.tell("A cover could not be kept; it is fetched again in " + STORE_AGAIN, noRoom);
            wantedCovers.putBack(wanted, STORE_AGAIN);
            return Outcome.PUT_BACK;
        }
        wantedCovers.stored(wanted, content);
        return Outcome.STORED;
    }

    private Outcome failed(Source source, Wanted wanted, PictureFailure why, String detail) {
        if (why.isLasting() || wanted.attempt() >= ATTEMPTS) {
            return gaveUp(source, wanted, why, detail);
        }
        Duration again = delay(wanted.attempt());
        wantedCovers.failed(wanted, why, detail, again);
        log.info(
                "{}: no cover of video {} ({}: {}); it will be tried again in {}",
                source.label(),
                wanted.videoId(),
                why,
                detail,
                again);
        return Outcome.FAILED;
    }

    private Outcome gaveUp(Source source, Wanted wanted, PictureFailure why, String detail) {
        wantedCovers.dead(wanted, why, detail);
        log.warn(
                "{}: no cover of video {} ({}: {}); it is given up, and may be wanted anew in a month",
                source.label(),
                wanted.videoId(),
                why,
                detail);
        return Outcome.DEAD;
    }

    /** Four times as long after each attempt; the half of it and at random up to all of it, so that a herd comes apart. */
    private Duration delay(int attempt) {
        long longest = FIRST_DELAY.toMillis() << (2 * (attempt - 1));
        return Duration.ofMillis(longest / 2 + random.nextLong(longest / 2));
    }
}
