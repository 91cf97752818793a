package io.reelsync.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The tables of docs/configuration.md are what the settings say of themselves: edit the records, or
 * additional-spring-configuration-metadata.json. {@code -Dreelsync.write-docs=true} writes the tables anew. A mark names
 * the settings of its table, or what their names begin with; the longest one of the page that fits a setting has it.
 */
class ConfigurationPageTest {
    private static final Path PAGE = Path.of("../../docs/configuration.md");
    private static final Pattern TABLE =
            Pattern.compile("(?s)<!-- settings: ([a-z0-9. -]+) -->\n.*?\n<!-- /settings -->");

    @BeforeAll
    static void writeWhereAsked() throws IOException {
        if (Boolean.getBoolean("reelsync.write-docs")) {
            Files.writeString(PAGE, written(Files.readString(PAGE)));
        }
    }

    @Test
    void saysWhatTheSettingsSayOfThemselves() throws IOException {
        assertThat(PAGE)
                .as("write it with -Dreelsync.write-docs=true")
                .content()
                .isEqualTo(written(Files.readString(PAGE)));
    }

    @Test
    void hasEachSettingInOneTable() throws IOException {
        String page = Files.readString(PAGE);
        List<String> marks = marks(page);

        assertThat(marks).doesNotHaveDuplicates().allSatisfy(mark -> assertThat(ownedBy(mark, marks))
                .as("settings of %s", mark)
                .isNotEmpty());
        assertThat(Setting.all()).hasSizeGreaterThan(50).allSatisfy(setting -> {
            assertThat(page.split("\\| `" + setting.variable() + "` \\|", -1))
                    .as("rows of %s", setting.variable())
                    .hasSize(2);
            assertThat(setting.meaning()).isNotBlank().doesNotContain("|", "\n", "{@");
        });
    }

    @Test
    void wouldNotTakeATableThatIsOld() throws IOException {
        String page = Files.readString(PAGE);
        String old = page.replace("| `1/6s` |", "| `1/2s` |");

        assertThat(old).isNotEqualTo(page);
        assertThat(written(old)).isEqualTo(page);
    }

    private static String written(String page) throws IOException {
        List<String> marks = marks(page);
        StringBuilder written = new StringBuilder();
        Matcher table = TABLE.matcher(page);
        while (table.find()) {
            table.appendReplacement(written, Matcher.quoteReplacement(table(table.group(1), marks)));
        }
        return table.appendTail(written).toString();
    }

    private static String table(String words, List<String> marks) throws IOException {
        StringBuilder table = new StringBuilder("<!-- settings: " + words + " -->\n\n")
                .append("| variable | default | meaning |\n| --- | --- | --- |\n");
        for (String mark : words.split(" ")) {
            ownedBy(mark, marks).forEach(setting -> table.append(row(setting)));
        }
        return table.append("\n<!-- /settings -->").toString();
    }

    private static String row(Setting setting) {
        String standard = setting.defaultValue().isEmpty() ? "" : "`" + setting.defaultValue() + "` ";
        return "| `" + setting.variable() + "` | " + standard + "| " + setting.meaning() + " |\n";
    }

    private static List<String> marks(String page) {
        return TABLE.matcher(page)
                .results()
                .flatMap(table -> Stream.of(table.group(1).split(" ")))
                .toList();
    }

    private static List<Setting> ownedBy(String mark, List<String> marks) throws IOException {
        return Setting.all().stream()
                .filter(setting -> owner(setting, marks).equals(Optional.of(mark)))
                .toList();
    }

    private static Optional<String> owner(Setting setting, List<String> marks) {
        return marks.stream().filter(setting::isOf).max(Comparator.comparing(String::length));
    }
}
