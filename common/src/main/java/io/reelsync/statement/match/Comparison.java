package io.reelsync.statement.match;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * How alike two titles are.
 *
 * @param score from 0 to 1
 */
public record Comparison(Verdict verdict, double score, Set<Reason> reasons) {

    /** What a machine may conclude of two titles. */
    public enum Verdict {
        /** They are one, by their IMDb id. */
        SAME,
        /** They are one, as far as can be guessed. */
        LIKELY,
        /** A person has to decide. */
        UNSURE,
        /** Everything agrees but what can't differ: a person has to decide, and nothing else may join them. */
        CONTRADICTED,
        /** Too little speaks for it. */
        UNLIKE,
        /** They can't be one, and nothing may join them. */
        DIFFERENT;

        /** Whether a machine may link them. */
        boolean links() {
            return this == SAME || this == LIKELY;
        }

        /** Whether they may not be in one video, whatever else matches either. */
        boolean keepsApart() {
            return this == CONTRADICTED || this == DIFFERENT;
        }

        /** Whether anyone has to know of the pair. */
        public boolean isPair() {
            return this != UNLIKE && this != DIFFERENT;
        }
    }

    public Comparison {
        reasons = reasons.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(reasons));
    }

    static Comparison different() {
        return new Comparison(Verdict.DIFFERENT, 0, Set.of());
    }
}
