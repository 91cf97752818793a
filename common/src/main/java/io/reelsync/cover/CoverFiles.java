package io.reelsync.cover;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * The files of covers, as JPEG, by the hash of what the source sent: the same picture is kept once, whatever number of
 * titles and addresses it has. A file is there whole or not at all. Safe for use by many processes.
 */
@Component
public class CoverFiles {
    private static final Pattern CONTENT = Pattern.compile("[0-9a-f]{64}");

    private final CoverSettings settings;

    CoverFiles(CoverSettings settings) {
        this.settings = settings;
    }

    /**
     * Keeps a picture.
     *
     * @param content the SHA-256 of what the source sent, in hex
     * @param files by width; {@link CoverWidth#SMALL} is always there, a wider one where the picture is wider than the one
     *     before
     */
    public void keep(String content, Map<CoverWidth, byte[]> files) throws IOException {
        Path folder = Files.createDirectories(folder(content));
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

    /** The picture in the width, or the next narrower one that there is; empty where it has been lost. */
    public Optional<byte[]> find(String content, CoverWidth width) throws IOException {
        for (CoverWidth narrower : width.orNarrower()) {
            try {
                return Optional.of(Files.readAllBytes(path(content, narrower)));
            } catch (NoSuchFileException notSoWide) {
                continue;
            }
        }
        return Optional.empty();
    }

    /** Removes a picture that no cover has any more. */
    public void remove(String content) throws IOException {
        for (CoverWidth width : CoverWidth.values()) {
            Files.deleteIfExists(path(content, width));
        }
    }

    private Path path(String content, CoverWidth width) {
        return folder(content).resolve(content + "-" + width.pixels() + ".jpg");
    }

    private Path folder(String content) {
        if (!CONTENT.matcher(content).matches()) {
            throw new IllegalArgumentException("'" + content + "' is no hash of a picture");
        }
        return Path.of(settings.dir()).resolve(content.substring(0, 2));
    }
}
