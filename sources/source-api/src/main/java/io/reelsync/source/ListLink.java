package io.reelsync.source;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A list of a source that somebody has linked to.
 *
 * @param link the one form of its links: printable ASCII of at most 255 characters with a {@code :}, which no feed's name
 *     has. Where {@link SourceReader} takes the name of a feed it takes this as well
 * @param name what the list may be called as a feed
 */
public record ListLink(String link, String name) {
    /** What a list that people keep may be called: as the sources' own feeds are. */
    public static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    private static final Pattern LINK = Pattern.compile("(?=.{1,255}$)[!-~]*:[!-~]*");
    public static final int LONGEST_NAME = 32;

    public ListLink {
        if (!LINK.matcher(link).matches() || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + link + "', called '" + name + "', is no link of a list");
        }
    }

    /**
     * With a name made of words as they are at the source, as far as letters and digits go.
     *
     * @param words begin with a letter of ASCII
     */
    public static ListLink named(String link, String words) {
        String plain = words.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        String cut = plain.substring(0, Math.min(plain.length(), LONGEST_NAME));
        return new ListLink(link, cut.replaceFirst("-+$", ""));
    }
}
