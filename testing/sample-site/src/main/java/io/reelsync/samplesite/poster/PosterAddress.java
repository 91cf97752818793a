package io.reelsync.samplesite.poster;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The addresses of posters, from which the title's id can be had again. */
public final class PosterAddress {
    private static final long OFFSET = 2_500_000_000L;
    private static final Pattern PATH = Pattern.compile("/view/photo/s_ratio_poster/public/p(\\d{1,12})\\.jpg");

    private PosterAddress() {}

    /** The path of the poster of the title with this id. */
    public static String path(long id) {
        return "/view/photo/s_ratio_poster/public/p" + (OFFSET + id) + ".jpg";
    }

    /** The id of the title whose poster has this path; empty where the path is no poster's. */
    public static OptionalLong idOf(String path) {
        Matcher form = PATH.matcher(path);
        return form.matches() ? OptionalLong.of(Long.parseLong(form.group(1)) - OFFSET) : OptionalLong.empty();
    }
}
