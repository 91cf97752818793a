package io.reelsync.source.douban;

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

    private static final Pattern EPISODES_SO_FAR = Pattern.compile("更(?:新)?至\\s*第?\\s*(\\d{1,5})(?!\\d)");
    private static final Pattern ALL_EPISODES =
            Pattern.compile("(?:全|共)\\s*(\\d{1,5})\\s*[集期话話回]|(?<!\\d)(\\d{1,5})\\s*[集期话話回]\\s*全");

    private MobileJson() {}

    /**
     * How many episodes there are, as the site words it: 更新至8集, 全30集, 12集全.
     *
     * @param out how many are out
     * @param all how many there are at all; null where only those so far are told
     */
    record Episodes(@Nullable Integer out, @Nullable Integer all) {
        static final Episodes UNKNOWN = new Episodes(null, null);

        static Episodes of(String written) {
            Matcher soFar = EPISODES_SO_FAR.matcher(written);
            if (soFar.find()) {
                return new Episodes(Numbers.whole(soFar.group(1)), null);
            }
            Matcher all = ALL_EPISODES.matcher(written);
            if (all.find()) {
                Integer count = Numbers.whole(all.group(1) != null ? all.group(1) : all.group(2));
                return new Episodes(count, count);
            }
            return UNKNOWN;
        }
    }

    /** A field's text on one line; empty where it is not there, blank, or neither text nor a number. */
    static Optional<String> text(JsonNode node, String field) {
        return raw(node, field).map(Texts::line).filter(text -> !text.isEmpty());
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
                .map(item -> Texts.line(item.asString()))
                .filter(text -> !text.isEmpty())
                .toList();
    }

    static Optional<SubjectId> subject(JsonNode node) {
        return text(node, "id").flatMap(number -> {
            try {
                return Optional.of(SubjectId.of(DoubanSource.NAME, number));
            } catch (IllegalArgumentException noNumber) {
                return Optional.empty();
            }
        });
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

    static Episodes episodes(JsonNode node) {
        return text(node, "episodes_info").map(Episodes::of).orElse(Episodes.UNKNOWN);
    }
}
