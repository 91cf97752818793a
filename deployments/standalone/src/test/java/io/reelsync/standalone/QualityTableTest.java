package io.reelsync.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.terminal.TextWidth;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class QualityTableTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    private static List<String> printed(String report, boolean titles) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        QualityTable table = new QualityTable(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        JsonNode json = JSON.readTree(report);
        if (titles) {
            table.printTitles(json);
        } else {
            table.print(json);
        }
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void showsFieldsDownAndKindsAcross() {
        List<String> lines = printed("""
                {"fields": [
                  {"field": "title", "kind": "movie", "titles": 80, "filled": 80, "ratio": 1.0},
                  {"field": "title", "kind": "tv", "titles": 5, "filled": 5, "ratio": 1.0},
                  {"field": "directors", "kind": "movie", "titles": 80, "filled": 77, "ratio": 0.9625},
                  {"field": "directors", "kind": "tv", "titles": 5, "filled": 0, "ratio": 0.0}],
                 "checks": [{"check": "stale", "titles": 0}, {"check": "outlier.runtime", "titles": 12}]}""", false);

        assertThat(lines)
                .containsExactly(
                        "filled                  movie         tv",
                        "titles                     80          5",
                        "title                 100.0 %    100.0 %",
                        "directors              96.3 %      0.0 %",
                        "",
                        "What is odd (the titles behind one: ./reelsync quality --titles CHECK)",
                        "  outlier.runtime                         12");
        assertThat(lines).allSatisfy(line -> assertThat(TextWidth.of(line)).isLessThanOrEqualTo(100));
    }

    @Test
    void saysSoWhereNothingIsThere() {
        assertThat(printed("{\"fields\": [], \"checks\": []}", false))
                .containsExactly("No title has details yet.", "", "Nothing odd was found.");
    }

    @Test
    void keepsColumnsInLineBesideWideLettersAndLongTexts() {
        List<String> lines = printed("""
                {"total": 300, "items": [
                  {"source_id": "1", "kind": "movie", "title": "长桥来信", "value": "a\\u001b[31m\\nb"},
                  {"source_id": "30000001", "kind": "tvshow", "title": "%s", "value": "%s"},
                  {"source_id": "2", "kind": null, "title": null, "value": null}]}""".formatted("片".repeat(40), "x".repeat(90)), true);

        assertThat(lines.get(0)).startsWith("1           movie   长桥来信").endsWith("a [31m b");
        assertThat(TextWidth.of(lines.get(0).substring(0, lines.get(0).indexOf("a ["))))
                .isEqualTo(TextWidth.of(lines.get(1).substring(0, lines.get(1).indexOf("xx"))));
        assertThat(lines).allSatisfy(line -> assertThat(TextWidth.of(line)).isLessThanOrEqualTo(100));
        assertThat(lines).last().isEqualTo("3 of 300 titles");
    }

    @ParameterizedTest
    @CsvSource({"abc, 3", "长桥, 4", "é, 1", "e\u0301, 1", "ｆ, 2", "한국, 4", "🎬, 2", "'', 0"})
    void knowsHowManyPlacesATextTakes(String text, int width) {
        assertThat(TextWidth.of(text)).isEqualTo(width);
    }
}
