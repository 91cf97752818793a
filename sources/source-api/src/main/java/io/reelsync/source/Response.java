package io.reelsync.source;

import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a source answered: a whole, decompressed body with its status and headers.
 *
 * @param address where the answer came from, after redirects within the source
 * @param headers the last value of each, names in lower case
 */
public record Response(URI address, int status, Map<String, String> headers, byte[] body) {

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
}
