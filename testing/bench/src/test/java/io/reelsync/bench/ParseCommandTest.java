package io.reelsync.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(OutputCaptureExtension.class)
class ParseCommandTest {
    private static int run(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "parse";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return BenchCommand.line(Map.of()).execute(all);
    }

    @Test
    void measuresBothReadingsOfMadePages(CapturedOutput output) {
        int code = run("--rounds", "1", "--seconds", "1", "--json");

        assertThat(code).as(output.toString()).isZero();
        JsonNode measured = JsonMapper.shared()
                .readTree(output.getOut()
                        .lines()
                        .filter(line -> line.startsWith("{"))
                        .findFirst()
                        .orElseThrow());
        assertThat(measured.path("pages").asInt()).isEqualTo(20);
        assertThat(measured.path("rounds").asInt()).isEqualTo(1);
        for (String reading : new String[] {"reference", "subject"}) {
            assertThat(measured.path(reading).path("microsecondsPerPage").asDouble())
                    .isPositive();
            assertThat(measured.path(reading).path("bytesPerPage").asLong()).isPositive();
        }
        assertThat(measured.path("ratio").asDouble()).isPositive();
    }

    @Test
    void writesATableOfTheMedians() {
        ByteArrayOutputStream table = new ByteArrayOutputStream();

        new ParseCommand.Measured(
                        2,
                        1,
                        new ParseCommand.Measured.Each(1000, 742_000),
                        new ParseCommand.Measured.Each(480.4, 419_400),
                        0.48)
                .writeTable(new PrintStream(table, true, StandardCharsets.UTF_8));

        assertThat(table.toString(StandardCharsets.UTF_8))
                .contains("2 pages, 1 round")
                .contains("| a jsoup parse, a select for each field | 1000 | 742 |")
                .contains("| Reelsync | 480 | 419 |")
                .contains("Reelsync takes 48 % of the time");
    }

    @ParameterizedTest
    @CsvSource({
        "--rounds=0, '--rounds is a number from 1 to 100, not 0'",
        "--seconds=601, '--seconds is a number from 1 to 600, not 601'",
        "--pages=/nowhere, 'there is no folder /nowhere'",
        "--page=x, 'see ./reelsync bench parse --help'",
    })
    void refusesWhatItCannotDo(String argument, String told, CapturedOutput output) {
        assertThat(run(argument)).isEqualTo(2);
        assertThat(output.getErr())
                .startsWith("reelsync bench: ")
                .contains(told)
                .hasLineCount(1);
    }

    @Test
    void refusesAFolderWithoutPages(@TempDir Path folder, CapturedOutput output) {
        assertThat(run("--pages", folder.toString())).isEqualTo(2);
        assertThat(output.getErr()).contains("no page in " + folder);
    }
}
