package io.reelsync.secrets;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.springframework.boot.env.ConfigTreePropertySource;

/**
 * A folder with a file for each secret, as Docker and Kubernetes mount them.
 *
 * @param driver as for {@link OwnSettings#from}
 */
record FolderLocation(Path path, String driver) implements SettingsLocation {
    private static final long LOOK_EVERY_MILLIS = 2_000;

    @Override
    public String name() {
        return "the folder " + path;
    }

    @Override
    public String kind() {
        return "files";
    }

    /** A file may be in the middle of being written: what two looks in a row see alike is shown. */
    @Override
    public void watch(Consumer<Supplier<Map<String, Object>>> seen) throws IOException, InterruptedException {
        Map<String, String> last = Map.of();
        while (true) {
            Map<String, String> found = find();
            if (found.equals(last)) {
                seen.accept(() -> OwnSettings.from(found, driver));
            }
            last = found;
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
        }
    }

    Map<String, Object> read() throws IOException {
        return OwnSettings.from(find(), driver);
    }

    private Map<String, String> find() throws IOException {
        Map<String, String> found = new TreeMap<>();
        try {
            ConfigTreePropertySource tree = new ConfigTreePropertySource(
                    name(), path, ConfigTreePropertySource.Option.AUTO_TRIM_TRAILING_NEW_LINE);
            for (String file : tree.getPropertyNames()) {
                OwnSettings.name(file)
                        .ifPresent(name -> found.put(name, String.valueOf((Object) tree.getProperty(file))));
            }
        } catch (IllegalStateException | IllegalArgumentException unreadable) {
            throw new IOException(unreadable.getMessage(), unreadable);
        }
        return found;
    }
}
