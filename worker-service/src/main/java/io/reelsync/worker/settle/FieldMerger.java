package io.reelsync.worker.settle;

import io.reelsync.catalog.VideoField;
import io.reelsync.source.Kind;
import io.reelsync.source.PictureAddress;
import io.reelsync.source.VideoFacts.Provenance;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What stands of one field after new facts: an empty fact never replaces a stored one; what a route that tells less says
 * never replaces what holds all of it, nor, where that is fresh, what a better route told. What moves by itself follows
 * the latest word.
 */
final class FieldMerger {
    private static final JsonMapper JSON = JsonMapper.shared();

    private FieldMerger() {}

    /**
     * @param found what the facts say, null where they say nothing
     * @param provenance of the facts
     * @param toldBetter whether a better route told the stored facts not long ago
     */
    static @Nullable Object merge(
            VideoField field,
            @Nullable Object stored,
            @Nullable Object found,
            Provenance provenance,
            boolean toldBetter) {
        if (found == null || stored == null) {
            return found == null ? stored : found;
        }
        if (field == VideoField.COVER_URL) {
            return PictureAddress.isSame((String) stored, (String) found) ? stored : found;
        }
        if (field == VideoField.KIND) {
            return mergeKind(stored, found, toldBetter);
        }
        boolean stands = !field.movesByItself()
                && !hasGrown(field, stored, found, provenance)
                && (toldBetter || provenance.partial() && isContained(field, found, stored));
        return stands ? stored : found;
    }

    /** A series only gains episodes: of two counts the larger is the later, whichever route told it. */
    private static boolean hasGrown(VideoField field, Object stored, Object found, Provenance provenance) {
        boolean details = !provenance.route().isEmpty();
        return field.grows() && details && (Long) found > (Long) stored;
    }

    /** A page tells films from series; only the list it stood in, and the JSON, tell what kind of series. */
    private static Object mergeKind(Object stored, Object found, boolean toldBetter) {
        if (found.equals(Kind.TV.value())) {
            return toldBetter || !stored.equals(Kind.MOVIE.value()) ? stored : found;
        }
        boolean finer = stored.equals(Kind.TV.value()) && !found.equals(Kind.MOVIE.value());
        return toldBetter && !finer ? stored : found;
    }

    private static boolean isContained(VideoField field, Object found, Object stored) {
        if (field.isJson()) {
            return items(found).stream().allMatch(item -> items(stored).stream().anyMatch(one -> holds(one, item)));
        }
        return field.isText() && withoutSpaces(found).equals(withoutSpaces(stored));
    }

    /** Whether an item says all that another says; a release does whose date is at least as exact. */
    private static boolean holds(JsonNode stored, JsonNode found) {
        return found.isObject()
                ? stored.path("date").asString().startsWith(found.path("date").asString())
                : stored.equals(found);
    }

    private static List<JsonNode> items(Object json) {
        return JSON.readTree((String) json).valueStream().toList();
    }

    private static String withoutSpaces(Object text) {
        return text.toString().replaceAll("\\s", "");
    }
}
