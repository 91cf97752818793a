package io.reelsync.source;

import java.io.IOException;
import java.io.InputStream;

/**
 * Files in which a source says something of many titles at once. They are imported whole; nothing is asked title by title.
 * Implementations are immutable and safe for use by many threads.
 */
public interface DatasetFormat {

    /** Whose word it is: the source of the statements. */
    String source();

    /**
     * Opens a file, compressed or not. The reader closes the stream.
     *
     * @throws DatasetException where it is none of this format's
     */
    DatasetReader open(InputStream file) throws IOException;

    /** How its files are got by themselves. */
    default DatasetSchedule schedule() {
        return DatasetSchedule.NONE;
    }
}
