package io.reelsync.standalone;

import io.reelsync.source.Source;
import io.reelsync.source.Sources;
import io.reelsync.startup.StartRefused;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads which feeds are asked for: {@code FEED}, or {@code SOURCE/FEED} where several sources have one of that name. */
final class WantedFeeds {
    private WantedFeeds() {}

    /**
     * The feeds by their sources' names; the first of each source where none is asked for.
     *
     * @throws StartRefused where there is no such feed, or more than one
     */
    static Map<String, List<String>> of(List<String> asked, Sources sources) {
        Map<String, List<String>> wanted = new TreeMap<>();
        if (asked.isEmpty()) {
            sources.all()
                    .forEach(source ->
                            wanted.put(source.name(), source.feedNames().subList(0, 1)));
        }
        for (String feed : new TreeSet<>(asked)) {
            Source source = sourceOf(feed, sources);
            List<String> feeds = wanted.computeIfAbsent(source.name(), name -> new ArrayList<>());
            String name = feed.substring(feed.indexOf('/') + 1);
            if (!feeds.contains(name)) {
                feeds.add(name);
            }
        }
        return wanted;
    }

    private static Source sourceOf(String feed, Sources sources) {
        List<Source> owners = sources.all().stream()
                .filter(source -> source.feedNames().stream()
                        .anyMatch(name -> feed.equals(name) || feed.equals(full(source, name))))
                .toList();
        if (owners.isEmpty()) {
            throw new StartRefused(
                    "there is no feed '" + feed + "': --feeds takes some of " + String.join(",", names(sources)));
        }
        if (owners.size() > 1) {
            throw new StartRefused("more than one source has a feed '" + feed + "': write "
                    + String.join(
                            " or ",
                            owners.stream().map(owner -> full(owner, feed)).toList()));
        }
        return owners.get(0);
    }

    /** What may be asked for, in the shortest form that is clear. */
    private static SortedSet<String> names(Sources sources) {
        SortedSet<String> names = new TreeSet<>();
        for (Source source : sources.all()) {
            for (String feed : source.feedNames()) {
                long owners = sources.all().stream()
                        .filter(other -> other.feedNames().contains(feed))
                        .count();
                names.add(owners == 1 ? feed : full(source, feed));
            }
        }
        return names;
    }

    private static String full(Source source, String feed) {
        return source.name() + "/" + feed;
    }
}
