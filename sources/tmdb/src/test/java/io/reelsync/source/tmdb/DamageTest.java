package io.reelsync.source.tmdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.reelsync.source.BrokenPageException;
import io.reelsync.source.VideoFacts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever becomes of an answer on its way, it is read or refused, and never taken for another title's. */
class DamageTest {
    private static final int TRIES = 3_000;
    private static final String[] TOKENS = {
        "null",
        "\"\"",
        "[]",
        "{}",
        "-1",
        "1e999",
        "\"\\ud800\"",
        ",",
        ":",
        "[",
        "]",
        "{",
        "}",
        "\"",
        "9100301",
        "\u0000",
        "true"
    };

    /** Always the same numbers: a failure comes again. */
    private final Random random = new Random(4711);

    /** Made-up titles, and TMDB's own where they are at hand. */
    private static Map<String, byte[]> titles() throws IOException {
        Map<String, byte[]> titles = new LinkedHashMap<>();
        titles.put(MadeTitles.FILM_ID, bytes(MadeTitles.film().toString()));
        titles.put(MadeTitles.SERIES_ID, bytes(MadeTitles.series().toString()));
        String pages = System.getenv("REELSYNC_PAGES_DIR");
        if (pages != null && Files.isDirectory(Path.of(pages, "tmdb"))) {
            titles.put("movie/12313", Files.readAllBytes(Path.of(pages, "tmdb", "movie_details_append.json")));
            titles.put("tv/57243", Files.readAllBytes(Path.of(pages, "tmdb", "tmdb_tv_57243.json")));
        }
        return titles;
    }

    @Test
    void refusesAnAnswerThatIsCutAnywhere() throws IOException {
        for (Map.Entry<String, byte[]> title : titles().entrySet()) {
            byte[] whole = title.getValue();
            int last =
                    new String(whole, StandardCharsets.UTF_8).stripTrailing().getBytes(StandardCharsets.UTF_8).length;
            for (int length = 0; length < last; length += whole.length < 8_000 ? 1 : 97) {
                byte[] cut = Arrays.copyOf(whole, length);
                assertThatExceptionOfType(BrokenPageException.class)
                        .as("%s cut at %d", title.getKey(), length)
                        .isThrownBy(() -> Answers.read(title.getKey(), cut));
            }
        }
    }

    @Test
    void readsOrRefusesADamagedAnswer() throws IOException {
        for (Map.Entry<String, byte[]> title : titles().entrySet()) {
            for (int i = 0; i < TRIES; i++) {
                byte[] damaged = damaged(title.getValue());
                try {
                    VideoFacts facts = Answers.read(title.getKey(), damaged);
                    assertThat(facts.subject()).isEqualTo(Answers.subject(title.getKey()));
                    assertThat(facts.naming().title()).isNotBlank();
                } catch (BrokenPageException refused) {
                    assertThat(refused.reason()).isNotNull();
                } catch (RuntimeException | StackOverflowError failure) {
                    throw new AssertionError(new String(damaged, StandardCharsets.UTF_8), failure);
                }
            }
        }
    }

    @Test
    void neverTakesAnAnswerForATitleWithAnotherNumber() throws IOException {
        for (Map.Entry<String, byte[]> title : titles().entrySet()) {
            String other = title.getKey().substring(0, title.getKey().length() - 1) + "9";
            for (int i = 0; i < TRIES / 10; i++) {
                byte[] damaged = damaged(title.getValue());
                boolean says =
                        new String(damaged, StandardCharsets.UTF_8).contains(other.substring(other.indexOf('/') + 1));
                if (!says) {
                    assertThatExceptionOfType(BrokenPageException.class).isThrownBy(() -> Answers.read(other, damaged));
                }
            }
        }
    }

    /** With values put in, bytes changed, and pieces taken away or doubled. */
    private byte[] damaged(byte[] whole) {
        byte[] copy = whole.clone();
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            int from = random.nextInt(copy.length);
            int to = Math.min(copy.length, from + 1 + random.nextInt(60));
            switch (random.nextInt(4)) {
                case 0 -> copy[from] = (byte) random.nextInt(256);
                case 1 -> copy = joined(copy, from, new byte[0], to);
                case 2 -> copy = joined(copy, to, new byte[0], from);
                default -> copy = joined(copy, from, bytes(TOKENS[random.nextInt(TOKENS.length)]), from);
            }
        }
        return copy;
    }

    /** The bytes up to one place, others, and those from another place on. */
    private static byte[] joined(byte[] bytes, int to, byte[] between, int from) {
        byte[] copy = Arrays.copyOf(bytes, to + between.length + bytes.length - from);
        System.arraycopy(between, 0, copy, to, between.length);
        System.arraycopy(bytes, from, copy, to + between.length, bytes.length - from);
        return copy.length == 0 ? bytes : copy;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
