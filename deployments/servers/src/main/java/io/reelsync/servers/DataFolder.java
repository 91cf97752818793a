package io.reelsync.standalone;

import io.reelsync.servers.Folders;
import io.reelsync.servers.Leftovers;
import io.reelsync.startup.StartRefused;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the one-command mode keeps its data and its secrets: known by a mark of ours, held by one process at a time.
 */
final class DataFolder implements AutoCloseable {
    private static final String MARK = "made-by-reelsync";

    private final Path folder;
    private final FileChannel lockFile;

    private DataFolder(Path folder, FileChannel lockFile) {
        this.folder = folder;
        this.lockFile = lockFile;
    }

    /**
     * Opens a folder, makes it where it is missing, and ends servers that a killed process left in it.
     *
     * @param fresh whether to empty it first
     * @throws StartRefused where it can't be used, or isn't ours
     */
    static DataFolder open(Path folder, boolean fresh) {
        try {
            claim(folder);
            FileChannel lockFile = lock(folder);
            Leftovers.reap(folder);
            if (fresh) {
                empty(folder);
            }
            return new DataFolder(folder, lockFile);
        } catch (IOException unusable) {
            throw new StartRefused("the data folder " + folder + " can't be used: " + unusable, unusable);
        }
    }

    private static void claim(Path folder) throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new StartRefused("--data is a folder, and " + folder + " is none");
        }
        Files.createDirectories(folder);
        if (Files.exists(folder.resolve(MARK))) {
            return;
        }
        try (Stream<Path> content = Files.list(folder)) {
            if (content.findAny().isPresent()) {
                throw new StartRefused(
                        folder + " holds something that reelsync did not make: give --data an empty or a new folder");
            }
        }
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
        Files.writeString(folder.resolve(MARK), "reelsync up --fresh empties this folder.\n");
    }

    private static FileChannel lock(Path folder) throws IOException {
        FileChannel file = FileChannel.open(folder.resolve(MARK), StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            FileLock lock = file.tryLock();
            if (lock != null) {
                return file;
            }
        } catch (OverlappingFileLockException held) {
            // Held within this very process: refused alike.
        }
        file.close();
        throw new StartRefused("another reelsync up uses " + folder + ": stop it, or give --data another folder");
    }

    private static void empty(Path folder) throws IOException {
        try (Stream<Path> content = Files.list(folder)) {
            for (Path path : (Iterable<Path>) content::iterator) {
                if (!path.getFileName().toString().equals(MARK)) {
                    Folders.deleteIfThere(path);
                }
            }
        }
    }

    Path resolve(String name) {
        return folder.resolve(name);
    }

    /** A secret of this folder, made when it is first asked for; readable by the user alone. */
    String secret(String name, int bytes) {
        Path file = folder.resolve(name);
        try {
            if (!Files.exists(file)) {
                byte[] random = new byte[bytes];
                new SecureRandom().nextBytes(random);
                keep(file, Base64.getUrlEncoder().withoutPadding().encodeToString(random));
            }
            return Files.readString(file).strip();
        } catch (IOException unusable) {
            throw new StartRefused("the secret " + file + " can't be kept: " + unusable, unusable);
        }
    }

    /** A secret of this folder, null where it was never made. */
    @Nullable
    String secretIfThere(String name) {
        return Files.exists(folder.resolve(name)) ? secret(name, 0) : null;
    }

    private static void keep(Path file, String secret) throws IOException {
        Files.createFile(file);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
        Files.writeString(file, secret + "\n");
    }

    @Override
    public void close() throws IOException {
        lockFile.close();
    }
}
