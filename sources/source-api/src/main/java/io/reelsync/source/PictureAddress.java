package io.reelsync.source;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Addresses of pictures as they are compared: a site shows the same one from several hosts ({@code img1}, {@code img9}),
 * in several sizes and formats, by one number.
 */
public final class PictureAddress {
    private static final Pattern NUMBERED = Pattern.compile(
            "(?:https?:)?//(?:img\\d*\\.)?(?<site>[^/?#]+)/(?:view/[^?#]+|[sml]pic)/(?<picture>[ps]\\d+)\\.[a-z]+(?:[?#].*)?",
            Pattern.CASE_INSENSITIVE);

    private PictureAddress() {}

    /** Whether both show the same picture. */
    public static boolean isSame(String one, String other) {
        Matcher first = NUMBERED.matcher(one);
        Matcher second = NUMBERED.matcher(other);
        return one.equals(other)
                || first.matches()
                        && second.matches()
                        && first.group("site").equalsIgnoreCase(second.group("site"))
                        && first.group("picture").equals(second.group("picture"));
    }
}
