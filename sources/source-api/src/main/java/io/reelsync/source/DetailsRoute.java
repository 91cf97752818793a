package io.reelsync.source;

import org.jspecify.annotations.Nullable;

/**
 * One way to a title's details: with addresses and a form of its own, and left alone by itself where it challenges us.
 * Implementations are stateless, do no I/O and are safe for use by many threads.
 */
public interface DetailsRoute {

    /** By which pauses, subjects and metrics know it: lower case letters, 16 at most. */
    String name();

    /**
     * The request for one title's details.
     *
     * @param kind what a list or an earlier answer said that the title is, null where nothing did
     */
    PageRequest request(SubjectId subject, @Nullable Kind kind);

    /**
     * Extracts the facts of an answer.
     *
     * @param subject what was asked for: another subject's answer is broken
     * @throws BrokenPageException where the answer fails a quality gate
     */
    VideoFacts read(SubjectId subject, Response response) throws BrokenPageException;
}
