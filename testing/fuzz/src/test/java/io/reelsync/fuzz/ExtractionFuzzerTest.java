package io.reelsync.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelsync.fuzz.Readers.Target;
import io.reelsync.source.PartialDate;
import io.reelsync.source.SubjectId;
import io.reelsync.source.VideoFacts;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The fuzzer's seeds, what it found before, and a fixed number of mutations; the fuzzer itself runs by hand. */
class ExtractionFuzzerTest {
    private static final Readers READERS = Readers.create();
    private static final int MUTATIONS = 3_000;

    private static boolean read(byte[] data) {
        Inputs.Input input = Inputs.of(data);
        return Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(10), () -> READERS.read(input.target(), input.body()));
    }

    @Test
    void believesEverySeedThatIsAWholePageListOrDetails() throws InterruptedException {
        List<byte[]> seeds = Seeds.all(null);

        assertThat(seeds.stream().filter(seed -> seed[0] < 3)).hasSize(61).allSatisfy(seed -> assertThat(read(seed))
                .as(new String(seed, 1, Math.min(300, seed.length - 1), StandardCharsets.UTF_8))
                .isTrue());
        assertThat(seeds).hasSizeGreaterThan(100).allSatisfy(ExtractionFuzzerTest::read);
    }

    static Stream<Path> found() throws IOException, URISyntaxException {
        URI folder = Objects.requireNonNull(ExtractionFuzzerTest.class.getResource("found"))
                .toURI();
        return Files.list(Path.of(folder)).sorted();
    }

    @ParameterizedTest
    @MethodSource("found")
    void readsWhatWasFoundBefore(Path file) throws IOException {
        read(Files.readAllBytes(file));
    }

    @Test
    void keepsItsRulesUnderMutation() throws InterruptedException {
        List<byte[]> seeds = Seeds.all(null);
        Random chance = new Random(7);
        int believed = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] seed = seeds.get(chance.nextInt(seeds.size())).clone();
            for (int change = chance.nextInt(12); change >= 0; change--) {
                seed = mutated(seed, seeds, chance);
            }
            believed += read(seed) ? 1 : 0;
        }
        assertThat(believed).as("mutations that were still believed").isBetween(100, MUTATIONS - 100);
    }

    private static byte[] mutated(byte[] data, List<byte[]> seeds, Random chance) {
        int at = 1 + chance.nextInt(Math.max(1, data.length - 1));
        switch (chance.nextInt(4)) {
            case 0 -> {
                if (at < data.length) {
                    data[at] = (byte) chance.nextInt(256);
                }
                return data;
            }
            case 1 -> {
                // A part is doubled.
                int length = Math.min(chance.nextInt(2000), data.length - at);
                byte[] longer = new byte[data.length + length];
                System.arraycopy(data, 0, longer, 0, at + length);
                System.arraycopy(data, at, longer, at + length, data.length - at);
                return longer;
            }
            case 2 -> {
                // A part is cut out.
                int length = Math.min(chance.nextInt(2000), data.length - at);
                byte[] shorter = new byte[data.length - length];
                System.arraycopy(data, 0, shorter, 0, at);
                System.arraycopy(data, at + length, shorter, at, data.length - at - length);
                return shorter;
            }
            default -> {
                // A part of another one is written over it.
                byte[] other = seeds.get(chance.nextInt(seeds.size()));
                int from = chance.nextInt(other.length);
                int length = Math.min(Math.min(chance.nextInt(500), other.length - from), data.length - at);
                System.arraycopy(other, from, data, at, Math.max(0, length));
                return data;
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10_000, 100_000})
    void readsDeepNestingAndLongAttributes(int depth) {
        String page = "<html><head><title>长桥来信 (豆瓣)</title><meta property='og:url' content='/subject/4100500/'></head>"
                + "<body><h1><span property='v:itemreviewed'>长桥来信</span></h1><div id=\"info\" title=\""
                + "x".repeat(depth)
                + "\">" + "<div><b>".repeat(depth) + "</div></body></html>";

        assertThat(Assertions.assertTimeoutPreemptively(
                        Duration.ofSeconds(20), () -> READERS.read(Target.PAGE, page.getBytes(StandardCharsets.UTF_8))))
                .isFalse();
        String json =
                "{\"id\": \"4100500\", \"type\": \"movie\", \"title\": " + "[".repeat(depth) + "]".repeat(depth) + "}";
        assertThat(Assertions.assertTimeoutPreemptively(
                        Duration.ofSeconds(20), () -> READERS.read(Target.JSON, json.getBytes(StandardCharsets.UTF_8))))
                .isFalse();
    }

    /** Each rule refuses what it is there for. */
    @Test
    void rulesRefuseFactsThatCanNotBe() {
        SubjectId subject = new SubjectId("douban", "1");
        assertBroken(subject, facts(subject, "标题", "7.4", 10L, 2011, "tt0000001"), new SubjectId("douban", "2"));
        assertBroken(subject, facts(subject, null, "7.4", 10L, 2011, null), subject);
        assertBroken(subject, facts(subject, " 标题", "7.4", 10L, 2011, null), subject);
        assertBroken(subject, facts(subject, "标\u0007题", "7.4", 10L, 2011, null), subject);
        assertBroken(subject, facts(subject, "标题", "74.0", 10L, 2011, null), subject);
        assertBroken(subject, facts(subject, "标题", "7.45", 10L, 2011, null), subject);
        assertBroken(subject, facts(subject, "标题", "7.4", 0L, 2011, null), subject);
        assertBroken(subject, facts(subject, "标题", "7.4", 10L, 1234, null), subject);
        assertBroken(subject, facts(subject, "标题", "7.4", 10L, 2011, "nm0000001"), subject);
        FactRules.check(facts(subject, "标题", "7.4", 10L, 2011, "tt0000001"), subject, 1000);
    }

    private static void assertBroken(SubjectId subject, VideoFacts facts, SubjectId asked) {
        assertThatThrownBy(() -> FactRules.check(facts, asked, 1000))
                .as("%s", subject)
                .isInstanceOf(AssertionError.class);
    }

    private static VideoFacts facts(SubjectId subject, String title, String score, Long votes, int year, String imdb) {
        return new VideoFacts(
                subject,
                null,
                new VideoFacts.Naming(title, null, List.of()),
                new VideoFacts.Release(
                        year,
                        List.of(new VideoFacts.ReleaseDate(
                                PartialDate.parse("2011-05").orElseThrow(), null))),
                VideoFacts.Credits.NONE,
                VideoFacts.Labels.NONE,
                VideoFacts.Length.NONE,
                new VideoFacts.Rating(new BigDecimal(score), votes),
                imdb,
                null,
                null);
    }
}
