package io.reelsync.source;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What facts must pass before they are believed, whichever route they came by. */
public final class FactGates {
    /** A single name may be damaged at the source itself; more are the answer's own damage. */
    private static final int DAMAGED_TEXTS = 3;

    private FactGates() {}

    /** @throws BrokenPageException where there is no title, letters were lost on the way, or a value can't be */
    public static void require(VideoFacts facts) throws BrokenPageException {
        String title = facts.naming().title();
        if (title == null) {
            throw new BrokenPageException(Reason.NO_STRUCTURE, "no title");
        }
        requireWholeLetters(title, facts);
        requirePlausible(facts);
    }

    private static void requireWholeLetters(String title, VideoFacts facts) throws BrokenPageException {
        if (Encoding.isDamaged(title)) {
            throw new BrokenPageException(Reason.ENCODING, "the title is «" + title + "»");
        }
        List<String> damaged = Stream.of(
                        Stream.of(facts.naming().originalTitle(), facts.summary())
                                .filter(Objects::nonNull)
                                .toList(),
                        facts.naming().aka(),
                        facts.credits().directors(),
                        facts.credits().writers(),
                        facts.credits().actors(),
                        facts.labels().genres(),
                        facts.labels().countries(),
                        facts.labels().languages(),
                        facts.length().runtimes())
                .flatMap(Collection::stream)
                .filter(Encoding::isDamaged)
                .toList();
        if (damaged.size() >= DAMAGED_TEXTS) {
            throw new BrokenPageException(
                    Reason.ENCODING, damaged.size() + " texts are damaged, the first is «" + damaged.get(0) + "»");
        }
    }

    private static void requirePlausible(VideoFacts facts) throws BrokenPageException {
        Optional<String> impossible = facts.rating().impossible();
        if (impossible.isPresent()) {
            throw new BrokenPageException(Reason.IMPLAUSIBLE, impossible.get());
        }
    }
}
