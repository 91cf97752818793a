package io.reelsync.source;

/**
 * Why a subject or a feed could not be had. The list is closed: the names are stored with the subject and its items and
 * shown by the API.
 */
public enum Reason {
    /** The exchange failed: no connection, a time-out, a cut body. */
    NO_ANSWER("the source could not be reached or did not finish its answer"),
    /** A status of 5xx, or another that is neither success nor a known refusal. */
    BAD_STATUS("the source answered with an error"),
    /** The source answers that this title is not for us; other titles are. */
    WITHHELD("the source does not give this title by that route"),
    /** A refusal with a code that nobody has seen yet: it speaks of this title, or of us. */
    UNKNOWN_CODE("the source refused with a code that is not known"),
    /** Not the type of content that was asked for. */
    WRONG_CONTENT_TYPE("the answer is not of the expected type"),
    /** More bytes than a page may have. */
    TOO_LARGE("the answer is larger than a page may be"),
    /** A redirect out of the source, or too many. */
    BAD_REDIRECT("the source redirected to somewhere else"),
    /** The page ends before its end. */
    TRUNCATED("the page is cut off"),
    /** The page is another subject's. */
    WRONG_SUBJECT("the page is another title's"),
    /** The title on the page is not the one in the list. */
    WRONG_TITLE("the title on the page is not the listed one"),
    /** No title, or no block of facts: not a page of a title at all, or of a new layout. */
    NO_STRUCTURE("the page has not the structure of a title's page"),
    /** Fewer facts than any title's page has. */
    TOO_FEW_LABELS("the page has fewer facts than a title's page must have"),
    /** Characters were lost or read in another encoding on the way. */
    ENCODING("the page's characters are damaged"),
    /** Much of what was known of the title is not on the page any more. */
    SUDDEN_LOSS("the page has lost much of what is stored"),
    /** A value that can't be: a score above ten, a year outside the cinema's. */
    IMPLAUSIBLE("the page holds a value that can't be"),
    /** A list that is no JSON, or not of the known shape. */
    BAD_LIST("the list is not of the known shape"),
    /** Reading the page took longer than it may. */
    TOO_SLOW_TO_READ("the page could not be read in time"),
    /** The database refuses what the page says. */
    NOT_STORABLE("the database refuses the facts"),
    /** Its workers died of it, again and again. */
    KILLED_WORKER("its workers died while they read it"),
    /** The source has merged the title into another one, which goes on under its own number. */
    MERGED("the source has merged the title into another one"),
    /** The source says that there is no such title. */
    GONE("the source has no such title");

    private final String text;

    Reason(String text) {
        this.text = text;
    }

    /** Whether an answer was read and not believed; many of these mean that the source's layout has changed. */
    public boolean isGate() {
        return switch (this) {
            case TRUNCATED,
                    WRONG_SUBJECT,
                    WRONG_TITLE,
                    NO_STRUCTURE,
                    TOO_FEW_LABELS,
                    ENCODING,
                    SUDDEN_LOSS,
                    IMPLAUSIBLE -> true;
            default -> false;
        };
    }

    /** Whether the answer is kept for people to look at, since it may be another title's. */
    public boolean isQuarantine() {
        return this == WRONG_SUBJECT || this == WRONG_TITLE || this == SUDDEN_LOSS;
    }

    /** The reason for people. */
    public String text() {
        return text;
    }

    /** The same by its name; the name itself where this version doesn't know it. */
    public static String textOf(String name) {
        for (Reason reason : values()) {
            if (reason.name().equals(name)) {
                return reason.text;
            }
        }
        return name;
    }
}
