package io.reelsync.samplesite.server;

import io.reelsync.samplesite.page.Page;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer and how it goes out.
 *
 * @param manner how the body goes out
 * @param amount milliseconds for {@link Manner#LATE}, megabytes for the streamed manners
 */
@SuppressWarnings("ArrayRecordComponent") // a body is written once and compared by nobody
record Reply(int status, Map<String, String> headers, byte[] body, Manner manner, long amount) {
    static final String HTML = "text/html; charset=utf-8";
    static final String JSON = "application/json; charset=utf-8";

    /** How a body goes out. */
    enum Manner {
        WHOLE,
        LATE,
        ONE_BYTE_A_SECOND,
        HALF_THEN_CLOSED,
        STREAMED,
        STREAMED_ZEROS_AS_GZIP
    }

    static Reply of(int status, String type, byte[] body) {
        return new Reply(status, Map.of("Content-Type", type), body, Manner.WHOLE, 0);
    }

    static Reply html(int status, String html) {
        return of(status, HTML, html.getBytes(StandardCharsets.UTF_8));
    }

    static Reply page(Page page, boolean gzip) {
        return gzip
                ? of(200, HTML, page.gzipped()).with("Content-Encoding", "gzip").with("Vary", "Accept-Encoding")
                : of(200, HTML, page.plain()).with("Vary", "Accept-Encoding");
    }

    static Reply redirect(int status, String address) {
        return html(status, "").with("Location", address);
    }

    Reply with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Reply(status, more, body, manner, amount);
    }

    Reply withBody(byte[] other) {
        return new Reply(status, headers, other, manner, amount);
    }

    Reply sent(Manner other, long otherAmount) {
        return new Reply(status, headers, body, other, otherAmount);
    }
}
