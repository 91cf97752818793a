package io.reelsync.standalone;

import io.reelsync.run.KeptLists;
import io.reelsync.source.ListLink;
import io.reelsync.source.Source;
import io.reelsync.source.Sources;
import io.reelsync.startup.StartRefused;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads which feeds are asked for: {@code FEED}, or {@code SOURCE/FEED} where several sources have one of that name; or the
 * link of a list that a source understands.
 */
final class WantedFeeds {
    /** What may be a feed's name, with its source's before it; a link has other signs. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_/-]*");

    private WantedFeeds() {}

    /**
     * The feeds by their sources' names; the first of each source where none is asked for. Lists stand there by their links.
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
            Optional<Source> linked = sources.all().stream()
                    .filter(source -> linked(source, feed).isPresent())
                    .findFirst();
            Source source = linked.orElseGet(() -> sourceOf(feed, sources));
            List<String> feeds = wanted.computeIfAbsent(source.name(), name -> new ArrayList<>());
            String name = linked.flatMap(one -> linked(one, feed))
                    .map(ListLink::link)
                    .orElseGet(() -> feed.substring(feed.indexOf('/') + 1));
            if (!feeds.contains(name)) {
                feeds.add(name);
            }
        }
        return wanted;
    }

    private static Optional<ListLink> linked(Source source, String feed) {
        return NAME.matcher(feed).matches()
                ? Optional.empty()
                : source.listLinks().flatMap(links -> links.find(feed));
    }

    /**
     * The names of a source's wanted feeds. Lists that nobody keeps yet are kept from now on.
     *
     * @param size of these
     */
    static List<String> names(Source source, List<String> wanted, KeptLists keptLists, int size) {
        return wanted.stream()
                .map(feed -> linked(source, feed)
                        .map(list -> keptLists
                                .ofLink(source.name(), list.link())
                                .orElseGet(() -> keptLists.add(
                                        source.name(),
                                        keptLists.freeName(source, list),
                                        list.link(),
                                        size,
                                        "reelsync up"))
                                .name())
                        .orElse(feed))
                .toList();
    }

    private static Source sourceOf(String feed, Sources sources) {
        List<Source> owners = sources.all().stream()
                .filter(source -> source.feedNames().stream()
                        .anyMatch(name -> feed.equals(name) || feed.equals(full(source, name))))
                .toList();
        if (owners.isEmpty()) {
            throw new StartRefused("there is no feed '" + feed + "': --feeds takes some of "
                    + String.join(",", names(sources)) + links(sources));
        }
        if (owners.size() > 1) {
            throw new StartRefused("more than one source has a feed '" + feed + "': write "
                    + String.join(
                            " or ",
                            owners.stream().map(owner -> full(owner, feed)).toList()));
        }
        return owners.get(0);
    }

    private static String links(Sources sources) {
        return sources.all().stream()
                .flatMap(source -> source.listLinks().stream())
                .map(links -> ", or " + links.inEnglish())
                .collect(Collectors.joining());
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
