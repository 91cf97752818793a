package io.reelsync.gateway.web;

import java.util.Optional;
import java.util.regex.Pattern;

/** An id of ours as it stands in an address. */
public final class PathId {
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");

    private PathId() {}

    /** Empty where nothing of ours can have that id. */
    public static Optional<Long> parse(String text) {
        return NUMBER.matcher(text).matches() ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }
}
