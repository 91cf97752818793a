package io.reelsync.source.douban;

import io.reelsync.source.IdForm;
import io.reelsync.source.PageText;
import io.reelsync.source.SubjectId;
import io.reelsync.source.VideoFacts.Rating;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the lists and the titles' details of the mobile site's JSON have in common. */
final class MobileJson {
    static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .build();

    /** Shows are counted by their day as well, which says nothing of their number: 更新至2024-08-15期, 更新至0815期. */
    private static final Pattern EPISODES_SO_FAR =
            Pattern.compile("更(?:新)?[至到]\\s*第?\\s*(?:(?!0\\d{3})(\\d{1,5})(?!\\d|\\s*[-./年月日]))?");

    private static final Pattern ALL_EPISODES =
            Pattern.compile("(?:全|共)\\s*(\\d{1,5})\\s*[集期话話回]|(?<!\\d)(\\d{1,5})\\s*[集期话話回]\\s*全");

    private MobileJson() {}

    /**
     * How many episodes there are, as the site words it: 更新至8集, 全30集, 12集全, 更新至04集 | 共40集.
     *
     * @param out how many are out
     * @param all how many there are at all; null where only those so far are told
     */
    record Episodes(@Nullable Integer out, @Nullable Integer all) {
        static final Episodes UNKNOWN = new Episodes(null, null);

        static Episodes of(String written) {
            String plain = Numbers.plain(written);
            Matcher all = ALL_EPISODES.matcher(plain);
            Integer count = all.find() ? number(all.group(1) != null ? all.group(1) : all.group(2)) : null;
            Matcher soFar = EPISODES_SO_FAR.matcher(plain);
            return new Episodes(soFar.find() ? number(soFar.group(1)) : count, count);
        }

        private static @Nullable Integer number(@Nullable String digits) {
            return digits == null ? null : Numbers.whole(digits);
        }
    }

    /** A field's text on one line; empty where it is not there, blank, or neither text nor a number. */
    static Optional<String> text(JsonNode node, String field) {
        return raw(node, field).map(PageText::line).filter(text -> !text.isEmpty());
    }

    /** A field's text with its breaks of lines. */
    static Optional<String> raw(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isString() || value.isNumber() ? Optional.of(value.asString()) : Optional.empty();
    }

    /** The texts of an array, or of one field of each of its objects; blank ones are left out. */
    static List<String> texts(JsonNode array, @Nullable String field) {
        return array.valueStream()
                .map(item -> field == null ? item : item.path(field))
                .filter(JsonNode::isString)
                .map(item -> PageText.line(item.asString()))
                .filter(text -> !text.isEmpty())
                .toList();
    }

    static Optional<SubjectId> subject(JsonNode node) {
        return text(node, "id").filter(IdForm.NUMBER::allows).map(number -> new SubjectId(DoubanSource.NAME, number));
    }

    /** The score as it is told, be it possible or not. */
    static Rating rating(JsonNode rating) {
        BigDecimal score = text(rating, "value").map(Numbers::score).orElse(null);
        Long votes = text(rating, "count").map(Numbers::count).orElse(null);
        return new Rating(score, votes);
    }

    static @Nullable String cover(JsonNode pic) {
        return Stream.of("normal", "large")
                .flatMap(size -> text(pic, size).stream())
                .filter(address -> !Placeholder.isOne(address))
                .findFirst()
                .orElse(null);
    }

    /** Of an item of a list: the site's own lists and its collections name the picture differently. */
    static @Nullable String coverOfItem(JsonNode item) {
        return Stream.of(
                        Optional.ofNullable(cover(item.path("pic"))),
                        text(item.path("cover"), "url"),
                        text(item, "cover_url"))
                .flatMap(Optional::stream)
                .filter(address -> !Placeholder.isOne(address))
                .findFirst()
                .orElse(null);
    }

    static Episodes episodes(JsonNode node) {
        return text(node, "episodes_info").map(Episodes::of).orElse(Episodes.UNKNOWN);
    }
}
