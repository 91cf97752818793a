package io.reelsync.servers;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** A library on the class path that carries programs; it may itself lie inside another archive. */
final class Bundle {
    private final URL marker;

    private Bundle(URL marker) {
        this.marker = marker;
    }

    /** The library that holds this entry, where there is one. */
    static Optional<Bundle> holding(String entry) {
        return Optional.ofNullable(Bundle.class.getClassLoader().getResource(entry))
                .map(Bundle::new);
    }

    /** The name of the first entry that fits. */
    Optional<String> entry(Predicate<String> fits) {
        try {
            return jar().stream().map(JarEntry::getName).filter(fits).findFirst();
        } catch (IOException e) {
            throw new ServerException("can't read " + this, e);
        }
    }

    /**
     * Unpacks all entries whose names start with {@code prefix} into the target folder, executable, unless the folder
     * is there: it appears only when complete. Safe against others who do the same at this moment.
     */
    Path unpack(String prefix, Path target) {
        if (Files.isDirectory(target)) {
            return target;
        }
        Path lock = target.resolveSibling(target.getFileName() + ".lock");
        try (FileChannel channel = FileChannel.open(made(lock), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            if (held.isValid() && !Files.isDirectory(target)) {
                Path partial = target.resolveSibling(target.getFileName() + ".partial");
                Folders.deleteIfThere(partial);
                copy(prefix, partial);
                Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
            }
            return target;
        } catch (IOException e) {
            throw new ServerException("can't unpack " + this + " to " + target + ": " + e, e);
        }
    }

    private static Path made(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        return file;
    }

    private void copy(String prefix, Path folder) throws IOException {
        String parent = prefix.endsWith("/") ? prefix : "";
        JarFile jar = jar();
        for (JarEntry entry :
                jar.stream().filter(e -> e.getName().startsWith(prefix)).toList()) {
            Path file =
                    folder.resolve(entry.getName().substring(parent.length())).normalize();
            if (!file.startsWith(folder)) {
                throw new IOException("the entry " + entry.getName() + " leaves its folder");
            }
            if (entry.isDirectory()) {
                Files.createDirectories(file);
            } else if (isWanted(entry.getName())) {
                Files.createDirectories(folder.resolve(entry.getName().substring(parent.length()))
                        .getParent());
                try (InputStream content = jar.getInputStream(entry)) {
                    Files.copy(content, file);
                }
                file.toFile().setExecutable(true);
            }
        }
    }

    /** Archives for linking and for other languages are of no use to a server. */
    private static boolean isWanted(String name) {
        return !name.endsWith(".a") && !name.endsWith(".jar");
    }

    private JarFile jar() throws IOException {
        return ((JarURLConnection) marker.openConnection()).getJarFile();
    }

    @Override
    public String toString() {
        return marker.toString();
    }
}
