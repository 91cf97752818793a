package io.reelsync.samplesite.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class CatalogueTest {
    private static final Instant NOW = Instant.parse("2026-04-01T10:20:30Z");
    private static final String BASE = "http://site";

    private final Catalogue catalogue = new Catalogue(1, 3000);

    @Test
    void isTheSameForTheSameSeedAndTime() {
        Catalogue again = new Catalogue(1, 3000);

        assertThat(facts(catalogue, NOW)).isEqualTo(facts(again, NOW));
    }

    @Test
    void isAnotherForAnotherSeed() {
        assertThat(facts(new Catalogue(2, 3000), NOW)).doesNotContainAnyElementsOf(facts(catalogue, NOW));
    }

    @Test
    void listsAtLeastFiveHundredFilmsNewestFirst() {
        long[] films = catalogue.listed(TitleKind.MOVIE::equals, NOW).toArray();

        assertThat(films).hasSizeGreaterThan(500);
        assertThat(films).isSortedAccordingTo((one, other) -> Long.compare(other, one));
    }

    @Test
    void givesIdsThatAreDifferentLookRightAndLeadBack() {
        List<Long> ids =
                catalogue.listed(kind -> true, NOW).map(catalogue::idOf).boxed().toList();

        assertThat(ids).hasSize(3000).doesNotHaveDuplicates();
        assertThat(ids).allMatch(id -> String.valueOf(id).matches("\\d{7,8}"));
        assertThat(ids).anyMatch(id -> id < 10_000_000).anyMatch(id -> id >= 10_000_000);
        assertThat(ids).allSatisfy(id -> assertThat(catalogue.find(id, NOW))
                .get()
                .extracting(Title::id)
                .isEqualTo(id));
    }

    @Test
    void knowsNoTitleBeforeItsHour() {
        long next = catalogue.idOf(Duration.between(Instant.EPOCH, NOW).toHours() + 1);

        assertThat(catalogue.find(next, NOW)).isEmpty();
        assertThat(catalogue.find(next, NOW.plus(Duration.ofHours(1)))).isPresent();
    }

    @Test
    void takesInATitleAnHourAtTheTopAndKeepsItsSize() {
        List<Long> before = catalogue.listed(kind -> true, NOW).boxed().toList();
        List<Long> after = catalogue
                .listed(kind -> true, NOW.plus(Duration.ofHours(3)))
                .boxed()
                .toList();

        assertThat(after).hasSameSizeAs(before);
        assertThat(after.subList(3, 3000)).isEqualTo(before.subList(0, 2997));
    }

    @Test
    void movesScoresVotesAndEpisodesAsTimePasses() {
        List<TitleFacts> before = facts(catalogue, NOW);
        List<TitleFacts> after = later(before, Duration.ofDays(1));

        assertThat(changed(before, after, TitleFacts::votes)).isGreaterThan(100);
        assertThat(changed(before, after, TitleFacts::score)).isGreaterThan(30);
        assertThat(changed(before, after, TitleFacts::episodeCount)).isGreaterThan(20);
        assertThat(changed(before, after, TitleFacts::actors)).isZero();
    }

    @Test
    void leavesSomeTitlesAsTheyAre() {
        List<TitleFacts> before = facts(catalogue, NOW);

        assertThat(later(before, Duration.ofDays(2))).anyMatch(before::contains);
    }

    @Test
    void movesNothingWithinTheSameMoment() {
        assertThat(facts(catalogue, NOW.plusMillis(400))).isEqualTo(facts(catalogue, NOW));
    }

    @Test
    void neverTakesEpisodesOrVotesAway() {
        List<TitleFacts> before = facts(catalogue, NOW);
        List<TitleFacts> after = later(before, Duration.ofDays(60));
        for (int at = 0; at < before.size(); at++) {
            assertThat(orZero(after.get(at).episodeCount()))
                    .isGreaterThanOrEqualTo(orZero(before.get(at).episodeCount()));
            assertThat(orZero(after.get(at).votes()))
                    .isGreaterThanOrEqualTo(orZero(before.get(at).votes()));
        }
    }

    @Test
    void givesUnreleasedTitlesTheirScoreWhenTheyAreOut() {
        List<TitleFacts> before = facts(catalogue, NOW).stream()
                .filter(facts -> "尚未上映".equals(facts.noScoreText()))
                .toList();

        assertThat(before).isNotEmpty().allMatch(facts -> facts.score() == null && facts.votes() == null);
        assertThat(later(before, Duration.ofDays(400))).anyMatch(facts -> facts.score() != null);
    }

    @Test
    void findsAnotherTitleOfAnotherName() {
        Title title = catalogue.make(0);
        Title other = catalogue.otherThan(title);

        assertThat(other.id()).isNotEqualTo(title.id());
        assertThat(other.kind()).isEqualTo(title.kind());
        assertThat(other.heading().title()).isNotEqualTo(title.heading().title());
    }

    private static List<TitleFacts> facts(Catalogue catalogue, Instant time) {
        return catalogue
                .listed(kind -> true, time)
                .limit(400)
                .mapToObj(catalogue::make)
                .map(title -> TitleFacts.of(title, time, BASE))
                .toList();
    }

    private List<TitleFacts> later(List<TitleFacts> before, Duration by) {
        Instant time = NOW.plus(by);
        return before.stream()
                .map(facts ->
                        catalogue.find(Long.parseLong(facts.sourceId()), time).orElseThrow())
                .map(title -> TitleFacts.of(title, time, BASE))
                .toList();
    }

    private static long changed(List<TitleFacts> before, List<TitleFacts> after, Function<TitleFacts, Object> fact) {
        long changed = 0;
        for (int at = 0; at < before.size(); at++) {
            changed += Objects.equals(fact.apply(before.get(at)), fact.apply(after.get(at))) ? 0 : 1;
        }
        return changed;
    }

    private static long orZero(Number number) {
        return number == null ? 0 : number.longValue();
    }
}
