package io.reelsync.source.tmdb;

import io.reelsync.source.BrokenPageException;
import io.reelsync.source.PageText;
import io.reelsync.source.Reason;
import io.reelsync.source.VideoFacts.Rating;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What all answers of the API have in common. A value of another type than expected is one that is not known. */
final class ApiJson {
    private static final JsonMapper JSON = new JsonMapper();

    /** Of a size that can be stored; what isn't of this form is no score. */
    private static final Pattern SCORE = Pattern.compile("-?\\d{1,9}(?:\\.\\d{1,40})?");

    private ApiJson() {}

    /** @param otherwise why it is broken where it isn't one whole JSON object */
    static JsonNode object(byte[] body, Reason otherwise) throws BrokenPageException {
        try {
            JsonNode json = JSON.readTree(body);
            if (json.isObject()) {
                return json;
            }
        } catch (JacksonException notJson) {
            throw new BrokenPageException(otherwise, "the answer is no whole JSON", notJson);
        }
        throw new BrokenPageException(
                otherwise == Reason.TRUNCATED ? Reason.NO_STRUCTURE : otherwise, "the answer is no JSON object");
    }

    /** The same where it may be anything; empty where it is no JSON object. */
    static Optional<JsonNode> objectIn(byte[] body) {
        try {
            return Optional.of(JSON.readTree(body)).filter(JsonNode::isObject);
        } catch (JacksonException notJson) {
            return Optional.empty();
        }
    }

    /** A field's text on one line; empty where there is none to be seen. */
    static Optional<String> text(JsonNode node, String field) {
        return raw(node, field).map(PageText::line).filter(text -> !text.isEmpty());
    }

    /** A field's text with its breaks of lines. */
    static Optional<String> raw(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isString() ? Optional.of(value.asString()) : Optional.empty();
    }

    /** A whole number above 0. */
    static Optional<Integer> count(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isIntegralNumber() && value.canConvertToInt() && value.intValue() > 0
                ? Optional.of(value.intValue())
                : Optional.empty();
    }

    /** The score as it is told, be it possible or not. One that no vote stands behind is none. */
    static Rating rating(JsonNode title) {
        Integer votes = count(title, "vote_count").orElse(null);
        boolean nobody = votes == null && title.path("vote_count").isNumber();
        return new Rating(
                nobody ? null : score(title.path("vote_average")), votes == null ? null : Long.valueOf(votes));
    }

    private static @Nullable BigDecimal score(JsonNode value) {
        if (!value.isNumber() || !SCORE.matcher(value.asString()).matches()) {
            return null;
        }
        BigDecimal score = new BigDecimal(value.asString()).setScale(1, RoundingMode.HALF_UP);
        return score.signum() == 0 ? null : score;
    }
}
