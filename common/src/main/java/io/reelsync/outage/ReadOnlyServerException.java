package io.reelsync.outage;

/** A server answers, but takes no writes; the message is its own words. */
public class ReadOnlyServerException extends Exception {
    private static final long serialVersionUID = 1L;

    public ReadOnlyServerException(String words) {
        super(words);
    }
}
