package io.reelsync.cover;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * The files of covers, as JPEG, by the hash of what the source sent: the same picture is kept once, whatever number of
 * titles and addresses it has. A file is there whole or not at all. Safe for use by many threads and processes.
 */
public interface CoverStore {

    /**
     * Keeps a picture.
     *
     * @param content the SHA-256 of what the source sent, in hex
     * @param files by width; {@link CoverWidth#SMALL} is always there, a wider one where the picture is wider than the one
     *     before
     * @throws java.io.InterruptedIOException where the thread is to stop
     * @throws IOException where the store has no room, or doesn't answer
     */
    void keep(String content, Map<CoverWidth, byte[]> files) throws IOException;

    /** The picture in the width, or the next narrower one that there is; empty where it has been lost. */
    default Optional<byte[]> find(String content, CoverWidth width) throws IOException {
        for (CoverWidth narrower : width.orNarrower()) {
            Optional<byte[]> found = read(content, narrower);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** The picture in that very width; empty where there is none. */
    Optional<byte[]> read(String content, CoverWidth width) throws IOException;

    /** Removes a picture that no cover has any more. */
    void remove(String content) throws IOException;
}
