package io.reelsync.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/architecture.md leads a newcomer along files that exist, and along few of them. */
class ArchitecturePageTest {
    private static final Path HOME = Path.of("../..");
    private static final Pattern CLASS = Pattern.compile("`((?:[a-z]+\\.)+[A-Z]\\w*)`");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| [^|]+ \\| (`[^|]+`) \\|");
    private static final Pattern FILES = Pattern.compile("That is (\\d+) files of [\\d,]+ lines\\.");
    private static final int MAIN_STOPS_AT_MOST = 20;

    @Test
    void namesOnlyClassesThatExist() throws IOException {
        List<String> named = found(CLASS, page());

        assertThat(named).hasSizeGreaterThan(30);
        assertThat(named).allSatisfy(name -> assertThat(files(name)).as(name).hasSize(1));
    }

    @Test
    void leadsAMovieIdPastFewFilesAndCountsThem() throws IOException {
        String way = section(page(), "A movie ID's way");
        List<String> stops = found(ROW, way).stream()
                .flatMap(cell -> found(CLASS, cell).stream())
                .distinct()
                .toList();

        assertThat(stops)
                .contains("run.RunStarter", "scheduler.dispatch.Dispatcher", "worker.settle.FactsWriter")
                .hasSizeLessThanOrEqualTo(MAIN_STOPS_AT_MOST);
        assertThat(found(FILES, way)).containsExactly(String.valueOf(stops.size()));
    }

    private static String page() throws IOException {
        return Files.readString(HOME.resolve("docs/architecture.md"));
    }

    private static String section(String page, String heading) {
        Matcher section = Pattern.compile("(?s)\n## " + Pattern.quote(heading) + "\n(.*?)\n## ")
                .matcher(page);
        assertThat(section.find()).as("section " + heading).isTrue();
        return section.group(1);
    }

    /** The source files of a class that the page names, mostly without the project's own package. */
    private static List<Path> files(String name) throws IOException {
        String inProject = name.replaceFirst("^io\\.reelsync\\.", "").replace('.', '/');
        Path file = Path.of("src/main/java/io/reelsync", inProject + ".java");
        try (Stream<Path> modules = Files.walk(HOME, 2)) {
            return modules.map(module -> module.resolve(file))
                    .filter(Files::isRegularFile)
                    .toList();
        }
    }

    /** The first group of every match. */
    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1)).toList();
    }
}
