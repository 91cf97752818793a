package io.reelsync.source;

import java.io.IOException;
import java.util.Optional;

/**
 * Reads a dataset row by row, in the memory of one row whatever its length. Rows that can't be are counted and passed over.
 * Rows of one title stand together. For one thread.
 */
public interface DatasetReader extends AutoCloseable {

    /** The dataset's name, for example {@code title.ratings}. */
    String dataset();

    /**
     * Goes on to the next row that names a title.
     *
     * @return the number of its IMDb id: 111161 of {@code tt0111161}; -1 at the end
     * @throws DatasetException where the file ends before its end
     */
    long next() throws IOException;

    /** What the row says that was gone on to last; empty, and counted as broken, where that can't be. */
    Optional<VideoFacts> facts();

    /** How many rows were read so far, the broken ones among them. */
    long rows();

    /** How many rows that were looked at can't be. */
    long broken();

    @Override
    void close() throws IOException;
}
