package io.reelsync.samplesite.content;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The lists that have links of their own: collections, doulists and wish lists, of the titles that the site lists. */
public final class LinkedLists {
    /** The number of the book that stands third in lists of mixed kinds. */
    public static final String BOOK = "1084336";

    private static final int TOP = 250;
    private static final int WEEKLY = 10;
    private static final int USUAL = 60;
    private static final int BOOKS_PLACE = 2;
    /** As the app names the collections that its share links lead to. */
    private static final String NAMED_BY_THE_APP = "EC[A-Z0-9]{3,20}";

    private static final Set<String> COLLECTIONS = Set.of(
            "movie_top250",
            "movie_showing",
            "movie_real_time_hotest",
            "movie_weekly_best",
            "tv_real_time_hotest",
            "tv_chinese_best_weekly",
            "tv_global_best_weekly",
            "tv_domestic",
            "tv_american",
            "tv_japanese",
            "tv_korean",
            "tv_animation",
            "show_chinese_best_weekly",
            "show_global_best_weekly");

    private final Content content;

    public LinkedLists(Content content) {
        this.content = content;
    }

    /**
     * A title, or a book, as a list shows it.
     *
     * @param type {@code movie}, {@code tv} or {@code book}
     * @param originalTitle empty where it is not known, or the title itself
     */
    public record Entry(
            String id, String type, String title, String originalTitle, double score, long votes, String cover) {
        public boolean isBook() {
            return type.equals("book");
        }
    }

    /** A collection of the mobile site; empty where there is none of that name. */
    public Optional<List<Entry>> collection(String name, String base) {
        if (name.matches(NAMED_BY_THE_APP)) {
            return Optional.of(mixed(USUAL, base));
        }
        if (!COLLECTIONS.contains(name)) {
            return Optional.empty();
        }
        SiteFeed feed = name.startsWith("movie_")
                ? SiteFeed.MOVIES
                : name.startsWith("show_")
                        ? SiteFeed.SHOWS
                        : name.equals("tv_animation") ? SiteFeed.ANIME : SiteFeed.TV;
        int size = name.equals("movie_top250") ? TOP : name.contains("best") ? WEEKLY : USUAL;
        return Optional.of(entries(feed, size, base));
    }

    /** A doulist: films, series and a book. */
    public List<Entry> doulist(String base) {
        return mixed(USUAL, base);
    }

    /** What a user wishes to see. */
    public List<Entry> wishes(String base) {
        return entries(SiteFeed.MOVIES, USUAL / 2, base);
    }

    private List<Entry> mixed(int size, String base) {
        List<Entry> entries = Stream.concat(
                        entries(SiteFeed.MOVIES, size / 2, base).stream(),
                        entries(SiteFeed.TV, size / 2, base).stream())
                .collect(Collectors.toCollection(ArrayList::new));
        entries.add(Math.min(BOOKS_PLACE, entries.size()), new Entry(BOOK, "book", "一本编造的书", "", 8.1, 40, ""));
        return entries;
    }

    private List<Entry> entries(SiteFeed feed, int size, String base) {
        return content.list(feed, 0, size, base).items().stream()
                .map(item -> (JsonNode) JsonMapper.shared().valueToTree(item))
                .map(item -> entry(item, feed, base))
                .toList();
    }

    private Entry entry(JsonNode item, SiteFeed feed, String base) {
        String id = item.path("id").asString();
        String title = item.path("title").asString("");
        String original = id.matches("\\d{1,12}")
                ? content.facts(Long.parseLong(id), base)
                        .map(facts -> facts.originalTitle() == null ? "" : facts.originalTitle())
                        .orElse("")
                : "";
        return new Entry(
                id,
                item.path("type").asString(feed == SiteFeed.MOVIES ? "movie" : "tv"),
                title,
                original.equals(title) ? "" : original,
                item.path("rating").path("value").asDouble(0),
                item.path("rating").path("count").asLong(0),
                item.path("pic").path("normal").asString(""));
    }

    /** The part of a list that stands on one page. */
    public static List<Entry> part(List<Entry> all, int start, int size) {
        return all.stream().skip(start).limit(size).toList();
    }

    /** How a collection of the mobile interface tells an entry. */
    public static Map<String, Object> json(Entry entry, int rank) {
        String section = entry.isBook() ? "book" : "movie";
        return Map.of(
                "id", entry.id(),
                "type", entry.type(),
                "title", entry.title(),
                "original_title", entry.originalTitle(),
                "url", "https://" + section + ".douban.com/subject/" + entry.id() + "/",
                "uri", ListedTitle.uri(entry.type(), entry.id()),
                "card_subtitle", entry.originalTitle(),
                "rating", ListedTitle.Rating.of(entry.score(), entry.votes()),
                "cover", Map.of("url", entry.cover()),
                "ranking_value", rank);
    }
}
