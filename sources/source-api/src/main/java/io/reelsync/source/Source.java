package io.reelsync.source;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A site that we read: which addresses to ask, and how to read what it answers. Implementations are stateless, do no
 * I/O and are safe for use by many threads.
 */
public interface Source {

    /** The name by which subjects, runs, queues and metrics know this source: lower case letters and digits. */
    String name();

    /** What people call it, for log lines: {@code 豆瓣}. */
    String label();

    /** The pace that the source tolerates. */
    Rate rate();

    /** The names of the lists that can be read. */
    Set<String> feeds();

    /** How many titles of a feed to list where nothing else is asked. */
    int listSize(String feed);

    /**
     * The request for one page of a feed.
     *
     * @param start the position of the first title, from 0
     * @param count how many titles are wanted; the source may give fewer
     */
    PageRequest listRequest(String feed, int start, int count);

    /** The ways to a title's details, in the order in which they are tried; at least one. */
    List<DetailsRoute> detailsRoutes();

    /** Whether a redirect to that host stays within the source. Anything else is never followed. */
    boolean owns(String host);

    /** The subject whose details stand at an address of the source; empty where it is another address. */
    Optional<SubjectId> subjectAt(URI address);

    /** What kind of answer this is, before anything is extracted from it. */
    Verdict judge(Answer answer);

    /** @throws BrokenPageException where the answer is no page of a list */
    ListPage readList(String feed, Answer answer) throws BrokenPageException;
}
