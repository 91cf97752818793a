package io.reelsync.worker.fetch;

/** Why there is no picture. The names are stored. */
public enum PictureFailure {
    /** The source has it no more. */
    GONE(true),
    /** No source has pictures at this address, or not any more. */
    NO_SOURCE(true),
    /** The address leads to where no picture of the source is. */
    REDIRECTED_AWAY(false),
    /** No whole answer. */
    NO_ANSWER(false),
    /** Any status that is none of a picture's. */
    BAD_STATUS(false),
    /** More bytes than a picture may have. */
    TOO_LARGE(true),
    /** More pixels than a picture may have, fewer than one has, or a form that would take too long to be decoded. */
    BAD_DIMENSIONS(true),
    /** The bytes are of no kind of picture that we take, whatever their type says. */
    NOT_A_PICTURE(false),
    /** They begin as a picture and can't be read as one. */
    DAMAGED(false),
    /** Workers died, or were stopped, each time that they had it in hand. */
    NEVER_ENDED(true);

    private final boolean lasting;

    PictureFailure(boolean lasting) {
        this.lasting = lasting;
    }

    /** Whether another attempt would end the same. */
    public boolean isLasting() {
        return lasting;
    }
}
