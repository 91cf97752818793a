package io.reelsync.testservers;

import io.reelsync.servers.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Folders for servers, removed when the JVM ends unless they are to outlive it. */
final class TestFolders {
    private TestFolders() {}

    /** The folder of this run of {@code ./reelsync test}, which removes it at its end; empty if it is another. */
    static Optional<Path> ofTheRun() {
        return Optional.ofNullable(System.getenv("REELSYNC_TEST_DIR")).map(Path::of);
    }

    /** Below the run's folder, or else below the system's temporary folder. */
    static Path create(String name) {
        Path folder = createLasting(name);
        AtExit.run(() -> {
            Folders.deleteIfThere(folder);
            return folder;
        });
        return folder;
    }

    /** One that outlives the JVM. */
    static Path createLasting(String name) {
        try {
            Path parent = Files.createDirectories(ofTheRun().orElse(Path.of(System.getProperty("java.io.tmpdir"))));
            return Files.createTempDirectory(parent, "reelsync-" + name + "-");
        } catch (IOException e) {
            throw new UncheckedIOException("can't make a folder for " + name, e);
        }
    }
}
