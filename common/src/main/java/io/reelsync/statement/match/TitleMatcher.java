package io.reelsync.statement.match;

import io.reelsync.statement.match.Comparison.Verdict;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compares two titles of different sources.
 *
 * <ol>
 *   <li>A film and anything of a series are different, and so are two seasons.
 *   <li>The same IMDb id makes them one, another one keeps them apart.
 *   <li>Else a score from the names, the year and the people decides, within what is unclear.
 * </ol>
 */
public final class TitleMatcher {
    /** From here on two titles are taken for one. */
    static final double LIKELY_FROM = 0.85;
    /** From here on a person is asked. */
    static final double UNSURE_FROM = 0.55;

    private static final double NAME_WEIGHT = 0.45;
    private static final double YEAR_WEIGHT = 0.25;
    private static final double PEOPLE_WEIGHT = 0.30;
    private static final double MORE_EPISODES = 1.25;
    private static final double LONGER = 1.25;
    private static final int LONGER_MINUTES = 15;

    private TitleMatcher() {}

    private enum Seasons {
        SAME,
        UNCLEAR,
        OTHER
    }

    public static Comparison compare(Title one, Title other) {
        Seasons seasons = seasons(one, other);
        boolean kindsKnown = one.kind() != null && other.kind() != null;
        if (kindsKnown && one.isFilm() != other.isFilm() || seasons == Seasons.OTHER) {
            return Comparison.different();
        }
        Set<Reason> reasons = EnumSet.noneOf(Reason.class);
        if (!kindsKnown) {
            reasons.add(Reason.KIND_UNKNOWN);
        }
        if (seasons == Seasons.UNCLEAR) {
            reasons.add(Reason.SEASON_UNCLEAR);
        }
        if (one.imdbId() != null && one.imdbId().equals(other.imdbId())) {
            Verdict verdict = reasons.isEmpty() ? Verdict.SAME : Verdict.UNSURE;
            reasons.add(Reason.SAME_IMDB);
            return new Comparison(verdict, 1, reasons);
        }
        return guess(one, other, reasons);
    }

    private static Comparison guess(Title one, Title other, Set<Reason> reasons) {
        boolean otherIds = one.imdbId() != null && other.imdbId() != null;
        boolean otherParts = areOtherParts(one, other, reasons);
        double year = year(one.year(), other.year(), reasons);
        if (otherParts || year < 0) {
            return Comparison.different();
        }
        double name = name(one, other, reasons);
        if (name == 0) {
            return new Comparison(otherIds ? Verdict.DIFFERENT : Verdict.UNLIKE, 0, Set.of());
        }
        double score = NAME_WEIGHT * name + YEAR_WEIGHT * year + PEOPLE_WEIGHT * people(one, other, reasons);
        double rounded = Math.round(Math.max(0, Math.min(1, score)) * 1000) / 1000.0;
        noteRuntimes(one, other, reasons);
        if (otherIds) {
            reasons.add(Reason.DIFFERENT_IMDB);
            return new Comparison(rounded >= LIKELY_FROM ? Verdict.CONTRADICTED : Verdict.DIFFERENT, rounded, reasons);
        }
        return new Comparison(verdict(rounded, reasons), rounded, reasons);
    }

    private static Verdict verdict(double score, Set<Reason> reasons) {
        if (score < UNSURE_FROM) {
            return Verdict.UNLIKE;
        }
        boolean unclear = reasons.contains(Reason.KIND_UNKNOWN)
                || reasons.contains(Reason.SEASON_UNCLEAR)
                || reasons.contains(Reason.PART_UNCLEAR)
                || reasons.contains(Reason.OTHER_RUNTIME);
        return score >= LIKELY_FROM && !unclear ? Verdict.LIKELY : Verdict.UNSURE;
    }

    /**
     * No season and season 1 are the same only where the other has one season: as many episodes show that. Of two without
     * a season, as many episodes show that neither is a season of the other.
     */
    private static Seasons seasons(Title one, Title other) {
        Integer first = one.namedSeason();
        Integer second = other.namedSeason();
        if (one.isFilm() || other.isFilm() || first != null && first.equals(second)) {
            return Seasons.SAME;
        }
        boolean mayBeTheOnlyOne = (first == null || first == 1) && (second == null || second == 1);
        if (!mayBeTheOnlyOne) {
            return Seasons.OTHER;
        }
        boolean neitherTold = Objects.equals(first, second);
        Integer here = one.episodes();
        Integer there = other.episodes();
        if (here == null || there == null) {
            return neitherTold ? Seasons.SAME : Seasons.UNCLEAR;
        }
        if (here.equals(there)) {
            return Seasons.SAME;
        }
        boolean manyMore = Math.max(here, there) > MORE_EPISODES * Math.min(here, there);
        return manyMore && !neitherTold ? Seasons.OTHER : neitherTold && !manyMore ? Seasons.SAME : Seasons.UNCLEAR;
    }

    /** Notes also where one has a number and the other has none. */
    private static boolean areOtherParts(Title one, Title other, Set<Reason> reasons) {
        Set<Integer> here = parts(one);
        Set<Integer> there = parts(other);
        if (here.isEmpty() && there.isEmpty()) {
            return false;
        }
        if (here.isEmpty() || there.isEmpty()) {
            reasons.add(Reason.PART_UNCLEAR);
            return false;
        }
        return here.stream().noneMatch(there::contains);
    }

    private static Set<Integer> parts(Title title) {
        return title.names().stream().map(Name::part).filter(part -> part > 0).collect(Collectors.toSet());
    }

    /** From 0 to 1; below 0 where they are too far from each other. */
    private static double year(@Nullable Integer one, @Nullable Integer other, Set<Reason> reasons) {
        if (one == null || other == null) {
            reasons.add(Reason.YEAR_UNKNOWN);
            return 0.3;
        }
        int apart = Math.abs(one - other);
        if (apart == 0) {
            reasons.add(Reason.SAME_YEAR);
            return 1;
        }
        reasons.add(Reason.YEAR_BY_ONE);
        return apart == 1 ? 0.6 : -1;
    }

    /** From 0 to 1: a title says more than one of many other names. */
    private static double name(Title one, Title other, Set<Reason> reasons) {
        List<String> titles = bases(one.titles());
        List<String> otherTitles = bases(other.titles());
        if (titles.stream().anyMatch(otherTitles::contains)) {
            reasons.add(Reason.SAME_TITLE);
            return 1;
        }
        Set<String> names = new HashSet<>(bases(one.names()));
        Set<String> otherNames = new HashSet<>(bases(other.names()));
        boolean titleAmongNames = titles.stream().anyMatch(otherNames::contains)
                || otherTitles.stream().anyMatch(names::contains);
        boolean shared = titleAmongNames || names.stream().anyMatch(otherNames::contains);
        if (shared) {
            reasons.add(Reason.SHARED_NAME);
        }
        return titleAmongNames ? 0.9 : shared ? 0.75 : 0;
    }

    private static List<String> bases(List<Name> names) {
        return names.stream().map(Name::base).toList();
    }

    /** From -1, all others, to 1. */
    private static double people(Title one, Title other, Set<Reason> reasons) {
        int directors = People.of(one.directors()).shared(People.of(other.directors()));
        int actors = People.of(one.actors()).shared(People.of(other.actors()));
        if (directors > 0) {
            reasons.add(Reason.SHARED_DIRECTOR);
        }
        if (actors > 0) {
            reasons.add(Reason.SHARED_ACTORS);
        }
        if (directors == 0 || actors == 0) {
            reasons.add(Reason.OTHER_PEOPLE);
        }
        if (directors < 0 && actors < 0) {
            reasons.add(Reason.PEOPLE_UNKNOWN);
        }
        if (directors > 0) {
            return actors == 0 ? 0.4 : actors < 0 ? 0.9 : 1;
        }
        if (directors == 0) {
            return actors > 1 ? 0.3 : actors == 1 ? -0.2 : actors < 0 ? -0.8 : -1;
        }
        return actors > 1 ? 0.9 : actors == 1 ? 0.4 : actors < 0 ? 0 : -0.6;
    }

    /** A short film and the long one that was made of it have much in common. */
    private static void noteRuntimes(Title one, Title other, Set<Reason> reasons) {
        if (one.isFilm() && one.runtime() != null && other.runtime() != null) {
            int longer = Math.max(one.runtime(), other.runtime());
            int shorter = Math.min(one.runtime(), other.runtime());
            if (longer > LONGER * shorter && longer - shorter > LONGER_MINUTES) {
                reasons.add(Reason.OTHER_RUNTIME);
            }
        }
    }
}
