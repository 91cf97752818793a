package io.reelsync.source.imdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImdbSettingsTest {
    private static final String DAILY = "0 30 4 * * *";

    @Test
    void takesAddressesAndFilesOnceEach() {
        ImdbSettings settings = new ImdbSettings(
                List.of(
                        " https://datasets.example/title.basics.tsv.gz",
                        "/data/title.ratings.tsv.gz",
                        "",
                        "/data/title.ratings.tsv.gz"),
                DAILY,
                null);

        assertThat(settings.schedule().locations())
                .containsExactly("https://datasets.example/title.basics.tsv.gz", "/data/title.ratings.tsv.gz");
    }

    @Test
    void getsNothingByItselfUnlessTold() {
        assertThat(new ImdbSettings(List.of(), DAILY, null).schedule().locations())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "title.basics.tsv.gz",
                "ftp://datasets.example/title.basics.tsv.gz",
                "https:///title.basics.tsv.gz",
                "https://me:secret@datasets.example/title.basics.tsv.gz",
                "https://datasets.example/title basics",
                "/data/片名.tsv.gz"
            })
    void refusesWhatIsNeitherAnAddressNorAWholePath(String location) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ImdbSettings(List.of(location), DAILY, null))
                .withMessageStartingWith("reelsync.imdb.datasets names '" + location + "'");
    }

    @Test
    void refusesATimeThatIsNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ImdbSettings(List.of(), "daily", null))
                .withMessageStartingWith("reelsync.imdb.cron is 'daily'");
    }
}
