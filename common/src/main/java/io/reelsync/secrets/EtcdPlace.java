package io.reelsync.secrets;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The etcd that {@code spring.config.import} names.
 *
 * @param driver as for {@link OwnSettings#from}
 */
record EtcdPlace(String address, EtcdSettings access, String driver) implements Place {
    /** Though nothing was told: whatever may have gone wrong with a watch lasts no longer. */
    private static final Duration LOOK_EVERY = Duration.ofMinutes(1);

    /** Without what may stand before an address' {@code @}, where nothing should. */
    @Override
    public String name() {
        return "etcd at " + address.replaceAll("//[^;]*@", "//");
    }

    @Override
    public String kind() {
        return "etcd";
    }

    @Override
    public void watch(Consumer<Snapshot> seen) throws IOException, InterruptedException {
        try (Etcd etcd = connect()) {
            while (true) {
                EtcdState state = etcd.read();
                seen.accept(() -> settings(state));
                etcd.awaitChange(state.revision() + 1, LOOK_EVERY);
            }
        }
    }

    Etcd connect() throws IOException {
        return Etcd.connect(EtcdAddress.parse(address), access);
    }

    Map<String, Object> settings(EtcdState state) {
        return OwnSettings.from(state.settings(), driver);
    }
}
