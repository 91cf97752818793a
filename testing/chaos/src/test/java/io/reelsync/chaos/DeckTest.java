package io.reelsync.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.chaos.fault.Fault;
import io.reelsync.chaos.fault.Faults;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Faults in an order that can be had again. */
class DeckTest {

    @Test
    void givesTheSameOrderForTheSameSeed() {
        assertThat(drawn(7, 100)).isEqualTo(drawn(7, 100)).isNotEqualTo(drawn(8, 100));
    }

    @Test
    void givesEachFaultBeforeAnyIsRepeated() {
        int all = Faults.all().size();
        List<Fault> drawn = drawn(1, 2 * all);

        assertThat(drawn.subList(0, all)).containsExactlyInAnyOrderElementsOf(Faults.all());
        assertThat(drawn.subList(all, 2 * all)).containsExactlyInAnyOrderElementsOf(Faults.all());
    }

    private static List<Fault> drawn(long seed, int count) {
        Deck deck = new Deck(Faults.all(), seed);
        return Stream.generate(deck::next).limit(count).toList();
    }
}
