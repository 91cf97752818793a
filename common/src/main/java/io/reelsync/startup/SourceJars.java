package io.reelsync.startup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The jars of sources that are no part of this build: those in the folder that {@code REELSYNC_SOURCES_DIR} names. */
public final class SourceJars {
    private static final String VARIABLE = "REELSYNC_SOURCES_DIR";

    private SourceJars() {}

    /**
     * Adds the jars to what this thread, and every thread that it starts, finds on the class path. What both have is taken
     * from the class path. To be called once, by a program's main thread, before anything looks for sources.
     *
     * @throws StartRefused where there is no such folder, or a jar in it can't be read
     */
    public static void load() {
        load(System.getenv(VARIABLE));
    }

    static void load(@Nullable String folder) {
        if (folder == null || folder.isBlank()) {
            return;
        }
        URL[] jars = in(folder).stream().map(SourceJars::url).toArray(URL[]::new);
        Thread main = Thread.currentThread();
        main.setContextClassLoader(new URLClassLoader("sources", jars, main.getContextClassLoader()));
    }

    /** All jars of a folder, by name. */
    private static List<Path> in(String folder) {
        try (Stream<Path> files = Files.list(Path.of(folder))) {
            List<Path> jars = files.filter(file -> file.getFileName().toString().endsWith(".jar"))
                    .sorted()
                    .toList();
            jars.forEach(SourceJars::requireReadable);
            return jars;
        } catch (IOException | UncheckedIOException | InvalidPathException none) {
            throw new StartRefused(
                    VARIABLE + " is '" + folder + "', which is no folder that can be read: name one with sources' jars",
                    none);
        }
    }

    private static void requireReadable(Path jar) {
        try (JarFile opened = new JarFile(jar.toFile())) {
            opened.getManifest();
        } catch (IOException | SecurityException unreadable) {
            throw new StartRefused(
                    VARIABLE + ": " + jar + " can't be read as a jar: " + unreadable.getMessage()
                            + ". Put it there again, or take it out",
                    unreadable);
        }
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException never) {
            throw new IllegalStateException(never);
        }
    }
}
