package io.reelsync.worker.fetch;

import java.time.Duration;

/** What came of asking a source for a picture. */
public sealed interface PictureAnswer {

    /** What the source sent, be it a picture or not. */
    @SuppressWarnings("ArrayRecordComponent") // read once, compared by nobody
    record Bytes(byte[] content) implements PictureAnswer {}

    /** It was not asked, or refused us: again after that time. */
    record PutBack(Duration again) implements PictureAnswer {}

    /** The attempt failed. */
    record Failed(PictureFailure why, String detail) implements PictureAnswer {}
}
