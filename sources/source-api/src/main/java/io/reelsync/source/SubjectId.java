package io.reelsync.source;

import java.util.regex.Pattern;

/**
 * The identity of a subject: a source's name and the source's own number for the title.
 *
 * @param source the source's name, for example {@code douban}
 * @param id the source's number, positive
 */
public record SubjectId(String source, long id) implements Comparable<SubjectId> {
    private static final Pattern SOURCE = Pattern.compile("[a-z][a-z0-9]{0,31}");
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");

    public SubjectId {
        if (!SOURCE.matcher(source).matches()) {
            throw new IllegalArgumentException("'" + source + "' is no source's name");
        }
        if (id < 1) {
            throw new IllegalArgumentException("a subject's number is positive, not " + id);
        }
    }

    /**
     * Reads the source's number as text.
     *
     * @throws IllegalArgumentException where it is anything but a positive decimal number of up to 18 digits
     */
    public static SubjectId of(String source, String number) {
        if (!NUMBER.matcher(number).matches()) {
            throw new IllegalArgumentException(
                    "'" + number + "' is no subject's number: write 1 to 18 digits, the first not 0");
        }
        return new SubjectId(source, Long.parseLong(number));
    }

    /** Reads the form {@code source:number}, the reverse of {@link #toString()}. */
    public static SubjectId parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("'" + text + "' is no subject: write source:number");
        }
        return of(text.substring(0, colon), text.substring(colon + 1));
    }

    @Override
    public int compareTo(SubjectId other) {
        int bySource = source.compareTo(other.source);
        return bySource != 0 ? bySource : Long.compare(id, other.id);
    }

    @Override
    public String toString() {
        return source + ":" + id;
    }
}
