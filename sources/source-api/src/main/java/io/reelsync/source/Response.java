package io.reelsync.source;

import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a source answered: a whole, decompressed body with its status and headers.
 *
 * @param address where the answer came from, after redirects within the source
 * @param headers the last value of each, names in lower case
 */
public record Response(URI address, int status, Map<String, String> headers, byte[] body) {
    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

    /** A header's value; the name in any case. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** The body as UTF-8 text: the charset of every page of the known sources. */
    public String text() {
        return text(StandardCharsets.UTF_8);
    }

    public String text(Charset charset) {
        return new String(body, charset);
    }

    /**
     * The time for which the header {@code Retry-After} asks, be it written in seconds or as a date, which is measured by the
     * clock of the server that wrote it; null where it asks for none.
     *
     * @param clock in the place of the server's, where that is not told
     */
    public @Nullable Duration retryAfter(Clock clock) {
        String written = header("Retry-After").orElse("").strip();
        if (SECONDS.matcher(written).matches()) {
            return Duration.ofSeconds(Long.parseLong(written));
        }
        Instant then = date(written);
        if (then == null) {
            return null;
        }
        Instant sent = date(header("Date").orElse(""));
        Duration wait = Duration.between(sent == null ? clock.instant() : sent, then);
        return wait.isNegative() ? Duration.ZERO : wait;
    }

    private static @Nullable Instant date(String written) {
        try {
            return ZonedDateTime.parse(written.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        } catch (DateTimeException noDate) {
            return null;
        }
    }
}
