package io.reelsync.source;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A site that we read, as all services know it; how it is read is the {@link SourceReader}'s. Implementations are
 * immutable and safe for use by many threads. Their settings stand below {@code reelsync.<name>}, {@code rate} and
 * {@code list-size} among them.
 */
public interface Source {

    /** The name by which subjects, runs, queues and metrics know this source: lower case letters and digits. */
    String name();

    /** What people call it, for log lines: {@code 豆瓣}. */
    String label();

    /** The pace that the source tolerates. */
    Rate rate();

    /** The lists that can be read; at least one. The first is what a fresh installation keeps up to date. */
    List<Feed> feeds();

    /** How it understands links of further lists, which people may keep as feeds; empty where it knows none. */
    default Optional<ListLinks> listLinks() {
        return Optional.empty();
    }

    /** The names of the ways to a title's details, in the order in which they are tried; at least one. */
    List<String> routes();

    /** What the ids of its titles look like. */
    IdForm ids();

    SourceReader reader();

    /** What the source wants to be said wherever its data is shown, in its own words; empty where it wants nothing. */
    default Optional<String> attribution() {
        return Optional.empty();
    }

    /** The way by which requests leave; empty where they go straight. */
    default Optional<EgressProxy> proxy() {
        return Optional.empty();
    }

    /** Where its titles' pictures are; empty where they are not to be fetched. */
    default Optional<Pictures> pictures() {
        return Optional.empty();
    }

    /**
     * The fields of a video, by their names in the API, of which it knows more than other sources: its word stands there
     * unless merge rules say otherwise.
     */
    default Set<String> knowsBest() {
        return Set.of();
    }

    /**
     * Whether that host shows its titles, to people or to programs: a link that somebody gives us may lead there. Nothing
     * is ever asked of a host for this alone.
     */
    default boolean isAt(String host) {
        return reader().owns(host);
    }

    /**
     * Where people read of a title.
     *
     * @param id one that {@link #ids} allows
     * @return empty where the source has no page for people
     */
    default Optional<URI> pageOf(String id) {
        return Optional.empty();
    }

    default List<String> feedNames() {
        return feeds().stream().map(Feed::name).toList();
    }

    /**
     * How many titles of a feed to list where nothing else is asked.
     *
     * @throws IllegalArgumentException where there is no such feed
     */
    default int listSize(String feed) {
        return feeds().stream()
                .filter(known -> known.name().equals(feed))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + feed + "' is no feed of " + name() + ": it has " + String.join(", ", feedNames())))
                .size();
    }
}
