package io.reelsync.statement.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.statement.match.Comparison.Verdict;
import io.reelsync.statement.match.MadePairs.MadePair;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TitleMatcherTest {
    private final List<MadePair> pairs = MadePairs.read();

    private static Verdict verdict(MadePair pair) {
        return TitleMatcher.compare(pair.one(), pair.other()).verdict();
    }

    @Test
    void linksNoTwoTitlesThatDiffer() {
        assertThat(pairs).hasSize(600);
        assertThat(pairs)
                .filteredOn(pair -> !pair.same() && verdict(pair).links())
                .isEmpty();
    }

    @Test
    void findsNearlyAllThatAreOne() {
        Map<String, Map<Verdict, Integer>> figures = new TreeMap<>();
        pairs.forEach(pair -> figures.computeIfAbsent(
                        (pair.same() ? "one: " : "two: ") + pair.of(), of -> new EnumMap<>(Verdict.class))
                .merge(verdict(pair), 1, Integer::sum));
        figures.forEach((of, verdicts) -> System.out.println(of + " " + verdicts));
        long ones = pairs.stream().filter(MadePair::same).count();
        long linked = pairs.stream()
                .filter(MadePair::same)
                .filter(pair -> verdict(pair).links())
                .count();
        long found = pairs.stream()
                .filter(MadePair::same)
                .filter(pair -> verdict(pair).isPair())
                .count();
        System.out.printf(Locale.ROOT, "of %d that are one %d are linked, %d wait%n", ones, linked, found - linked);

        assertThat((double) found / ones).isGreaterThanOrEqualTo(0.95);
        assertThat((double) linked / ones).isGreaterThanOrEqualTo(0.75);
    }

    @Test
    void doesNotDependOnWhichIsNamedFirst() {
        assertThat(pairs).allSatisfy(pair -> assertThat(TitleMatcher.compare(pair.other(), pair.one()))
                .isEqualTo(TitleMatcher.compare(pair.one(), pair.other())));
    }

    @Test
    void whateverMayBeOneSharesAKey() {
        assertThat(pairs).filteredOn(pair -> verdict(pair).isPair()).allSatisfy(pair -> assertThat(
                        pair.one().keys())
                .containsAnyElementsOf(pair.other().keys()));
    }

    @Test
    void titlesWithOtherIdsWaitWhereEverythingElseAgrees() {
        assertThat(pairs)
                .filteredOn(pair -> pair.of().equals("other IMDb ids"))
                .hasSize(15)
                .allSatisfy(pair -> assertThat(verdict(pair)).isEqualTo(Verdict.CONTRADICTED));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                "2, 2, 10, 10, SAME",
                "1, 2, 10, 10, DIFFERENT",
                "2, null, 10, 10, DIFFERENT",
                "1, null, 10, 10, SAME",
                "1, null, 10, 73, DIFFERENT",
                "1, null, 12, 13, UNSURE",
                "1, null, 10, null, UNSURE",
                "null, null, 10, null, SAME",
                "null, null, 10, 12, SAME",
                "null, null, 10, 73, UNSURE",
            })
    void theSeasonIsPartOfTheIdentity(
            Integer season, Integer other, Integer episodes, Integer otherEpisodes, Verdict verdict) {
        assertThat(TitleMatcher.compare(series(season, episodes), series(other, otherEpisodes))
                        .verdict())
                .isEqualTo(verdict);
    }

    private static Title series(Integer season, Integer episodes) {
        return new Title(
                "tv", "长桥来信", null, List.of(), 2011, season, episodes, null, "tt0000001", List.of(), List.of());
    }
}
