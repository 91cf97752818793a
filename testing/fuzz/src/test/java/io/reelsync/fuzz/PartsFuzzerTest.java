package io.reelsync.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The comparison's seeds and a fixed number of mutations; the fuzzer itself runs by hand. */
class PartsFuzzerTest {
    private static final int MUTATIONS = 300;

    @Test
    void readsEveryPageOfTheSampleSiteAlike() throws InterruptedException {
        assertThat(Seeds.pages(null)).hasSize(30).allSatisfy(page -> assertThat(
                        PartsFuzzer.compare(page.getBytes(StandardCharsets.UTF_8)))
                .contains("subject=douban:" + Readers.ID));
    }

    @Test
    void readsMutatedPagesAlike() {
        Random chance = new Random(5);
        Set<String> said = new HashSet<>();
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] data = new byte[1 + chance.nextInt(20)];
            chance.nextBytes(data);
            said.add(PartsFuzzer.compare(PartsFuzzer.page(data)));
        }
        Seeds.mutations().forEach(PartsFuzzer::fuzzerTestOneInput);
        assertThat(said).as("different things that pages said").hasSizeGreaterThan(MUTATIONS / 10);
    }
}
