package io.reelsync.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SpeedTest {
    @Test
    void isTitlesByTime() {
        assertThat(Speed.timeForOne(every(500, 20))).contains(Duration.ofMillis(500));
        assertThat(Speed.timeForOne(shifted(every(500, 20), 7_000)))
                .as("what came since the last one says nothing yet")
                .contains(Duration.ofMillis(500));
    }

    @Test
    void titlesThatWereSettledTogetherAreCountedOneByOne() {
        List<Duration> batches = IntStream.range(0, 40)
                .mapToObj(title -> Duration.ofSeconds(title / 10 * 2L))
                .toList();

        assertThat(Speed.timeForOne(batches)).contains(Duration.ofMillis(200));
    }

    @Test
    void twoByTwoWithLongWaitsBetweenIsThePace() {
        List<Duration> pairs = IntStream.range(0, 20)
                .mapToObj(title -> Duration.ofMillis(title / 2 * 10_000L + title % 2 * 40L))
                .toList();

        assertThat(Speed.timeForOne(pairs).orElseThrow().toMillis()).isCloseTo(5_000, within(300L));
    }

    @Test
    void aPauseAmongTheLastTitlesIsNoPartOfThePace() {
        List<Duration> before = shifted(every(500, 20), 60_000);
        List<Duration> since = every(500, 20);

        assertThat(Speed.timeForOne(
                                Stream.concat(since.stream(), before.stream()).toList())
                        .orElseThrow()
                        .toMillis())
                .isCloseTo(500, within(30L));
        List<Duration> second = shifted(every(500, 20), 120_000);
        assertThat(Speed.timeForOne(Stream.of(since, before, second)
                                .flatMap(List::stream)
                                .toList())
                        .orElseThrow()
                        .toMillis())
                .isCloseTo(500, within(30L));
    }

    @Test
    void aFewTitlesDoNotTell() {
        assertThat(Speed.timeForOne(List.of())).isEmpty();
        assertThat(Speed.timeForOne(every(500, 8))).isEmpty();
        assertThat(Speed.timeForOne(IntStream.range(0, 40)
                        .mapToObj(title -> Duration.ofSeconds(title == 39 ? 4 : 3))
                        .toList()))
                .as("over too short a time")
                .isEmpty();
    }

    private static List<Duration> every(long millis, int count) {
        return IntStream.range(0, count)
                .mapToObj(title -> Duration.ofMillis(title * millis))
                .toList();
    }

    private static List<Duration> shifted(List<Duration> ages, long millis) {
        return ages.stream().map(age -> age.plusMillis(millis)).toList();
    }

    @Test
    void isThatOfTheRecentTitlesWhereTheyAreEnough() {
        List<Duration> slow =
                IntStream.range(0, 20).mapToObj(Duration::ofSeconds).toList();
        List<Duration> fast = IntStream.range(0, 100)
                .mapToObj(n -> Duration.ofMillis(20_500 + 200L * n))
                .toList();
        List<Duration> all = Stream.concat(slow.stream(), fast.stream()).toList();

        assertThat(Speed.timeForOne(all, Duration.ofSeconds(20))).hasValue(Duration.ofSeconds(1));
        assertThat(Speed.timeForOne(all, Duration.ofSeconds(3)))
                .as("four titles do not tell")
                .hasValueSatisfying(each -> assertThat(each).isLessThan(Duration.ofMillis(400)));
    }
}
