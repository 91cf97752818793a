package io.reelsync.source.douban;

import io.reelsync.source.BrokenPageException;
import io.reelsync.source.ListPage;
import io.reelsync.source.Reason;
import io.reelsync.source.SubjectId;
import io.reelsync.source.VideoFacts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Reads a page of a list: JSON of the mobile site. Advertisements and books are skipped; items without id or title are
 * left out, and counted.
 */
final class ListReader {
    private static final Set<String> TITLE_TYPES = Set.of("movie", "tv");

    /** @param start how many rows of the list stand before the page */
    ListPage read(DoubanFeed feed, int start, byte[] body) throws BrokenPageException {
        JsonNode page = parse(body);
        JsonNode items = page.path("items");
        if (!items.isArray()) {
            throw new BrokenPageException(Reason.BAD_LIST, "the list of " + feed.feedName() + " has no array of items");
        }
        Map<SubjectId, VideoFacts> subjects = new LinkedHashMap<>();
        int unreadable = 0;
        for (JsonNode item : items) {
            if (isNoTitle(item)) {
                continue;
            }
            Optional<VideoFacts> facts = readItem(feed, item);
            if (facts.isPresent()) {
                subjects.putIfAbsent(facts.get().subject(), facts.get());
            } else {
                unreadable++;
            }
        }
        if (subjects.isEmpty() && unreadable > 0) {
            throw new BrokenPageException(
                    Reason.BAD_LIST, "none of the " + unreadable + " items of " + feed.feedName() + " is readable");
        }
        return new ListPage(
                List.copyOf(subjects.values()),
                items.size(),
                unreadable,
                next(start, items.size(), page.path("total").asInt(0)));
    }

    /** @param total how many rows the list has; nought where it doesn't say, and an empty page is its end */
    private static @Nullable String next(int start, int rows, int total) {
        int read = start + rows;
        return rows == 0 || total > 0 && read >= total ? null : String.valueOf(read);
    }

    private static JsonNode parse(byte[] body) throws BrokenPageException {
        try {
            return MobileJson.JSON.readTree(body);
        } catch (JacksonException notJson) {
            throw new BrokenPageException(Reason.BAD_LIST, "the list is no JSON", notJson);
        }
    }

    /** Whether the item is something else than a title: an advertisement, a book, a link to a collection. */
    private static boolean isNoTitle(JsonNode item) {
        return !MobileJson.text(item, "card").map("subject"::equals).orElse(true)
                || !MobileJson.text(item, "type").map(TITLE_TYPES::contains).orElse(true);
    }

    private static Optional<VideoFacts> readItem(DoubanFeed feed, JsonNode item) {
        Optional<SubjectId> subject = MobileJson.subject(item);
        Optional<String> title = MobileJson.text(item, "title");
        if (subject.isEmpty() || title.isEmpty()) {
            return Optional.empty();
        }
        String type = MobileJson.text(item, "type").orElse(feed == DoubanFeed.MOVIES ? "movie" : "tv");
        return Optional.of(new VideoFacts(
                subject.get(),
                feed.kindOf(type),
                new VideoFacts.Naming(title.get(), null, List.of()),
                VideoFacts.Release.NONE,
                VideoFacts.Credits.NONE,
                VideoFacts.Labels.NONE,
                length(MobileJson.episodes(item)),
                rating(item),
                null,
                null,
                MobileJson.cover(item.path("pic"))));
    }

    private static VideoFacts.Length length(MobileJson.Episodes episodes) {
        return new VideoFacts.Length(null, List.of(), null, episodes.all(), null, episodes.out());
    }

    private static VideoFacts.Rating rating(JsonNode item) {
        VideoFacts.Rating rating = MobileJson.rating(item.path("rating"));
        return rating.impossible().isEmpty() ? rating : new VideoFacts.Rating(null, rating.votes());
    }
}
