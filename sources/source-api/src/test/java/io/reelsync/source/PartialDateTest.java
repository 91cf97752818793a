package io.reelsync.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartialDateTest {
    private final Locale before = Locale.getDefault();

    @AfterEach
    void restoreTheLanguage() {
        Locale.setDefault(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fa", "ar-EG", "th-TH-u-nu-thai", "tr", "zh"})
    void isWrittenTheSameWhateverTheMachinesLanguage(String language) {
        Locale.setDefault(Locale.forLanguageTag(language));

        assertThat(PartialDate.parse("1937").orElseThrow()).hasToString("1937");
        assertThat(PartialDate.parse("1937-5").orElseThrow()).hasToString("1937-05");
        assertThat(PartialDate.parse("1937-5-3").orElseThrow()).hasToString("1937-05-03");
    }
}
