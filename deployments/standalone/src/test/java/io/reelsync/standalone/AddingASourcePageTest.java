package io.reelsync.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The files of docs/adding-a-source.md are those of sources/example-source, which is compiled and tested:
 * {@code -Dreelsync.write-docs=true} writes them anew.
 */
class AddingASourcePageTest {
    private static final Path HOME = Path.of("../..");
    private static final Path PAGE = HOME.resolve("docs/adding-a-source.md");
    private static final Path EXAMPLE = HOME.resolve("sources/example-source");
    private static final Pattern FILE = Pattern.compile("(?s)<!-- file: (\\S+) -->\n.*?\n<!-- /file -->");

    @BeforeAll
    static void writeWhereAsked() throws IOException {
        if (Boolean.getBoolean("reelsync.write-docs")) {
            Files.writeString(PAGE, written(Files.readString(PAGE)));
        }
    }

    @Test
    void showsTheFilesAsTheyAre() throws IOException {
        assertThat(PAGE)
                .as("write it with -Dreelsync.write-docs=true")
                .content()
                .isEqualTo(written(Files.readString(PAGE)));
    }

    @Test
    void showsEachFileOnce() throws IOException {
        List<String> shown = FILE.matcher(Files.readString(PAGE))
                .results()
                .map(file -> file.group(1))
                .toList();
        try (Stream<Path> files = Stream.concat(
                Stream.of(EXAMPLE.resolve("pom.xml")),
                Files.walk(EXAMPLE.resolve("src")).filter(Files::isRegularFile))) {
            assertThat(shown)
                    .containsExactlyInAnyOrderElementsOf(
                            files.map(file -> EXAMPLE.relativize(file).toString())
                                    .toList());
        }
    }

    @Test
    void wouldNotTakeAFileThatIsOld() throws IOException {
        String page = Files.readString(PAGE);
        String old = page.replace("class FilmRoute", "class OldRoute");

        assertThat(old).isNotEqualTo(page);
        assertThat(written(old)).isEqualTo(page);
    }

    private static String written(String page) throws IOException {
        StringBuilder written = new StringBuilder();
        Matcher file = FILE.matcher(page);
        while (file.find()) {
            file.appendReplacement(written, Matcher.quoteReplacement(shown(file.group(1))));
        }
        return file.appendTail(written).toString();
    }

    private static String shown(String name) throws IOException {
        String language = name.substring(name.lastIndexOf('.') + 1).replace("imports", "text");
        // Outside the project, the parent is found in the local repository.
        String text = Files.readString(EXAMPLE.resolve(name))
                .replace("<relativePath>../../pom.xml</relativePath>", "<relativePath/>");
        return "<!-- file: " + name + " -->\n\n```" + language + "\n" + text + "```\n\n<!-- /file -->";
    }
}
