package io.reelsync.samplesite.control;

import java.nio.charset.Charset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The ways in which the site misbehaves on request. Each constant's sentence says what the argument is. */
public enum Misbehaviour {
    /** The good answer, late by {@code arg} milliseconds (3000 if none is given). */
    SLOW("3000"),
    /** The good answer, one byte a second. */
    DRIP(""),
    /** Status 500. */
    BROKEN(""),
    /** Status 503; {@code arg}, if given, is the {@code Retry-After}. */
    UNAVAILABLE(""),
    /** Status 429 with a {@code Retry-After} of {@code arg}: seconds (30 if none are given) or an HTTP date. */
    THROTTLED("30"),
    /** Status 403 with the page that says that the caller's address is banned. */
    FORBIDDEN(""),
    /** Status 403 with the code that says that guests don't see this title. */
    WITHHELD(""),
    /** Status 403 with the code {@code arg} (4242), which no list of codes has. */
    UNKNOWN_CODE("4242"),
    /** A redirect to {@code /c?r=…}, where an anti-robot page stands. */
    CHALLENGED(""),
    /** An anti-robot page with status 200 at the asked address. */
    CHALLENGED_INLINE(""),
    /** A page that asks the caller to sign in, with status 200. */
    LOGIN_WALL(""),
    /** A page that says that the title is not there, with status 200. */
    SOFT_GONE(""),
    /** The good page cut at {@code arg} percent of its bytes (50), with the length of what is sent. */
    TRUNCATED("50"),
    /** The connection closed after half of the announced length. */
    CUT(""),
    /** A page of {@code arg} megabytes (64), streamed without a length. */
    ENORMOUS("64"),
    /** Random bytes that claim to be HTML. */
    GARBAGE(""),
    /** Status 200 and no body. */
    EMPTY(""),
    /** The good page as {@code application/octet-stream}. */
    WRONG_TYPE(""),
    /** Another title's page, with its own id and name, at the asked address. */
    WRONG_TITLE(""),
    /** Another title's facts under the asked id. */
    POISONED(""),
    /** The page without its block {@code #info}. */
    LOST_LAYOUT(""),
    /** The page in a new layout, whole and well-formed, in which nothing stands where it stood. */
    NEW_LAYOUT(""),
    /** The page with two facts in its block and no more. */
    FEW_LABELS(""),
    /** The page's letters read in another encoding, {@code arg} (ISO-8859-1), and written in UTF-8 again. */
    MOJIBAKE("ISO-8859-1"),
    /** The page without directors, actors, countries, languages, dates and summary. */
    LOSES_FACTS(""),
    /** The page with structured data that names other people, another date and another genre than its block. */
    TORN(""),
    /** The list with a first title of 300 letters and, before it, an entry that is no title. */
    ODD_LIST(""),
    /** A redirect to {@code arg}, which must be given. */
    REDIRECT(null),
    /** A redirect to the same kind of address of title {@code arg}, into which the asked one was merged. */
    MERGED(null),
    /** A picture of {@code arg} (30000) pixels in each direction in a few kilobytes, as a JPEG by its type. */
    PICTURE_BOMB("30000"),
    /** An HTML page that claims to be a JPEG. */
    HTML_PICTURE(""),
    /** A drawing as SVG with a script in it. */
    SVG_PICTURE(""),
    /** A few kilobytes of gzip that unpack to {@code arg} megabytes (256). */
    GZIP_BOMB("256");

    private final @Nullable String defaultArgument;

    Misbehaviour(@Nullable String defaultArgument) {
        this.defaultArgument = defaultArgument;
    }

    /**
     * The argument to use where this one was given.
     *
     * @throws IllegalArgumentException where it doesn't fit
     */
    String checked(String argument) {
        String used = argument.isBlank() ? defaultArgument : argument.strip();
        if (used == null) {
            throw new IllegalArgumentException(this + " needs an argument: "
                    + (this == MERGED ? "the number of the other title" : "the address to redirect to"));
        }
        if (this == MOJIBAKE && !Charset.isSupported(used)) {
            throw new IllegalArgumentException("MOJIBAKE takes the name of an encoding, not \"" + used + "\"");
        }
        long most =
                switch (this) {
                    case SLOW -> 600_000;
                    case TRUNCATED -> 100;
                    case ENORMOUS, GZIP_BOMB -> 10_000;
                    case PICTURE_BOMB -> 100_000;
                    case UNKNOWN_CODE, MERGED -> 999_999_999;
                    default -> -1;
                };
        if (most >= 0 && (!used.matches("\\d{1,9}") || Long.parseLong(used) > most)) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "%s takes a whole number from 0 to %d, not \"%s\"", this, most, used));
        }
        return used;
    }
}
