package io.reelsync.chaos.fault;

import java.util.Set;

/**
 * Something that is done to the cluster in the middle of a run.
 *
 * @param name by which it is asked for
 * @param sentence what it does
 * @param traits what it asks of its round
 * @param way how it is done
 */
public record Fault(String name, String sentence, Set<Trait> traits, Way way) {

    /** What a fault asks of its round. */
    public enum Trait {
        /** Titles may fail while it lasts: their pages are damaged. */
        DAMAGES_PAGES,
        /** The source refuses us: it must be left alone. */
        REFUSES,
        /** A server is out of reach of at least one service: they must not fill their logs. */
        SERVER_AWAY,
        /** It takes its time: the run has to be longer. */
        LONG_RUN,
        /** Only titles that stood in a list: a page under the right number can't be told from a false one otherwise. */
        LISTED_TITLES,
        /** It is done to the list of films, before the run that reads it. */
        READS_LISTS,
        /** Titles may be gone at the end: merged into others. */
        MERGES_TITLES,
        /** The second source is asked for the same titles at the same time. */
        TWO_SOURCES,
        /** The second source refuses us: it must be left alone too. */
        SECOND_REFUSES,
        /** It is the second source that refuses us or is slow: the first is asked as fast as ever meanwhile. */
        SPARES_THE_FIRST
    }

    /** How a fault is done. */
    @FunctionalInterface
    public interface Way {
        /** Begins the fault; returns once it has begun. */
        Injection begin(Arena arena) throws Exception;
    }

    static Fault of(String name, String sentence, Way way, Trait... traits) {
        return new Fault(name, sentence, Set.of(traits), way);
    }

    public boolean has(Trait trait) {
        return traits.contains(trait);
    }
}
