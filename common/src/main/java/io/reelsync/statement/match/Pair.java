package io.reelsync.statement.match;

import io.reelsync.source.SubjectId;
import java.util.Comparator;

/** Two subjects of which somebody may think that they are one title, whichever was named first. */
public record Pair(SubjectId one, SubjectId other) {
    public static final Comparator<Pair> ORDER = Comparator.comparing(Pair::one).thenComparing(Pair::other);

    /** What holds of a pair. */
    public enum State {
        /** A machine has linked them by the same IMDb id. */
        LINKED,
        /** A machine has linked them by names, year and people. */
        GUESSED,
        /** A person has to decide. */
        WAITING,
        /** A person has said that they are one. */
        ACCEPTED,
        /** A person has said that they are not. */
        REFUSED;

        /** Whether they are to be one video. */
        public boolean joins() {
            return this == LINKED || this == GUESSED || this == ACCEPTED;
        }

        /** Whether a person has decided, which no machine undoes. */
        public boolean decided() {
            return this == ACCEPTED || this == REFUSED;
        }
    }

    public Pair {
        if (one.compareTo(other) > 0) {
            SubjectId second = one;
            one = other;
            other = second;
        }
    }

    public boolean has(SubjectId subject) {
        return one.equals(subject) || other.equals(subject);
    }

    SubjectId without(SubjectId subject) {
        return one.equals(subject) ? other : one;
    }
}
