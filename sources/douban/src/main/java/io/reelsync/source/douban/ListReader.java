package io.reelsync.source.douban;

import io.reelsync.source.BrokenPageException;
import io.reelsync.source.Kind;
import io.reelsync.source.ListPage;
import io.reelsync.source.Reason;
import io.reelsync.source.SubjectId;
import io.reelsync.source.VideoFacts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Reads a page of a list: JSON of the mobile site. Items without id or title are left out, and counted. Advertisements and
 * books are passed over in the site's own lists; in a collection, which may be of books, they count as left out too.
 */
final class ListReader {
    private static final Set<String> TITLE_TYPES = Set.of("movie", "tv");

    private final String name;
    private final String array;
    private final Function<Optional<String>, @Nullable Kind> kindOfType;
    private final boolean countsOthers;

    private ListReader(
            String name, String array, Function<Optional<String>, @Nullable Kind> kindOfType, boolean countsOthers) {
        this.name = name;
        this.array = array;
        this.kindOfType = kindOfType;
        this.countsOthers = countsOthers;
    }

    static ListReader of(DoubanFeed feed) {
        String usual = feed == DoubanFeed.MOVIES ? "movie" : "tv";
        return new ListReader(feed.feedName(), "items", type -> feed.kindOf(type.orElse(usual)), false);
    }

    static ListReader ofCollection(String name) {
        return new ListReader(name, "subject_collection_items", type -> kindInCollection(name, type.orElse("")), true);
    }

    /** What kind of series an item is, the collection's name may tell; where its type isn't told, its details will. */
    private static @Nullable Kind kindInCollection(String name, String type) {
        return switch (type) {
            case "movie" -> Kind.MOVIE;
            case "tv" ->
                name.startsWith("show_")
                        ? Kind.TVSHOW
                        : name.startsWith("tv_animation")
                                ? Kind.ANIME
                                : name.startsWith("tv_documentary") ? Kind.DOC : Kind.TV;
            default -> null;
        };
    }

    /** @param start how many rows of the list stand before the page */
    ListPage read(int start, byte[] body) throws BrokenPageException {
        JsonNode page = parse(body);
        JsonNode items = page.path(array);
        if (!items.isArray()) {
            throw new BrokenPageException(Reason.BAD_LIST, "the list of " + name + " has no array " + array);
        }
        Map<SubjectId, VideoFacts> subjects = new LinkedHashMap<>();
        int others = 0;
        int unreadable = 0;
        for (JsonNode item : items) {
            Optional<VideoFacts> facts = isNoTitle(item) ? Optional.empty() : readItem(item);
            if (facts.isPresent()) {
                subjects.putIfAbsent(facts.get().subject(), facts.get());
            } else if (isNoTitle(item)) {
                others++;
            } else {
                unreadable++;
            }
        }
        if (subjects.isEmpty() && unreadable > 0) {
            throw new BrokenPageException(
                    Reason.BAD_LIST, "none of the " + unreadable + " items of " + name + " is readable");
        }
        return new ListPage(
                List.copyOf(subjects.values()),
                items.size(),
                countsOthers ? unreadable + others : unreadable,
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

    private Optional<VideoFacts> readItem(JsonNode item) {
        Optional<SubjectId> subject = MobileJson.subject(item);
        Optional<String> title = MobileJson.text(item, "title");
        if (subject.isEmpty() || title.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new VideoFacts(
                subject.get(),
                kindOfType.apply(MobileJson.text(item, "type")),
                new VideoFacts.Naming(title.get(), null, List.of()),
                VideoFacts.Release.NONE,
                VideoFacts.Credits.NONE,
                VideoFacts.Labels.NONE,
                length(MobileJson.episodes(item)),
                rating(item),
                null,
                null,
                MobileJson.coverOfItem(item)));
    }

    private static VideoFacts.Length length(MobileJson.Episodes episodes) {
        return new VideoFacts.Length(null, List.of(), null, episodes.all(), null, episodes.out());
    }

    private static VideoFacts.Rating rating(JsonNode item) {
        VideoFacts.Rating rating = MobileJson.rating(item.path("rating"));
        return rating.impossible().isEmpty() ? rating : new VideoFacts.Rating(null, rating.votes());
    }
}
