package io.reelsync.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.annotation.ImportCandidates;

class SourceJarsTest {
    private final ClassLoader before = Thread.currentThread().getContextClassLoader();

    @TempDir
    private Path folder;

    @AfterEach
    void takeThemOut() {
        Thread.currentThread().setContextClassLoader(before);
    }

    @Test
    void changesNothingWhereNoFolderIsNamed() {
        SourceJars.load(null);
        SourceJars.load(" ");

        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
    }

    @Test
    void findsTheSourcesOfEveryJarInTheFolder() throws IOException {
        jar("one.jar", "org.example.One");
        jar("other.jar", "org.example.Other");
        Files.writeString(folder.resolve("notes.txt"), "no jar");

        SourceJars.load(folder.toString());

        assertThat(ImportCandidates.load(
                        EnableSources.class, Thread.currentThread().getContextClassLoader()))
                .contains("org.example.One", "org.example.Other");
    }

    @Test
    void refusesWhatIsNoFolder() throws IOException {
        Path file = Files.createFile(folder.resolve("film.jar"));
        for (String none : new String[] {folder.resolve("none").toString(), file.toString(), "\u0000"}) {
            assertThatExceptionOfType(StartRefused.class)
                    .isThrownBy(() -> SourceJars.load(none))
                    .withMessage("REELSYNC_SOURCES_DIR is '" + none
                            + "', which is no folder that can be read: name one with sources' jars");
        }
    }

    @Test
    void refusesAJarThatCanNotBeRead() throws IOException {
        jar("a.jar", "org.example.One");
        Path broken = Files.writeString(folder.resolve("b.jar"), "half of a download");

        assertThatExceptionOfType(StartRefused.class)
                .isThrownBy(() -> SourceJars.load(folder.toString()))
                .withMessageStartingWith("REELSYNC_SOURCES_DIR: " + broken + " can't be read as a jar: ")
                .withMessageEndingWith(". Put it there again, or take it out");
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
    }

    private void jar(String name, String configuration) throws IOException {
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(folder.resolve(name)))) {
            jar.putNextEntry(new JarEntry("META-INF/spring/" + EnableSources.class.getName() + ".imports"));
            jar.write(configuration.getBytes(StandardCharsets.UTF_8));
        }
    }
}
