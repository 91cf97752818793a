package io.reelsync.source.douban;

import java.util.regex.Pattern;

/** The pictures that the site shows where a title has none: movie_default_large.png, tv_default_small.png and the like. */
final class Placeholder {
    private static final Pattern PATH = Pattern.compile(
            "/(?:[^/?#]*[-_])?(?:default|no[-_]?(?:pic|image|img|poster|cover))(?:[-_][^/?#]*)?\\.[a-z]{3,4}(?:[?#].*)?$",
            Pattern.CASE_INSENSITIVE);

    private Placeholder() {}

    static boolean isOne(String address) {
        return PATH.matcher(address).find();
    }
}
