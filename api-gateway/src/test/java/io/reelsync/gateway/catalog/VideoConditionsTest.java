package io.reelsync.gateway.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server with n-grams is asked for: a phrase of it must be found in every name that holds the text. */
class VideoConditionsTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "流浪地球,+\"流浪地球\"",
                "night train,+\"night train\"",
                "哈尔·波特,+\"哈尔\" +\"波特\"",
                "a night train,+\"night train\"",
                "night a train,+\"night\" +\"train\"",
                "host l,+\"host\"",
                "儭丘亣 g,+\"儭丘亣\"",
                "say \"when\" -now*,+\"say\" +\"when\" +\"now\"",
            })
    void looksForPhrasesThatTheIndexHolds(String text, String phrases) {
        VideoConditions conditions = named(text);

        assertThat(conditions.parameters()).containsEntry("phrases", phrases);
        assertThat(conditions.byNgrams()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "地", "%", "a b c", "\""})
    void leavesWhatIsTooShortForTheIndexToTheNamesThemselves(String text) {
        VideoConditions conditions = named(text);

        assertThat(conditions.where()).contains("LIKE").doesNotContain("MATCH");
        assertThat(conditions.byNgrams()).isFalse();
    }

    @Test
    void goesThroughAnOrderWithinItsIndexUnlessAnotherIndexFindsMore() {
        VideoFilter years = new VideoFilter(null, "movie", null, null, 1980, 1990, null);
        VideoFilter tagged = new VideoFilter(null, "movie", null, "科幻", 1980, 1990, null);

        assertThat(new VideoConditions(years, true).fromWhere(VideoSort.NEWEST))
                .contains("FORCE INDEX (idx_videos_by_release, idx_videos_by_year)");
        assertThat(new VideoConditions(tagged, true).fromWhere(VideoSort.NEWEST))
                .doesNotContain("INDEX");
    }

    private static VideoConditions named(String text) {
        return new VideoConditions(new VideoFilter(text, null, null, null, null, null, null), true);
    }
}
