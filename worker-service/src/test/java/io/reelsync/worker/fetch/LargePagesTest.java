package io.reelsync.worker.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class LargePagesTest {
    private final LargePages pages = new LargePages(1);
    private final ExecutorService other = Executors.newSingleThreadExecutor();

    @AfterEach
    void stop() {
        other.shutdownNow();
    }

    @Test
    void takeAnEighthOfTheHeapTogetherAndOneAtLeast() {
        assertThat(LargePages.places(DataSize.ofMegabytes(48).toBytes(), DataSize.ofMegabytes(5)))
                .isEqualTo(9);
        assertThat(LargePages.places(DataSize.ofMegabytes(48).toBytes(), DataSize.ofGigabytes(1)))
                .isEqualTo(1);
        assertThat(LargePages.places(Long.MAX_VALUE, DataSize.ofMegabytes(5))).isEqualTo(1024);
    }

    @Test
    void areReadWholeAndNotBeyondTheMostThatIsWanted() throws Exception {
        byte[] page = new byte[LargePages.SMALL + 70_001];
        new Random(7).nextBytes(page);

        assertThat(read(page, page.length + 1)).isEqualTo(page);
        assertThat(read(page, page.length - 1)).isEqualTo(Arrays.copyOf(page, page.length - 1));
        assertThat(read(page, 1000)).isEqualTo(Arrays.copyOf(page, 1000));
    }

    @Test
    void aTaskKeepsItsPlaceUntilItEnds() throws Exception {
        byte[] small = new byte[LargePages.SMALL];
        byte[] large = new byte[LargePages.SMALL + 1];
        read(large, 5_000_000);
        assertThat(read(large, 5_000_000)).as("after a redirect").hasSize(large.length);
        assertThat(other.submit(() -> read(small, 5_000_000)).get()).hasSize(small.length);
        assertThatThrownBy(() -> other.submit(() -> read(large, 5_000_000)).get())
                .hasRootCauseMessage("too many large pages are in hand");

        pages.release();
        pages.release();

        assertThat(other.submit(() -> read(large, 5_000_000)).get()).hasSize(large.length);
        assertThatThrownBy(() -> read(large, 5_000_000))
                .as("one place, once released")
                .isInstanceOf(IOException.class);
        assertThat(read(small, 5_000_000)).hasSize(small.length);
    }

    private byte[] read(byte[] page, int most) throws IOException {
        return pages.read(new ByteArrayInputStream(page), most, Duration.ofMillis(1));
    }
}
