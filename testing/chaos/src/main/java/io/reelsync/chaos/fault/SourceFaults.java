package io.reelsync.chaos.fault;

import io.reelsync.chaos.fault.Fault.Trait;
import io.reelsync.samplesite.SampleSite;
import io.reelsync.samplesite.control.Misbehaviour;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A source that refuses us, or answers with anything but the page. */
final class SourceFaults {
    private static final String PAGES = "/subject/";
    private static final String EVERYTHING = "/";

    private SourceFaults() {}

    static List<Fault> all() {
        List<Fault> all = new ArrayList<>();
        all.add(refusal("source-forbidden", "The source answers 403.", Misbehaviour.FORBIDDEN, ""));
        all.add(refusal(
                "source-throttled", "The source answers 429 with Retry-After: 1.", Misbehaviour.THROTTLED, "1"));
        all.add(refusal(
                "source-challenge", "The source redirects to an anti-robot page.", Misbehaviour.CHALLENGED, ""));
        all.add(refusal(
                "source-login-wall",
                "The source asks to sign in instead of giving pages.",
                Misbehaviour.LOGIN_WALL,
                ""));
        all.add(Fault.of(
                "source-page-challenge",
                "The source redirects to an anti-robot page where a page is asked for; its other route serves.",
                arena -> misbehave(arena, PAGES, Misbehaviour.CHALLENGED, "", 0)));
        all.add(damage("source-unavailable", "The source answers 503.", Misbehaviour.UNAVAILABLE, ""));
        all.add(damage("source-garbage", "Pages are random bytes.", Misbehaviour.GARBAGE, ""));
        all.add(damage("source-half-pages", "Pages end in their middle.", Misbehaviour.TRUNCATED, "50"));
        all.add(damage("source-cut", "Connections are closed in the middle of a page.", Misbehaviour.CUT, ""));
        all.add(damage("source-enormous", "Pages have 50 megabytes.", Misbehaviour.ENORMOUS, "50", 30));
        all.add(damage(
                "source-gzip-bomb", "Pages are small and unpack to 256 megabytes.", Misbehaviour.GZIP_BOMB, "256", 15));
        all.add(damage("source-drip", "Pages come one byte a second.", Misbehaviour.DRIP, "", 8));
        all.add(Fault.of(
                "source-poisoned",
                "Pages hold another title's facts under the asked number.",
                arena -> misbehave(arena, PAGES, Misbehaviour.POISONED, "", 0),
                Trait.DAMAGES_PAGES,
                Trait.LISTED_TITLES));
        all.add(Fault.of(
                "source-slow",
                "Pages come two seconds late.",
                arena -> misbehave(arena, PAGES, Misbehaviour.SLOW, "2000", 0)));
        return all;
    }

    private static Fault refusal(String name, String sentence, Misbehaviour kind, String argument) {
        return Fault.of(name, sentence, arena -> misbehave(arena, EVERYTHING, kind, argument, 0), Trait.REFUSES);
    }

    private static Fault damage(String name, String sentence, Misbehaviour kind, String argument) {
        return damage(name, sentence, kind, argument, 0);
    }

    private static Fault damage(String name, String sentence, Misbehaviour kind, String argument, int times) {
        return Fault.of(name, sentence, arena -> misbehave(arena, PAGES, kind, argument, times), Trait.DAMAGES_PAGES);
    }

    /** @param times for how many answers; 0 for as long as it lasts */
    private static Injection misbehave(Arena arena, String addresses, Misbehaviour kind, String argument, int times) {
        SampleSite site = arena.cluster().site();
        site.misbehave(addresses, kind, times, argument);
        return new Injection("site", Duration.ofMillis(arena.random().nextInt(2500, 4000)), site::behave);
    }
}
