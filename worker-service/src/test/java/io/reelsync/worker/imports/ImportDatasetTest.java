package io.reelsync.worker.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.reelsync.Installation;
import io.reelsync.catalog.VideoField;
import io.reelsync.source.DatasetException;
import io.reelsync.source.DatasetFormat;
import io.reelsync.source.SubjectId;
import io.reelsync.statement.FieldValues;
import io.reelsync.statement.Statement;
import io.reelsync.statement.Statements;
import io.reelsync.statement.Videos;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.transaction.support.TransactionTemplate;

class ImportDatasetTest {
    private static final String RATINGS = "tconst\taverageRating\tnumVotes\n";
    private static final String AKAS =
            "titleId\tordering\ttitle\tregion\tlanguage\ttypes\tattributes\tisOriginalTitle\n";

    private static Installation installation;
    private static ImportDataset datasets;

    @BeforeAll
    static void start() {
        installation = Installation.start(Map.of());
        datasets = new ImportDataset(
                installation.sql(),
                installation.bean(TransactionTemplate.class),
                List.of(installation.bean(DatasetFormat.class)),
                installation.bean(Statements.class),
                installation.bean(Videos.class));
    }

    @AfterAll
    static void close() {
        installation.close();
    }

    @TempDir
    Path folder;

    @BeforeEach
    void store() {
        List.of("statements", "statement_names", "videos", "video_changes", "dataset_imports")
                .forEach(table -> installation.sql().sql("DELETE FROM " + table).update());
        said(1, "tt0000001", "长桥来信", null);
        said(2, "tt0000002", "夜车", new BigDecimal("8.8"));
        said(3, null, "无编号", null);
    }

    private void said(long video, String imdbId, String title, BigDecimal score) {
        FieldValues values = FieldValues.none();
        values.set(VideoField.TITLE, title);
        values.set(VideoField.IMDB_ID, imdbId);
        values.set(VideoField.SCORE, score);
        installation.bean(TransactionTemplate.class).executeWithoutResult(status -> {
            installation
                    .bean(Statements.class)
                    .store(List.of(new Statements.Told(
                            new Statement(new SubjectId("douban", String.valueOf(video)), video, values),
                            "page",
                            null)));
            installation.bean(Videos.class).follow(Map.of(video, new Videos.Cause(null, false)));
        });
    }

    private Path file(String text) throws IOException {
        Path file = folder.resolve("dataset.tsv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    private String video(String column, long id) {
        return installation
                .sql()
                .sql("SELECT CONCAT(COALESCE(" + column + ", 'none')) FROM videos WHERE id = ?")
                .param(id)
                .query(String.class)
                .single();
    }

    private long count(String from) {
        return installation
                .sql()
                .sql("SELECT COUNT(*) FROM " + from)
                .query(Long.class)
                .single();
    }

    @Test
    void fillsWhatIsNotKnownOfTitlesWhoseIdsAreAndLeavesTheRestAlone() throws IOException {
        ImportDataset.Report report = datasets.run(
                "imdb", file(RATINGS + "tt0000001\t7.1\t500\ntt0000002\t6.0\t9\ntt0000009\t5.0\t7\nbroken\n"));

        assertThat(report).isEqualTo(new ImportDataset.Report("imdb/title.ratings", true, 4, 1, 2, 2));
        assertThat(video("score", 1)).isEqualTo("7.1");
        assertThat(video("votes", 1)).isEqualTo("500");
        assertThat(video("score", 2)).as("Douban's").isEqualTo("8.8");
        assertThat(video("votes", 2)).as("not of another score").isEqualTo("none");
        assertThat(video("title", 1)).isEqualTo("长桥来信");
        assertThat(video("source", 1)).isEqualTo("douban");
        assertThat(count("statements WHERE source = 'imdb'")).isEqualTo(2);
        assertThat(count("videos")).isEqualTo(3);
    }

    @Test
    void aFileThatWasImportedLastIsNotReadAgainAndAnotherChangesWhatIsNew() throws IOException {
        String rows = RATINGS + "tt0000001\t7.1\t500\ntt0000002\t6.0\t9\n";
        datasets.run("imdb", file(rows));

        assertThat(datasets.run("imdb", file(rows)).imported()).isFalse();
        ImportDataset.Report report = datasets.run("imdb", file(rows.replace("500", "501")));

        assertThat(report.imported()).isTrue();
        assertThat(report.titles()).isEqualTo(2);
        assertThat(report.changed()).isEqualTo(1);
        assertThat(video("votes", 1)).isEqualTo("501");
    }

    @Test
    void gathersAllNamesOfATitle() throws IOException {
        datasets.run(
                "imdb",
                file(AKAS + "tt0000001\t1\t长桥\tCN\t\\N\t\\N\t\\N\t0\ntt0000001\t2\tPuente\tES\t\\N\t\\N\t\\N\t0\n"
                        + "tt0000001\t3\t长桥\tTW\t\\N\t\\N\t\\N\t0\ntt0000002\t1\tNight\tUS\t\\N\t\\N\t\\N\t0\n"
                        + "tt0000001\t4\tToo late\tFR\t\\N\t\\N\t\\N\t0\n"));

        assertThat(video("aka_json", 1).replace(", ", ",")).isEqualTo("[\"长桥\",\"Puente\"]");
        assertThat(video("aka_json", 2)).isEqualTo("[\"Night\"]");
    }

    @Test
    void halfAFileChangesNothing() throws IOException {
        StringBuilder rows = new StringBuilder(RATINGS);
        for (int i = 1; i < 5_000; i++) {
            rows.append(String.format("tt%07d\t7.%d\t%d%n", i, i % 10, i));
        }
        Path file = file(rows.toString());
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 20));

        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> datasets.run("imdb", file))
                .withMessageContaining("cut off");
        assertThat(count("statements WHERE source = 'imdb'")).isZero();
        assertThat(count("dataset_imports")).isZero();
        assertThat(video("score", 1)).isEqualTo("none");
    }

    @Test
    void rowsOfTheVideoServiceThatWeKeepNothingOfStayAsTheyAre() throws IOException {
        installation
                .sql()
                .sql(
                        "INSERT INTO videos (id, source, source_id, title, imdb_id) VALUES (9, 'IQIYI', 5, '原片', 'tt0000009')")
                .update();

        assertThat(datasets.run("imdb", file(RATINGS + "tt0000009\t7.1\t500\n")).titles())
                .isZero();
        assertThat(video("title", 9)).isEqualTo("原片");
    }
}
