package io.reelsync.secrets;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.springframework.boot.context.config.ConfigDataResource;

/** The etcd that {@code spring.config.import} names. */
final class EtcdLocation extends ConfigDataResource implements SettingsLocation {
    /** Though nothing was told: whatever may have gone wrong with a watch lasts no longer. */
    private static final Duration LOOK_EVERY = Duration.ofMinutes(1);

    private final String address;
    private final EtcdSettings access;
    private final String driver;
    private final boolean optional;

    /**
     * @param driver as for {@link OwnSettings#from}
     * @param optional whether a service starts without it
     */
    EtcdLocation(String address, EtcdSettings access, String driver, boolean optional) {
        this.address = address;
        this.access = access;
        this.driver = driver;
        this.optional = optional;
    }

    /** Without what may stand before an address' {@code @}, where nothing should. */
    @Override
    public String name() {
        return "etcd at " + address.replaceAll("//[^;]*@", "//");
    }

    @Override
    public String kind() {
        return "etcd";
    }

    boolean optional() {
        return optional;
    }

    @Override
    public void watch(Consumer<Supplier<Map<String, Object>>> seen) throws IOException, InterruptedException {
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

    /** Spring Boot resolves each import more than once, and loads once what is equal. */
    @Override
    public boolean equals(Object other) {
        return other instanceof EtcdLocation that && address.equals(that.address) && optional == that.optional;
    }

    @Override
    public int hashCode() {
        return Objects.hash(address, optional);
    }

    @Override
    public String toString() {
        return name();
    }
}
