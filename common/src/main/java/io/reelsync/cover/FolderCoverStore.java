package io.reelsync.cover;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;

/** Covers in a folder that gateways, workers and schedulers share. */
final class FolderCoverStore implements CoverStore {
    private final Path root;

    FolderCoverStore(Path root) {
        this.root = root;
    }

    @Override
    public void keep(String content, Map<CoverWidth, byte[]> files) throws IOException {
        Path folder = Files.createDirectories(root.resolve(CoverNames.folder(content)));
        for (Map.Entry<CoverWidth, byte[]> file : files.entrySet()) {
            Path made = Files.createTempFile(folder, ".", ".tmp");
            try {
                Files.write(made, file.getValue());
                move(made, path(content, file.getKey()));
            } finally {
                Files.deleteIfExists(made);
            }
        }
    }

    /** Gateways of another user read the file too, which a temporary one would not allow. */
    private static void move(Path made, Path file) throws IOException {
        if (made.toFile().setReadable(true, false)) {
            try {
                Files.move(made, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (AtomicMoveNotSupportedException otherFileSystem) {
                Files.move(made, file, StandardCopyOption.REPLACE_EXISTING);
            }
        } else {
            throw new IOException("the rights of " + made + " can't be set");
        }
    }

    @Override
    public Optional<byte[]> read(String content, CoverWidth width) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(path(content, width)));
        } catch (NoSuchFileException notThere) {
            return Optional.empty();
        }
    }

    @Override
    public void remove(String content) throws IOException {
        for (CoverWidth width : CoverWidth.values()) {
            Files.deleteIfExists(path(content, width));
        }
    }

    private Path path(String content, CoverWidth width) {
        return root.resolve(CoverNames.file(content, width));
    }
}
