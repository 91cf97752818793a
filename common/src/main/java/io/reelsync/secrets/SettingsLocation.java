package io.reelsync.secrets;

import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Where settings stand, and where it is seen that they change. */
interface SettingsLocation {
    /** For people: what it is and where. */
    String name();

    /** For metrics: {@code etcd} or {@code files}. */
    String kind();

    /**
     * Shows what stands there now, and then again whenever it may have changed.
     *
     * @param seen is given the settings, which throw {@link io.reelsync.startup.StartRefused} if they can't be taken
     * @throws IOException if it can't be seen any more; begin anew
     * @throws InterruptedException when told to stop; it never returns otherwise
     */
    void watch(Consumer<Supplier<Map<String, Object>>> seen) throws IOException, InterruptedException;
}
