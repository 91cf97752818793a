package io.reelsync.worker.cover;

import io.reelsync.worker.fetch.PictureFailure;

/** What a source sent can't be taken for a cover. */
final class UnusablePictureException extends Exception {
    private static final long serialVersionUID = 1L;

    private final PictureFailure failure;

    UnusablePictureException(PictureFailure failure, String detail) {
        super(detail);
        this.failure = failure;
    }

    PictureFailure failure() {
        return failure;
    }
}
