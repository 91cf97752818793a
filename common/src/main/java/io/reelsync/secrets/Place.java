package io.reelsync.secrets;

import io.reelsync.startup.StartRefused;
import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;

/** Where settings stand, and where it is seen that they change. */
interface Place {
    /** For people: what it is and where. */
    String name();

    /** For metrics: {@code etcd} or {@code files}. */
    String kind();

    /**
     * Shows what stands there now, and then again whenever it may have changed.
     *
     * @throws IOException where it can't be seen any more; begin anew
     * @throws InterruptedException when told to stop; it never returns otherwise
     */
    void watch(Consumer<Snapshot> seen) throws IOException, InterruptedException;

    /** What stood there at a moment. */
    @FunctionalInterface
    interface Snapshot {
        /** @throws StartRefused where it can't be taken */
        Map<String, Object> settings();
    }
}
