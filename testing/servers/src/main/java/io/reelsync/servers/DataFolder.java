package io.reelsync.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where servers of our own keep their data and secrets: known by a mark of ours, held by one process at a time. */
public final class DataFolder implements AutoCloseable {
    private static final String MARK = "made-by-reelsync";
    private static final Duration LOOKS_EVERY = Duration.ofMillis(100);

    private final Path folder;
    private final FileChannel lockFile;

    private DataFolder(Path folder, FileChannel lockFile) {
        this.folder = folder;
        this.lockFile = lockFile;
    }

    /**
     * Opens a folder, and makes it where it is missing.
     *
     * @throws ServerException where it can't be used, isn't ours, or another process holds it
     */
    public static DataFolder open(Path folder) {
        return open(folder, Duration.ZERO);
    }

    /**
     * As {@link #open(Path)}.
     *
     * @param waits how long another process may go on to hold it
     */
    public static DataFolder open(Path folder, Duration waits) {
        try {
            claim(folder);
            return new DataFolder(folder.toRealPath(), lock(folder, waits));
        } catch (IOException unusable) {
            throw new ServerException(
                    "the data folder " + folder + " can't be used (" + unusable + "): name another with --data");
        }
    }

    private static void claim(Path folder) throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new ServerException("--data is a folder, and " + folder + " is none");
        }
        Files.createDirectories(folder);
        if (Files.exists(folder.resolve(MARK))) {
            return;
        }
        try (Stream<Path> content = Files.list(folder)) {
            if (content.findAny().isPresent()) {
                throw new ServerException(
                        folder + " holds something that reelsync did not make: give --data an empty or a new folder");
            }
        }
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
        Files.writeString(folder.resolve(MARK), "reelsync may empty this folder.\n");
    }

    private static FileChannel lock(Path folder, Duration waits) throws IOException {
        FileChannel file = FileChannel.open(folder.resolve(MARK), StandardOpenOption.READ, StandardOpenOption.WRITE);
        long deadline = System.nanoTime() + waits.toNanos();
        do {
            if (isLocked(file)) {
                return file;
            }
            LockSupport.parkNanos(Math.min(waits.toNanos(), LOOKS_EVERY.toNanos()));
        } while (System.nanoTime() < deadline);
        file.close();
        throw new ServerException(
                "another reelsync command uses " + folder + ": stop it, or give --data another folder");
    }

    private static boolean isLocked(FileChannel file) throws IOException {
        try {
            return file.tryLock() != null;
        } catch (OverlappingFileLockException held) {
            // Within this very process: refused alike.
            return false;
        }
    }

    /** Whether a folder is one that we made. */
    public static boolean isOurs(Path folder) {
        return Files.exists(folder.resolve(MARK));
    }

    /** Removes what is in it. Servers that use it have to be ended before. */
    public void empty() {
        try (Stream<Path> content = Files.list(folder)) {
            for (Path path : (Iterable<Path>) content::iterator) {
                if (!path.getFileName().toString().equals(MARK)) {
                    Folders.deleteIfThere(path);
                }
            }
        } catch (IOException unusable) {
            throw new ServerException("the data folder " + folder + " can't be emptied: " + unusable);
        }
    }

    /** Removes an emptied folder of ours itself; nobody may hold it. */
    public static void remove(Path folder) {
        try {
            Files.deleteIfExists(folder.resolve(MARK));
            Files.deleteIfExists(folder);
        } catch (IOException unusable) {
            throw new ServerException("the data folder " + folder + " can't be removed: " + unusable);
        }
    }

    /** Its place, without links. */
    public Path path() {
        return folder;
    }

    public Path resolve(String name) {
        return folder.resolve(name);
    }

    /** Notes where the gateway of this folder answers, for the commands at a terminal. */
    public void noteGateway(int port) {
        try {
            Files.writeString(folder.resolve("gateway-url"), "http://127.0.0.1:" + port + "\n");
        } catch (IOException unusable) {
            throw new ServerException("the address of the gateway can't be kept in " + folder + ": " + unusable);
        }
    }

    /** A secret of this folder, made when it is first asked for; readable by the user alone. */
    public String secret(String name, int bytes) {
        Path file = folder.resolve(name);
        try {
            if (!Files.exists(file)) {
                byte[] random = new byte[bytes];
                new SecureRandom().nextBytes(random);
                Secret.writePrivately(
                        file, Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "\n");
            }
            return Files.readString(file).strip();
        } catch (IOException unusable) {
            throw new ServerException("the secret " + file + " can't be kept: " + unusable);
        }
    }

    /** Puts another in the place of a secret of this folder. */
    public void replaceSecret(String name, String secret) {
        try {
            Secret.writePrivately(folder.resolve(name), secret + "\n");
        } catch (IOException unusable) {
            throw new ServerException("the secret " + folder.resolve(name) + " can't be kept: " + unusable);
        }
    }

    /** A secret of this folder, null where it was never made. */
    public @Nullable String secretIfThere(String name) {
        return Files.exists(folder.resolve(name)) ? secret(name, 0) : null;
    }

    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
