package io.reelsync.gateway.web;

import io.reelsync.run.KeptLists;
import io.reelsync.source.Source;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the names of feeds in a request. */
public final class FeedNames {
    private static final int MOST_FEEDS = 100;

    private FeedNames() {}

    /**
     * The names without repetitions; those that can't be are refused with the fields.
     *
     * @param source whose feeds they have to be, its own or kept ones; null where that isn't known
     */
    public static List<String> read(
            Fields fields, String field, JsonNode feeds, @Nullable Source source, KeptLists keptLists) {
        Set<String> read = new LinkedHashSet<>();
        if (!fields.isList(field, feeds, MOST_FEEDS)) {
            return List.of();
        }
        List<String> known = source == null ? List.of() : keptLists.feedNames(source);
        for (int i = 0; i < feeds.size(); i++) {
            JsonNode feed = feeds.get(i);
            if (!feed.isString()) {
                fields.refuse(field + "[" + i + "]", "field.text");
            } else if (source != null && !known.contains(feed.asString())) {
                fields.refuse(
                        field + "[" + i + "]",
                        "run.feed",
                        source.name(),
                        String.join(", ", known.stream().sorted().toList()));
            } else {
                read.add(feed.asString());
            }
        }
        return List.copyOf(read);
    }
}
