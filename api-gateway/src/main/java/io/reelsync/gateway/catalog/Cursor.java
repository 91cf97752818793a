package io.reelsync.gateway.catalog;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A place in a sorted list: after that video.
 *
 * @param value what the list is sorted by, as text; null where that video has none
 */
record Cursor(VideoSort sort, @Nullable String value, long id) {
    private static final int MOST_CHARACTERS = 200;
    private static final String SEPARATOR = "~";

    /** As it stands in an address. */
    String text() {
        String plain = String.join(SEPARATOR, sort.name(), value == null ? "" : value, Long.toString(id));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    /** Empty where it is none of ours. */
    static Optional<Cursor> parse(String text) {
        if (text.length() > MOST_CHARACTERS) {
            return Optional.empty();
        }
        try {
            String[] parts =
                    new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(SEPARATOR, -1);
            if (parts.length != 3) {
                return Optional.empty();
            }
            Cursor cursor = new Cursor(
                    VideoSort.valueOf(parts[0]), parts[1].isEmpty() ? null : parts[1], Long.parseLong(parts[2]));
            if (cursor.value() != null) {
                cursor.sort().parse(cursor.value());
            }
            return Optional.of(cursor);
        } catch (RuntimeException notOurs) {
            return Optional.empty();
        }
    }
}
