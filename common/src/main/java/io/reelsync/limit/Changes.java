package io.reelsync.limit;

import io.reelsync.source.Rate;

/**
 * What changes while one caller waits: that the source is left alone, and its rate. What was reserved before is void. For
 * one thread.
 */
final class Changes {
    private final Permits.Request request;
    private final Pauses pauses;
    private final Rates rates;
    private Rates.Standing standing;
    private long heard;

    Changes(Permits.Request request, Pauses pauses, Rates rates) {
        this.request = request;
        this.pauses = pauses;
        this.rates = rates;
        this.standing = new Rates.Standing(request.rate(), 0);
    }

    /** Notes how things stand: later changes are counted from here. Before that, Redis is told the pause that is known. */
    void note() {
        pauses.makeSureThatRedisKnows(request.source());
        note(rates.standing(request.source(), request.rate()));
    }

    /** Notes nothing but that what has changed by now is no reason to ask again at once. */
    void noteFailure() {
        pauses.doubt();
        heard = count(rates.number(request.source()));
    }

    /** Redis knows of a change of the rate that this process doesn't. */
    void noteOtherRate(long number) {
        Rates.Standing now = rates.standingAnew(request.source(), request.rate());
        note(new Rates.Standing(now.rate(), now.number(), number));
    }

    /** Redis has lost its state. */
    void noteLoss() {
        pauses.doubt();
        pauses.makeSureThatRedisKnows(request.source());
        note(rates.standingAnew(request.source(), request.rate()));
    }

    void noteRefusal() {
        pauses.noteRefusal(request.source());
    }

    private void note(Rates.Standing now) {
        standing = now;
        heard = count(now.number());
    }

    Rates.Standing standing() {
        return standing;
    }

    Rate rate() {
        return standing.rate();
    }

    /** Another number after each change that makes void what was reserved before. */
    long heard() {
        return heard;
    }

    /** Whether this process has heard of nothing since it was noted. Asks nobody. */
    boolean areNone() {
        return count(rates.number(request.source())) == heard;
    }

    /** The same, with a look into the database now and then: what is told may be lost on its way. */
    boolean areNoneYet() {
        try {
            rates.standing(request.source(), request.rate());
        } catch (RuntimeException away) {
            return true;
        }
        return areNone();
    }

    private long count(long number) {
        return pauses.heardOf(request.source()) + number;
    }
}
