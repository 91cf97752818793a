package io.reelsync.samplesite.elsewhere;

import io.reelsync.samplesite.catalogue.TitleFacts;
import io.reelsync.samplesite.invention.Dice;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How others tell of a title otherwise than the site itself: some don't know it, its id at IMDb or its Chinese name, and
 * some have another day. The same title differs the same way each time.
 */
final class Differences {
    private static final int SEED = 20_251;
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern SEASON = Pattern.compile(" 第.{1,3}季");

    private final TitleFacts facts;
    private final long id;

    Differences(TitleFacts facts) {
        this.facts = facts;
        this.id = Long.parseLong(facts.sourceId());
    }

    private Dice dice(String purpose) {
        return Dice.of(SEED, id, purpose);
    }

    /** Whether a title is known there at all. */
    static boolean isKnown(long id) {
        return !Dice.of(SEED, id, "known").percent(15);
    }

    /** Whether there is an older film of a film's name there, which has nothing else to do with it. */
    static boolean hasNamesake(long id) {
        return Dice.of(SEED, id, "namesake").percent(10);
    }

    boolean isFilm() {
        return facts.kind().equals("movie");
    }

    @Nullable
    String imdbId() {
        return dice("imdb").percent(10) ? null : facts.imdbId();
    }

    /** The Chinese name: of a few another one of those that it has, of some none. */
    Optional<String> chineseTitle() {
        List<String> chinese = facts.aka().stream()
                .filter(name -> name.codePoints().anyMatch(Character::isIdeographic))
                .toList();
        if (dice("untranslated").percent(8)) {
            return Optional.empty();
        }
        return Optional.of(
                dice("otherName").percent(15) && !chinese.isEmpty() ? chinese.get(0) : withoutSeason(facts.title()));
    }

    /** A series is all its seasons there. */
    static String withoutSeason(String title) {
        return SEASON.matcher(title).replaceFirst("");
    }

    /** The first day on which it was out: of some the day before. */
    Optional<LocalDate> firstDay() {
        Matcher day = DAY.matcher(facts.firstReleaseDate() == null ? "" : facts.firstReleaseDate());
        return day.find()
                ? Optional.of(LocalDate.parse(day.group()).minusDays(dice("day").percent(20) ? 1 : 0))
                : Optional.empty();
    }

    int seasons() {
        return facts.season() == null ? 1 : facts.season();
    }

    /** Out of ten, a little apart from the site's own. */
    double score() {
        double own = facts.score() == null ? 6.5 : facts.score();
        return Math.max(1, Math.min(9.9, own + (dice("score").below(11) - 5) / 10.0));
    }

    long votes() {
        return 1 + (facts.votes() == null ? 0 : facts.votes() / 7);
    }
}
