package io.reelsync.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The words are tested like code: what they say of settings and commands is what there is. */
class DocsTest {
    private static final Path HOME = Path.of("../..").toAbsolutePath().normalize();
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `(REELSYNC_[A-Z0-9_]+)` \\| (?:`([^`]+)` )?\\| (\\S.*\\S) \\|$");
    private static final Pattern VARIABLE = Pattern.compile("REELSYNC_[A-Z0-9_]*[A-Z0-9]");
    private static final Pattern COMMAND = Pattern.compile("\\./reelsync ([a-z]+)");
    private static final Pattern SHELL = Pattern.compile("(?s)```sh\\n(.*?)```");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ ");
    private static final Pattern TABLE_ROW = Pattern.compile("(?m)^\\|");

    @Test
    void listsEverySettingWithItsDefault() throws IOException {
        assertThat(listed()).isEqualTo(settings()).containsEntry("REELSYNC_DOUBAN_RATE", "1/6s");
    }

    @Test
    void namesATestThatThereIsForEachAttack() throws IOException {
        String page = Files.readString(HOME.resolve("docs/security.md"));
        Map<String, String> tests = new HashMap<>();
        for (String module : List.of("api-gateway", "common", "worker-service", "sources/source-api")) {
            try (Stream<Path> files = Files.walk(HOME.resolve(module + "/src/test/java"))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    // Two modules have a test of one name.
                    tests.merge(file.getFileName().toString(), Files.readString(file), String::concat);
                }
            }
        }
        List<String> named = found(Pattern.compile("`([A-Z][A-Za-z]+Test\\.[a-zA-Z]+)`"), page);

        assertThat(named).hasSizeGreaterThan(40);
        assertThat(named).allSatisfy(test -> {
            String[] parts = test.split("\\.");
            assertThat(tests).containsKey(parts[0] + ".java");
            assertThat(tests.get(parts[0] + ".java")).contains("void " + parts[1] + "(");
        });
    }

    @Test
    void describesWhatTheDefaultsFileReads() throws IOException {
        String yaml = Files.readString(HOME.resolve("common/src/main/resources/reelsync.yaml"));
        Map<String, String> settings = settings();
        // Where the project is, the launcher says; nobody sets it.
        List<String> names = found(Pattern.compile("\\$\\{(reelsync\\.[a-z.-]+)"), yaml).stream()
                .filter(name -> !name.equals("reelsync.home"))
                .map(Setting::variableOf)
                .toList();

        assertThat(settings).containsKeys(names.toArray(String[]::new));
        assertThat(names).contains("REELSYNC_BIND", "REELSYNC_LOG_DIR");
        Pattern.compile("\\$\\{(reelsync\\.(?!home)[a-z.-]+):([^${}]*)}")
                .matcher(yaml)
                .results()
                .forEach(one -> assertThat(settings).containsEntry(Setting.variableOf(one.group(1)), one.group(2)));
    }

    @Test
    void namesInTheReadmesOnlyVariablesThatAre() throws IOException {
        Set<String> known = listed().keySet();

        assertThat(known).containsAll(variables("README.md")).containsAll(variables("README.zh-CN.md"));
        assertThat(variables("README.md"))
                .isEqualTo(variables("README.zh-CN.md"))
                .isNotEmpty();
    }

    @Test
    void saysTheSameInBothLanguages() throws IOException {
        for (String page : List.of("README", "docs/from-sync-service")) {
            String english = read(page + ".md");
            String chinese = read(page + ".zh-CN.md");
            String name = page.replaceFirst(".*/", "");

            assertThat(found(SHELL, chinese)).isEqualTo(found(SHELL, english)).hasSizeGreaterThan(3);
            assertThat(found(COMMAND, chinese)).isEqualTo(found(COMMAND, english));
            assertThat(count(HEADING, chinese))
                    .isEqualTo(count(HEADING, english))
                    .isGreaterThan(5);
            assertThat(count(TABLE_ROW, chinese)).isEqualTo(count(TABLE_ROW, english));
            assertThat(english).contains("(" + name + ".zh-CN.md)");
            assertThat(chinese).contains("(" + name + ".md)");
        }
        assertThat(read("README.md").lines().count()).isLessThanOrEqualTo(130);
    }

    @Test
    void namesInThePageForUsersOfTheGoProgramOnlyWhatThereIs() throws IOException {
        String page = read("docs/from-sync-service.md");
        Set<String> known = new TreeSet<>(listed().keySet());
        // What is otherwise in one feed, and the servers' addresses of every service, by the start of their names.
        Set<String> named = variables("docs/from-sync-service.md");
        named.removeIf(name -> name.startsWith("REELSYNC_DOUBAN_FEEDS_") || name.equals("REELSYNC_LOG"));

        assertThat(known).containsAll(named);
        assertThat(commands()).containsAll(found(COMMAND, page));
        assertThat(read("docs/schema.sql")).contains("release_date_precision", "directors_full_json", "reelsync_role");
    }

    @Test
    void namesOnlyCommandsThatTheLauncherKnows() throws IOException {
        assertThat(commands()).contains("up", "service", "test").containsAll(found(COMMAND, read("README.md")));
    }

    /** Those of the launcher: the last case of the script chooses one. */
    private static List<String> commands() throws IOException {
        String launcher = read("reelsync");
        String choice = launcher.substring(launcher.lastIndexOf("\ncase "));
        return found(Pattern.compile("(?m)^  ([a-z| -]+)\\)"), choice).stream()
                .flatMap(names -> Stream.of(names.split(" \\| ")))
                .toList();
    }

    /** The settings of the documentation with their defaults. */
    private static Map<String, String> listed() throws IOException {
        Map<String, String> rows = new TreeMap<>();
        ROW.matcher(read("docs/configuration.md")).results().forEach(row -> assertThat(
                        rows.put(row.group(1), row.group(2) == null ? "" : row.group(2)))
                .as("an earlier row of %s", row.group(1))
                .isNull());
        return rows;
    }

    /** The settings of the code with their defaults. */
    private static Map<String, String> settings() throws IOException {
        Map<String, String> settings = new TreeMap<>();
        for (Setting setting : Setting.all()) {
            settings.put(setting.variable(), setting.defaultValue());
        }
        return settings;
    }

    private static Set<String> variables(String file) throws IOException {
        return new TreeSet<>(
                VARIABLE.matcher(read(file)).results().map(MatchResult::group).toList());
    }

    /** The first group of every match. */
    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1)).toList();
    }

    private static long count(Pattern pattern, String text) {
        return pattern.matcher(text).results().count();
    }

    private static String read(String name) throws IOException {
        return Files.readString(HOME.resolve(name));
    }
}
