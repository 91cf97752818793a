package io.reelsync.source.douban;

import io.reelsync.source.BrokenPageException;
import io.reelsync.source.ListPage;
import io.reelsync.source.Reason;
import io.reelsync.source.SubjectId;
import io.reelsync.source.VideoFacts;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a page of a list: JSON of the mobile site. Advertisements, books and items without id or title are skipped. */
final class ListReader {
    private static final Set<String> TITLE_TYPES = Set.of("movie", "tv");

    private final JsonMapper json = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .build();

    ListPage read(DoubanFeed feed, byte[] body) throws BrokenPageException {
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
                List.copyOf(subjects.values()), Math.max(0, page.path("total").asInt(0)));
    }

    private JsonNode parse(byte[] body) throws BrokenPageException {
        try {
            return json.readTree(body);
        } catch (JacksonException notJson) {
            throw new BrokenPageException(Reason.BAD_LIST, "the list is no JSON", notJson);
        }
    }

    /** Whether the item is something else than a title: an advertisement, a book, a link to a collection. */
    private static boolean isNoTitle(JsonNode item) {
        return !text(item, "card").map("subject"::equals).orElse(true)
                || !text(item, "type").map(TITLE_TYPES::contains).orElse(true);
    }

    private static Optional<VideoFacts> readItem(DoubanFeed feed, JsonNode item) {
        Optional<SubjectId> subject = text(item, "id").flatMap(ListReader::subject);
        Optional<String> title = text(item, "title").map(Texts::line).filter(line -> !line.isEmpty());
        if (subject.isEmpty() || title.isEmpty()) {
            return Optional.empty();
        }
        String type = text(item, "type").orElse(feed == DoubanFeed.MOVIES ? "movie" : "tv");
        return Optional.of(new VideoFacts(
                subject.get(),
                feed.kindOf(type),
                new VideoFacts.Naming(title.get(), null, List.of()),
                VideoFacts.Release.NONE,
                VideoFacts.Credits.NONE,
                VideoFacts.Labels.NONE,
                VideoFacts.Length.NONE,
                rating(item.path("rating")),
                null,
                null,
                cover(item.path("pic"))));
    }

    private static Optional<SubjectId> subject(String number) {
        try {
            return Optional.of(SubjectId.of(DoubanSource.NAME, number));
        } catch (IllegalArgumentException noNumber) {
            return Optional.empty();
        }
    }

    private static VideoFacts.Rating rating(JsonNode rating) {
        BigDecimal score = text(rating, "value").map(Numbers::score).orElse(null);
        Long votes = text(rating, "count").map(Numbers::count).orElse(null);
        return new VideoFacts.Rating(score != null && Numbers.isScore(score) ? score : null, votes);
    }

    private static @Nullable String cover(JsonNode pic) {
        return text(pic, "normal").or(() -> text(pic, "large")).orElse(null);
    }

    /** A field's text; empty where it is not there, blank, or neither text nor a number. */
    private static Optional<String> text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (!value.isString() && !value.isNumber()) {
            return Optional.empty();
        }
        return Optional.of(value.asString().strip()).filter(text -> !text.isEmpty());
    }
}
