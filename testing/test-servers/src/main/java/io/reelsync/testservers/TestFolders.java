package io.reelsync.testservers;

import io.reelsync.servers.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Folders for servers, removed when the JVM ends. */
final class TestFolders {
    private TestFolders() {}

    /** Below {@code REELSYNC_TEST_DIR}, or else below the system's temporary folder. */
    static Path create(String name) {
        String root = System.getenv("REELSYNC_TEST_DIR");
        try {
            Path parent = Files.createDirectories(Path.of(root == null ? System.getProperty("java.io.tmpdir") : root));
            Path folder = Files.createTempDirectory(parent, "reelsync-" + name + "-");
            AtExit.run(() -> {
                Folders.deleteIfThere(folder);
                return folder;
            });
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("can't make a folder for " + name, e);
        }
    }
}
