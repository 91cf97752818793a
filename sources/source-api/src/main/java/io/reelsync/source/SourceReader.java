package io.reelsync.source;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a source is read: which addresses to ask, and what its answers say. Pure functions over addresses, headers and
 * bytes: implementations are stateless, do no I/O and are safe for use by many threads.
 */
public interface SourceReader {

    /**
     * The request for one page of a feed.
     *
     * @param feed the name of one of the source's own, or the link of a {@linkplain Source#listLinks list} that people keep
     * @param cursor which page, as {@link ListPage#next} of the page before said; null for the first
     * @param count how many titles are wanted; the source may give fewer or more
     * @throws IllegalArgumentException where there is no such feed, or the source has not made that cursor
     */
    PageRequest listRequest(String feed, @Nullable String cursor, int count);

    /**
     * The cursor of the first page of what has changed since a time; null for the first page of all that the source tells.
     *
     * @param feed one of {@linkplain Feed#changes changes}
     * @param since when the feed's last complete reading began
     */
    default @Nullable String changesSince(String feed, Instant since) {
        return null;
    }

    /** The ways to a title's details, named and in the order of {@link Source#routes}. */
    List<DetailsRoute> detailsRoutes();

    /** Whether a redirect to that host stays within the source. Anything else is never followed. */
    boolean owns(String host);

    /** The subject whose details stand at an address of the source; empty where it is another address. */
    Optional<SubjectId> subjectAt(URI address);

    /** What kind of answer this is, before anything is extracted from it. */
    Verdict judge(Response response);

    /**
     * Reads the answer to a {@linkplain #listRequest request}.
     *
     * @param feed for which it was asked
     * @param cursor with which the page was asked for
     * @throws BrokenPageException where the answer is no page of a list
     */
    ListPage readList(String feed, @Nullable String cursor, Response response) throws BrokenPageException;
}
