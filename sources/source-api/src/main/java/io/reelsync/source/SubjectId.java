package io.reelsync.source;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The identity of a subject: a source's name and the source's own id of the title. What an id looks like is the source's
 * affair ({@link Source#ids}): {@code 1292052} at one, {@code movie/603} or {@code tt0111161} at others. Upper and lower
 * case differ. The order is that of the characters, as the database has it in its keys.
 *
 * @param source the source's name, for example {@code douban}
 * @param id 1 to 64 printable ASCII characters without blanks
 */
public record SubjectId(String source, String id) implements Comparable<SubjectId> {
    private static final Pattern SOURCE = Pattern.compile("[a-z][a-z0-9]{0,31}");
    private static final Pattern NUMBER = Pattern.compile("(?:.*/)?([0-9]{1,18})");

    /** @throws IllegalArgumentException where the one is no name, or the other can be no source's id */
    public SubjectId {
        if (!SOURCE.matcher(source).matches()) {
            throw new IllegalArgumentException("'" + source + "' is no source's name");
        }
        if (!IdForm.ANY.allows(id)) {
            throw new IllegalArgumentException(
                    "'" + id + "' is no subject's id: it has to be " + IdForm.ANY.inEnglish());
        }
    }

    /** Reads the form {@code source:id}, the reverse of {@link #toString()}. */
    public static SubjectId parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("'" + text + "' is no subject: write source:id");
        }
        return new SubjectId(text.substring(0, colon), text.substring(colon + 1));
    }

    /**
     * The number in the id, alone or after a kind as in {@code movie/603}; null where there is none of up to 18 digits.
     * Two subjects of a source may have the same.
     */
    public @Nullable Long number() {
        Matcher number = NUMBER.matcher(id);
        return number.matches() ? Long.valueOf(number.group(1)) : null;
    }

    @Override
    public int compareTo(SubjectId other) {
        int bySource = source.compareTo(other.source);
        return bySource != 0 ? bySource : id.compareTo(other.id);
    }

    @Override
    public String toString() {
        return source + ":" + id;
    }
}
