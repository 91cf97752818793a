package io.reelsync.source.imdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.reelsync.source.DatasetException;
import io.reelsync.source.DatasetReader;
import io.reelsync.source.VideoFacts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImdbReaderTest {
    private static final String RATINGS = "tconst\taverageRating\tnumVotes\n";
    private static final String BASICS =
            "tconst\ttitleType\tprimaryTitle\toriginalTitle\tisAdult\tstartYear\tendYear\truntimeMinutes\tgenres\n";
    private static final String AKAS =
            "titleId\tordering\ttitle\tregion\tlanguage\ttypes\tattributes\tisOriginalTitle\n";

    private static DatasetReader open(byte[] file) throws IOException {
        return new ImdbFormat(new ImdbSettings(List.of(), "0 30 4 * * *", null)).open(new ByteArrayInputStream(file));
    }

    private static DatasetReader open(String text) throws IOException {
        return open(text.getBytes(StandardCharsets.UTF_8));
    }

    private static VideoFacts first(String text) throws IOException {
        DatasetReader reader = open(text);
        assertThat(reader.next()).isPositive();
        return reader.facts().orElseThrow();
    }

    private static byte[] gzip(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Test
    void readsScoresAndVotes() throws IOException {
        VideoFacts facts = first(RATINGS + "tt0111161\t9.3\t2900000\n");

        assertThat(facts.subject()).hasToString("imdb:tt0111161");
        assertThat(facts.imdbId()).isEqualTo("tt0111161");
        assertThat(facts.rating().score()).isEqualTo(new BigDecimal("9.3"));
        assertThat(facts.rating().votes()).isEqualTo(2_900_000);
    }

    @Test
    void readsOriginalTitlesYearsAndRuntimes() throws IOException {
        VideoFacts facts = first(BASICS + "tt12345678\tmovie\tLong Bridge\t长桥\t0\t2019\t\\N\t117\tDrama,Romance\r\n");

        assertThat(facts.subject().id()).isEqualTo("tt12345678");
        assertThat(facts.naming().originalTitle()).isEqualTo("长桥");
        assertThat(facts.release().year()).isEqualTo(2019);
        assertThat(facts.length().runtime()).isEqualTo(117);
    }

    @Test
    void whatImdbDoesNotKnowIsNull() throws IOException {
        VideoFacts facts = first(BASICS + "tt0000001\tmovie\tA\t\\N\t0\t\\N\t\\N\t0\t\\N\n");

        assertThat(facts.naming().originalTitle()).isNull();
        assertThat(facts.release().year()).isNull();
        assertThat(facts.length().runtime()).isNull();
    }

    @Test
    void readsOneNameARowOfOtherNames() throws IOException {
        DatasetReader reader = open(gzip(AKAS + "tt0000001\t1\t长桥\tCN\t\\N\t\\N\t\\N\t0\n"
                + "tt0000001\t2\tPuente\tES\t\\N\timdbDisplay\t\\N\t0\n"));

        assertThat(reader.dataset()).isEqualTo("title.akas");
        assertThat(reader.next()).isEqualTo(1);
        assertThat(reader.facts().orElseThrow().naming().aka()).containsExactly("长桥");
        assertThat(reader.next()).isEqualTo(1);
        assertThat(reader.facts().orElseThrow().naming().aka()).containsExactly("Puente");
        assertThat(reader.next()).isEqualTo(-1);
        assertThat(reader.rows()).isEqualTo(2);
        assertThat(reader.broken()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tt0000002\t11\t5",
                "tt0000002\thigh\t5",
                "tt0000002\t5.5\t-1",
                "tt0000002\t5.5",
                "tt0000002\t5.5\t5\t5",
                "tt0000002\t5.5\t99999999999",
                "nm0000002\t5.5\t5",
                "tt02\t5.5\t5",
                "tt00000000002\t5.5\t5",
                "\t\t",
                "",
                "\u0000"
            })
    void countsARowThatCanNotBeAndGoesOn(String row) throws IOException {
        DatasetReader reader = open(RATINGS + row + "\ntt0000003\t7.0\t8\n");

        long number = reader.next();
        if (number == 2) {
            assertThat(reader.facts()).isEmpty();
            number = reader.next();
        }
        assertThat(number).isEqualTo(3);
        assertThat(reader.facts()).isPresent();
        assertThat(reader.next()).isEqualTo(-1);
        assertThat(reader.broken()).isEqualTo(1);
        assertThat(reader.rows()).isEqualTo(2);
    }

    @Test
    void countsRowsOfDamagedCharactersAndOfEndlessLength() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(AKAS.getBytes(StandardCharsets.UTF_8));
        file.writeBytes(new byte[] {'t', 't', '0', '0', '0', '0', '0', '0', '1', '\t', '1', '\t', (byte) 0xff, '\n'});
        file.writeBytes(("tt0000002\t1\t" + "a".repeat(3_000_000) + "\n").getBytes(StandardCharsets.UTF_8));
        file.writeBytes("tt0000003\t1\tFine\t\\N\t\\N\t\\N\t\\N\t0\n".getBytes(StandardCharsets.UTF_8));
        DatasetReader reader = open(file.toByteArray());

        assertThat(reader.next()).isEqualTo(1);
        assertThat(reader.facts()).isEmpty();
        assertThat(reader.next()).isEqualTo(2);
        assertThat(reader.facts()).isEmpty();
        assertThat(reader.next()).isEqualTo(3);
        assertThat(reader.facts()).isPresent();
        assertThat(reader.broken()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "tconst\n", "nconst\tprimaryName\nnm1\tA\n", "<html>"})
    void refusesWhatIsNoDataset(String text) {
        assertThatExceptionOfType(DatasetException.class).isThrownBy(() -> {
            try (DatasetReader reader = open(text)) {
                reader.next();
            }
        });
    }

    @Test
    void refusesAFileThatIsCutAnywhere() {
        StringBuilder text = new StringBuilder(RATINGS);
        for (int i = 1; i <= 300; i++) {
            text.append(String.format("tt%07d\t%d.%d\t%d%n", i, i % 10, i % 7, i));
        }
        byte[] whole = gzip(text.toString());
        List<Integer> cuts = List.of(1, 2, 5, 10, 18, 100, whole.length / 2, whole.length - 9, whole.length - 1);
        for (int cut : cuts) {
            assertThatExceptionOfType(IOException.class).as("cut at %d", cut).isThrownBy(() -> {
                try (DatasetReader reader = open(Arrays.copyOf(whole, cut))) {
                    while (reader.next() >= 0) {
                        // To where it ends.
                    }
                }
            });
        }
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> {
                    try (DatasetReader reader = open(RATINGS + "tt0000001\t5.0\t7\ntt00000")) {
                        while (reader.next() >= 0) {
                            // To where it ends.
                        }
                    }
                })
                .withMessage("the file is cut off or damaged after 1 rows");
    }
}
