package io.reelsync.secrets;

import io.reelsync.startup.StartRefused;

/** A setting that may change while its service runs. All others are read at the start alone. */
public interface ReplaceableSetting {
    /** As in {@code application.yaml}. */
    String property();

    /**
     * Takes another value in place of the present one.
     *
     * @throws StartRefused where it can't be taken; the present one stays. Says nothing of the value itself
     */
    void replace(String value);

    /**
     * Told before anybody is served what stood there before the present value, good or not, the newest first.
     *
     * @return whether it makes a difference, so that no older one is told
     */
    boolean wasBefore(String value);
}
