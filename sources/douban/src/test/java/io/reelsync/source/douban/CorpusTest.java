package io.reelsync.source.douban;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.reelsync.source.BrokenPageException;
import io.reelsync.source.PartialDate;
import io.reelsync.source.SubjectId;
import io.reelsync.source.Verdict;
import io.reelsync.source.VideoFacts;
import io.reelsync.source.VideoFacts.ReleaseDate;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Compares saved pages ({@code <id>.html}), fact by fact, with what stands on them ({@code <id>.truth.json}). */
@EnabledIfEnvironmentVariable(named = "REELSYNC_PAGES_DIR", matches = ".+")
class CorpusTest {
    private static final Logger log = LoggerFactory.getLogger(CorpusTest.class);
    private static final JsonMapper json = new JsonMapper();

    private final DoubanSource source = Pages.source();
    private final Map<String, int[]> fields = new LinkedHashMap<>();
    private final List<String> misses = new ArrayList<>();
    private final List<String> disagreements = new ArrayList<>();

    @Test
    void readsEveryFactOfEverySavedPage() throws IOException, BrokenPageException {
        List<Path> truths = truths();
        assertThat(truths).as("truth files in the folder").isNotEmpty();
        for (Path path : truths) {
            JsonNode truth = json.readTree(Files.readAllBytes(path));
            byte[] page = Files.readAllBytes(
                    path.resolveSibling(path.getFileName().toString().replace(".truth.json", ".html")));
            SubjectId subject =
                    new SubjectId(DoubanSource.NAME, truth.path("source_id").asString());
            if (truth.path("kind").asString().equals("book")) {
                assertThatExceptionOfType(BrokenPageException.class)
                        .isThrownBy(() -> Pages.read(Long.parseLong(subject.id()), page));
            } else {
                compare(path.getFileName().toString(), subject, page, truth);
            }
        }
        report(truths.size());
        assertThat(misses).isEmpty();
    }

    @Test
    void givesAllFactsOrNoneOfASavedPageCutShort() throws IOException {
        for (Path path : truths()) {
            long id = json.readTree(Files.readAllBytes(path)).path("source_id").asLong();
            byte[] page = Files.readAllBytes(
                    path.resolveSibling(path.getFileName().toString().replace(".truth.json", ".html")));
            for (int part = 0; part < 50; part++) {
                byte[] cut = Arrays.copyOf(page, (int) ((long) page.length * part / 50));
                assertThatExceptionOfType(BrokenPageException.class)
                        .as("%s cut at %d/50", path, part)
                        .isThrownBy(() -> Pages.read(id, cut));
                assertThat(source.reader().judge(Pages.answer(id, cut)))
                        .as("%s cut at %d/50", path, part)
                        .isInstanceOfAny(Verdict.Page.class, Verdict.Broken.class);
            }
        }
    }

    @Test
    void tellsSavedRefusalsApart() throws IOException {
        Path folder = Path.of(System.getenv("REELSYNC_PAGES_DIR"), "refusals");
        assumeThat(folder).as("refusals saved beside the pages").isDirectory();
        assertThat(judge(folder.resolve("challenge.html"))).isInstanceOf(Verdict.Challenged.class);
        assertThat(judge(folder.resolve("login_redirect.html"))).isInstanceOf(Verdict.Challenged.class);
        assertThat(judge(folder.resolve("not_found.html"))).isInstanceOf(Verdict.Gone.class);
    }

    @Test
    void readsTheSavedLists() throws IOException, BrokenPageException {
        Path folder = Path.of(System.getenv("REELSYNC_PAGES_DIR"));
        for (String list : List.of("recent_hot_movie.json", "recent_hot_tv.json")) {
            assumeThat(folder.resolve(list)).as("lists saved beside the pages").isRegularFile();
            byte[] body = Files.readAllBytes(folder.resolve(list));
            int items = json.readTree(body).path("items").size();
            assertThat(source.reader()
                            .readList("movies", null, Pages.answer(1, body))
                            .subjects())
                    .as(list)
                    .hasSize(items)
                    .allSatisfy(facts -> assertThat(facts.naming().title()).isNotBlank());
        }
    }

    @Test
    void readsTheSavedDetailsOfTheMobileSite() throws IOException, BrokenPageException {
        Path folder = Path.of(System.getenv("REELSYNC_PAGES_DIR"), "json");
        assumeThat(folder)
                .as("answers of the mobile site saved beside the pages")
                .isDirectory();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(one -> one.getFileName().toString().matches("rexxar_(movie|tv)_\\d+\\.json"))
                    .toList()) {
                byte[] body = Files.readAllBytes(file);
                JsonNode told = json.readTree(body);
                long id = told.path("id").asLong();
                VideoFacts facts =
                        source.reader().detailsRoutes().get(1).read(Pages.subject(id), Pages.answer(id, body));
                assertThat(facts.naming().title()).isEqualTo(told.path("title").asString());
                assertThat(facts.labels().genres()).hasSize(told.path("genres").size());
                assertThat(facts.credits().actors()).hasSize(told.path("actors").size());
                assertThat(facts.credits().directors())
                        .hasSize(told.path("directors").size());
                assertThat(facts.release().dates()).hasSize(told.path("pubdate").size());
                assertThat(facts.length().runtimes())
                        .hasSize(told.path("durations").size());
                assertThat(facts.rating().votes())
                        .isEqualTo(told.path("rating").path("count").asLong());
                assertThat(facts.summary()).isNotBlank();
            }
        }
    }

    private Verdict judge(Path page) throws IOException {
        return source.reader().judge(Pages.answer(1, Files.readAllBytes(page)));
    }

    private static List<Path> truths() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(System.getenv("REELSYNC_PAGES_DIR")), 2)) {
            return files.filter(file -> file.toString().endsWith(".truth.json"))
                    .sorted()
                    .toList();
        }
    }

    private void compare(String file, SubjectId subject, byte[] page, JsonNode truth) {
        VideoFacts facts;
        try {
            assertThat(source.reader().judge(Pages.answer(Long.parseLong(subject.id()), page)))
                    .isEqualTo(new Verdict.Page());
            facts = Pages.read(Long.parseLong(subject.id()), page);
        } catch (BrokenPageException broken) {
            misses.add(file + ": " + broken.reason() + " " + broken.getMessage());
            return;
        }
        facts.provenance()
                .disagreements()
                .forEach(said -> disagreements.add(String.format(
                        "%s %s: %s says %s, taken was %s",
                        file, said.field(), said.check(), said.said(), said.taken())));
        check(file, truth, "source_id", facts.subject().id());
        check(file, truth, "kind", Objects.requireNonNull(facts.kind()).value());
        check(file, truth, "title", facts.naming().title());
        check(file, truth, "original_title", facts.naming().originalTitle());
        check(file, truth, "aka", facts.naming().aka());
        check(file, truth, "year", facts.release().year());
        check(file, truth, "directors", facts.credits().directors());
        check(file, truth, "writers", facts.credits().writers());
        check(file, truth, "actors", facts.credits().actors());
        check(file, truth, "genres", facts.labels().genres());
        check(file, truth, "countries", facts.labels().countries());
        check(file, truth, "languages", facts.labels().languages());
        check(
                file,
                truth,
                "release_dates",
                facts.release().dates().stream().map(CorpusTest::written).toList());
        check(
                file,
                truth,
                "first_release_date",
                facts.release().earliest().map(PartialDate::toString).orElse(null));
        check(file, truth, "runtime_minutes", facts.length().runtime());
        check(file, truth, "runtimes_raw", facts.length().runtimes());
        check(file, truth, "season", facts.length().season());
        check(file, truth, "episode_count", facts.length().episodeCount());
        check(file, truth, "episode_runtime", facts.length().episodeRuntime());
        check(file, truth, "imdb_id", facts.imdbId());
        check(file, truth, "score", facts.rating().score());
        check(file, truth, "votes", facts.rating().votes());
        assertThat(facts.rating().distribution())
                .as("shares of stars of %s", file)
                .hasSize(new String(page, StandardCharsets.UTF_8).contains("class=\"rating_per\"") ? 5 : 0);
        check(file, truth, "summary", facts.summary());
        boolean none = Placeholder.isOne(truth.path("cover_url").asString(""));
        check(
                file,
                truth,
                "cover_url",
                none && facts.coverUrl() == null ? truth.path("cover_url").asString() : facts.coverUrl());
    }

    private static String written(ReleaseDate release) {
        return release.place() == null ? release.date().toString() : release.date() + "(" + release.place() + ")";
    }

    private void check(String file, JsonNode truth, String field, @Nullable Object found) {
        assertThat(truth.has(field)).as("%s of %s", field, file).isTrue();
        String expected = text(truth.get(field));
        String read = text(json.valueToTree(found));
        int[] counts = fields.computeIfAbsent(field, first -> new int[2]);
        counts[1]++;
        if (expected.equals(read)) {
            counts[0]++;
        } else {
            misses.add(file + " " + field + "\n    expected " + expected + "\n    read     " + read);
        }
    }

    private static String text(JsonNode value) {
        return value.isNumber()
                ? new BigDecimal(value.asString()).stripTrailingZeros().toPlainString()
                : value.toString();
    }

    private void report(int pages) throws IOException {
        StringBuilder table = new StringBuilder();
        int right = 0;
        int checked = 0;
        for (Map.Entry<String, int[]> field : fields.entrySet()) {
            right += field.getValue()[0];
            checked += field.getValue()[1];
            table.append(String.format("%n%-20s %3d / %3d", field.getKey(), field.getValue()[0], field.getValue()[1]));
        }
        table.append(String.format("%n%-20s %3d / %3d", "all", right, checked));
        disagreements.forEach(one -> table.append(String.format("%nDISAGREEMENT %s", one)));
        misses.forEach(miss -> table.append(String.format("%nMISS %s", miss)));
        Path file = Files.writeString(
                Files.createDirectories(Path.of("target")).resolve("corpus-report.txt"),
                "Facts right / checked, of " + pages + " pages:" + table);
        log.info("Facts right / checked, of {} pages ({}):{}", pages, file, table);
    }
}
