package io.reelsync.worker.read;

import io.reelsync.source.BrokenPageException;
import io.reelsync.source.PlainName;
import io.reelsync.source.Reason;
import io.reelsync.source.VideoFacts;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Compares a page's title with the one that lists gave. The site is known to feed crawlers another title's facts under
 * the right address; a page is believed where one title begins with the other, since lists shorten names.
 */
public final class TitleCheck {
    private TitleCheck() {}

    /** @throws BrokenPageException where the page speaks of something else */
    public static void check(VideoFacts facts, Optional<String> listed) throws BrokenPageException {
        if (listed.isEmpty() || facts.naming().title() == null) {
            return;
        }
        String expected = PlainName.of(listed.get());
        boolean agrees = Stream.concat(
                        Stream.of(facts.naming().title(), facts.naming().originalTitle()),
                        facts.naming().aka().stream())
                .filter(Objects::nonNull)
                .map(PlainName::of)
                .anyMatch(title -> !title.isEmpty() && (title.startsWith(expected) || expected.startsWith(title)));
        if (!agrees && !expected.isEmpty()) {
            throw new BrokenPageException(
                    Reason.WRONG_TITLE,
                    "the page says «" + facts.naming().title() + "», the list said «" + listed.get() + "»");
        }
    }
}
