package io.reelsync.gateway.catalog;

import io.reelsync.gateway.index.VideoSort;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * A place in a sorted list: after that video.
 *
 * @param value what the list is sorted by; {@link VideoSort#UNKNOWN} where that video has none
 */
record Cursor(VideoSort sort, long value, long id) {
    private static final int MOST_CHARACTERS = 200;
    private static final String SEPARATOR = "~";

    /** As it stands in an address. */
    String text() {
        String plain = String.join(
                SEPARATOR, sort.name(), value == VideoSort.UNKNOWN ? "" : sort.text(value), Long.toString(id));
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
            VideoSort sort = VideoSort.valueOf(parts[0]);
            long value = parts[1].isEmpty() ? VideoSort.UNKNOWN : sort.parse(parts[1]);
            return Optional.of(new Cursor(sort, value, Long.parseLong(parts[2])));
        } catch (RuntimeException notOurs) {
            return Optional.empty();
        }
    }
}
