package io.reelsync.statement.match;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a source says of a title that tells whether another source's is the same.
 *
 * @param kind a value of {@code videos.type}
 * @param title in the source's language
 * @param originalTitle in its own language
 * @param aka other names
 * @param year of the first release
 * @param season within a series of several; what it means that there is none differs between sources
 * @param episodes how many there are, or will be
 * @param runtime minutes of a film
 * @param actors leading ones first
 */
public record Title(
        @Nullable String kind,
        @Nullable String title,
        @Nullable String originalTitle,
        List<String> aka,
        @Nullable Integer year,
        @Nullable Integer season,
        @Nullable Integer episodes,
        @Nullable Integer runtime,
        @Nullable String imdbId,
        List<String> directors,
        List<String> actors) {
    /** What stands before an id among the keys. */
    public static final String IMDB = "imdb:";

    private static final int LEADING = 8;
    private static final int LONGEST_KEY = 120;

    public Title {
        aka = List.copyOf(aka);
        directors = List.copyOf(directors);
        actors = actors.stream().limit(LEADING).toList();
    }

    /**
     * What titles are found by that may be the same as this one: normalised names, and the IMDb id. None for what has no
     * title: a dataset speaks of a video that is known, and of nothing that could be linked.
     */
    public Set<String> keys() {
        if (title == null) {
            return Set.of();
        }
        Set<String> keys = names().stream()
                .map(Name::base)
                .filter(base -> !base.isEmpty())
                .map(base -> base.length() > LONGEST_KEY
                        ? base.substring(0, base.offsetByCodePoints(0, base.codePointCount(0, LONGEST_KEY)))
                        : base)
                .collect(Collectors.toCollection(TreeSet::new));
        if (imdbId != null) {
            keys.add(IMDB + imdbId);
        }
        return keys;
    }

    /** Changes where something changes that matters. */
    public long fingerprint() {
        long hash = 1;
        for (Object part : new Object[] {
            kind, title, originalTitle, aka, year, season, episodes, runtime, imdbId, directors, actors
        }) {
            hash = 1_000_003 * hash + Objects.hashCode(part);
        }
        return hash;
    }

    /** Its title and its original title. */
    List<Name> titles() {
        return read(Stream.of(title, originalTitle).filter(Objects::nonNull).toList());
    }

    /** All names. */
    List<Name> names() {
        List<Name> names = new ArrayList<>(titles());
        names.addAll(read(aka));
        return names;
    }

    /** As it is told, or as the title names it. */
    @Nullable
    Integer namedSeason() {
        return season != null
                ? season
                : titles().stream()
                        .map(Name::season)
                        .filter(one -> one > 0)
                        .findFirst()
                        .orElse(null);
    }

    boolean isFilm() {
        return "movie".equals(kind);
    }

    private static List<Name> read(Collection<String> names) {
        return names.stream()
                .map(Name::of)
                .filter(name -> !name.base().isEmpty())
                .toList();
    }
}
