package io.reelsync.gateway.index;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;

/**
 * The orders in which videos are listed, each from the highest down and made definite by the id. What is sorted by is a
 * number: days, tenths of a point of the score, or milliseconds; {@link #UNKNOWN} comes last.
 */
public enum VideoSort {
    NEWEST(text -> LocalDate.parse(text).toEpochDay(), LocalDate::ofEpochDay),
    SCORE(text -> new BigDecimal(text).movePointRight(1).longValueExact(), tenths -> BigDecimal.valueOf(tenths, 1)),
    UPDATED(VideoSort::millis, VideoSort::time),
    CREATED(VideoSort::millis, VideoSort::time);

    /** The number of a video of which it is not known. */
    public static final long UNKNOWN = Long.MIN_VALUE;

    private final ToLongFunction<String> parser;
    private final LongFunction<Object> printer;

    VideoSort(ToLongFunction<String> parser, LongFunction<Object> printer) {
        this.parser = parser;
        this.printer = printer;
    }

    private static long millis(String time) {
        return LocalDateTime.parse(time).toInstant(ZoneOffset.UTC).toEpochMilli();
    }

    private static LocalDateTime time(long millis) {
        return LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
    }

    /**
     * The number of a text in an address.
     *
     * @throws RuntimeException if it is none
     */
    public long parse(String text) {
        return parser.applyAsLong(text);
    }

    /** A number as it stands in an address. */
    public String text(long number) {
        return printer.apply(number).toString();
    }

    public static Optional<VideoSort> find(String name) {
        return Arrays.stream(values())
                .filter(sort -> sort.paramName().equals(name))
                .findFirst();
    }

    public static List<String> names() {
        return Arrays.stream(values()).map(VideoSort::paramName).toList();
    }

    private String paramName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
