package io.reelsync.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The words are tested like code. {@code -Dreelsync.write-docs=true} writes what is generated. */
class DocsTest {
    private static final Path HOME = Path.of("../..").toAbsolutePath().normalize();
    private static final Path SETTINGS = HOME.resolve("docs/configuration.md");
    private static final Pattern VARIABLE = Pattern.compile("REELSYNC_[A-Z_]*[A-Z]");
    private static final Pattern SHELL_BLOCK = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{reelsync\\.([a-z.-]+)");
    private static final Pattern COMMAND = Pattern.compile("\\./reelsync ([a-z]+)");

    @Test
    void listsEverySettingWithItsDefault() throws IOException {
        String table = settingsTable();
        if (Boolean.getBoolean("reelsync.write-docs")) {
            String text = Files.readString(SETTINGS);
            Files.writeString(SETTINGS, text.substring(0, text.indexOf("| variable |")) + table);
        }

        assertThat(Files.readString(SETTINGS)).endsWith(table);
    }

    @Test
    void namesInTheReadmesOnlyVariablesThatAre() throws IOException {
        Set<String> known = variables(Files.readString(SETTINGS));

        assertThat(known).contains("REELSYNC_MYSQL_URL", "REELSYNC_DOUBAN_RATE", "REELSYNC_JWT_KEYS");
        assertThat(known).containsAll(variables(read("README.md"))).containsAll(variables(read("README.zh-CN.md")));
    }

    @Test
    void listsWhatTheDefaultsReadFromTheEnvironment() throws IOException {
        Set<String> known = variables(Files.readString(SETTINGS));
        Set<String> read = new TreeSet<>();
        PLACEHOLDER
                .matcher(read("common/src/main/resources/reelsync.yaml"))
                .results()
                .map(found ->
                        "REELSYNC_" + found.group(1).toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"))
                .forEach(read::add);
        // The launcher says where the project's folder is.
        read.remove("REELSYNC_HOME");

        assertThat(known).containsAll(read);
        assertThat(read).contains("REELSYNC_MYSQL_URL", "REELSYNC_PORT");
    }

    @Test
    void saysTheSameInBothLanguages() throws IOException {
        String english = read("README.md");
        String chinese = read("README.zh-CN.md");

        assertThat(shellLines(chinese)).isEqualTo(shellLines(english)).hasSizeGreaterThan(8);
        assertThat(headings(chinese)).isEqualTo(headings(english)).isGreaterThan(5);
        assertThat(tableRows(chinese)).isEqualTo(tableRows(english));
        assertThat(english.lines().count()).isLessThanOrEqualTo(130);
    }

    @Test
    void namesOnlyCommandsThatTheLauncherKnows() throws IOException {
        String launcher = read("reelsync");

        assertThat(commands(read("README.md")))
                .allSatisfy(command -> assertThat(launcher).containsPattern("(?m)^  \\w*[ |]*" + command + "\\b.*\\)"));
    }

    private static String settingsTable() throws IOException {
        TreeMap<String, String> rows = new TreeMap<>();
        for (URL resource : Collections.list(
                DocsTest.class.getClassLoader().getResources("META-INF/spring-configuration-metadata.json"))) {
            try (InputStream json = resource.openStream()) {
                for (JsonNode property : JsonMapper.shared().readTree(json).path("properties")) {
                    String name = property.path("name").asString();
                    if (name.startsWith("reelsync.")) {
                        rows.put(name, row(name, property));
                    }
                }
            }
        }
        List<String> lines = new ArrayList<>(List.of("| variable | default | meaning |", "| --- | --- | --- |"));
        lines.addAll(rows.values());
        return String.join("\n", lines) + "\n";
    }

    private static String row(String name, JsonNode property) {
        String variable = name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
        String preset = property.path("defaultValue").asString("");
        String meaning = property.path("description").asString("");
        assertThat(meaning).as("the meaning of %s", name).isNotBlank();
        return "| `" + variable + "` | " + (preset.isEmpty() ? "" : "`" + preset + "`") + " | "
                + meaning.replaceAll("\\{@code ([^}]*)}", "`$1`").replaceAll("\\s+", " ") + " |";
    }

    private static Set<String> variables(String text) {
        Set<String> names = new TreeSet<>();
        VARIABLE.matcher(text).results().map(MatchResult::group).forEach(names::add);
        return names;
    }

    private static List<String> shellLines(String text) {
        return SHELL_BLOCK
                .matcher(text)
                .results()
                .flatMap(block -> block.group(1).lines())
                .map(line -> line.replaceFirst("  +# .*", ""))
                .toList();
    }

    private static List<String> commands(String text) {
        return COMMAND.matcher(text).results().map(found -> found.group(1)).toList();
    }

    private static long headings(String text) {
        return text.lines().filter(line -> line.startsWith("#")).count();
    }

    private static long tableRows(String text) {
        return text.lines().filter(line -> line.startsWith("|")).count();
    }

    private static String read(String name) throws IOException {
        return Files.readString(HOME.resolve(name));
    }
}
