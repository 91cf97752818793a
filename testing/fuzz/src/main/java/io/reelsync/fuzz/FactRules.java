package io.reelsync.fuzz;

import io.reelsync.source.SubjectId;
import io.reelsync.source.VideoFacts;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What must be true of facts whatever they were read from. Written without a look at the gates themselves, so that one
 * that is missing is found.
 */
final class FactRules {
    private static final int FIRST_YEAR = 1870;
    private static final int LAST_YEAR = 2026 + 30;

    private FactRules() {}

    /**
     * Checks facts.
     *
     * @param asked the subject that was asked for
     * @param size bytes of the answer: nothing is longer than what it was read from
     * @throws AssertionError where a rule is broken
     */
    static void check(VideoFacts facts, SubjectId asked, int size) {
        require(facts.subject().equals(asked), "another subject", facts.subject());
        require(facts.naming().title() != null, "no title", facts);
        texts(facts).forEach(text -> checkText(text, size));
        lists(facts).forEach(list -> require(list.size() <= size, "more names than bytes", list.size()));
        Integer year = facts.release().year();
        require(year == null || year >= FIRST_YEAR && year <= LAST_YEAR, "the year", year);
        BigDecimal score = facts.rating().score();
        require(
                score == null || score.scale() == 1 && score.signum() > 0 && score.compareTo(BigDecimal.TEN) <= 0,
                "the score",
                score);
        Long votes = facts.rating().votes();
        require(votes == null || votes > 0, "the votes", votes);
        List<BigDecimal> shares = facts.rating().distribution();
        double sum = shares.stream().mapToDouble(BigDecimal::doubleValue).sum();
        require(shares.isEmpty() || shares.size() == 5 && Math.abs(sum - 100) < 0.51, "the shares of stars", shares);
        require(shares.stream().allMatch(share -> share.signum() >= 0), "a share of stars", shares);
        for (Integer number : new Integer[] {
            facts.length().runtime(),
            facts.length().season(),
            facts.length().episodeCount(),
            facts.length().episodeRuntime(),
            facts.length().episodesOut()
        }) {
            require(number == null || number > 0, "a number", number);
        }
        String imdb = facts.imdbId();
        require(imdb == null || imdb.matches("tt\\d{5,10}"), "the number at IMDb", imdb);
        facts.release()
                .earliest()
                .ifPresent(first -> require(
                        facts.release().dates().stream()
                                .noneMatch(one -> one.date().firstDay().isBefore(first.firstDay())),
                        "the earliest date",
                        first));
    }

    private static Stream<String> texts(VideoFacts facts) {
        return Stream.concat(
                        Stream.of(
                                facts.naming().title(),
                                facts.naming().originalTitle(),
                                facts.summary() == null ? null : facts.summary().replace("\n", ""),
                                facts.coverUrl()),
                        Stream.concat(
                                lists(facts).flatMap(Collection::stream),
                                facts.release().dates().stream().map(VideoFacts.ReleaseDate::place)))
                .filter(Objects::nonNull);
    }

    private static Stream<List<String>> lists(VideoFacts facts) {
        return Stream.of(
                facts.naming().aka(),
                facts.credits().directors(),
                facts.credits().writers(),
                facts.credits().actors(),
                facts.labels().genres(),
                facts.labels().countries(),
                facts.labels().languages(),
                facts.length().runtimes());
    }

    private static void checkText(String text, int size) {
        require(!text.isBlank(), "a blank text", text);
        require(text.equals(text.strip()), "space around a text", text);
        require(text.length() <= size, "a text longer than its answer", text.length());
        require(text.chars().noneMatch(Character::isISOControl), "a control character", text);
    }

    private static void require(boolean holds, String what, @Nullable Object value) {
        if (!holds) {
            throw new AssertionError("the facts hold " + what + ": " + value);
        }
    }
}
