package io.reelsync.source;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A file that is no dataset, or not the whole of one. */
public final class DatasetException extends IOException {
    private static final long serialVersionUID = 1L;

    /** @param message for people */
    public DatasetException(String message, @Nullable IOException cause) {
        super(message, cause);
    }
}
