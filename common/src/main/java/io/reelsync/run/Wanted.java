package io.reelsync.run;

import io.reelsync.source.SubjectId;
import java.util.Collection;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToIntFunction;

/**
 * What a run is to read of one source.
 *
 * @param feeds how many titles to list of each feed, by its name
 * @param subjects single titles
 */
public record Wanted(String source, SortedMap<String, Integer> feeds, SortedSet<SubjectId> subjects) {

    /** @param listSize how many titles to list of a feed */
    public static Wanted feeds(String source, Collection<String> feeds, ToIntFunction<String> listSize) {
        SortedMap<String, Integer> sizes = new TreeMap<>();
        feeds.forEach(feed -> sizes.put(feed, listSize.applyAsInt(feed)));
        return new Wanted(source, sizes, new TreeSet<>());
    }

    /** @throws IllegalArgumentException where one can be no source's id */
    public static Wanted subjects(String source, Collection<String> sourceIds) {
        SortedSet<SubjectId> subjects = new TreeSet<>();
        sourceIds.forEach(id -> subjects.add(new SubjectId(source, id)));
        return new Wanted(source, new TreeMap<>(), subjects);
    }
}
