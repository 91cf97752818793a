package io.reelsync.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.source.SubjectId;
import io.reelsync.source.VideoFacts;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VideoFieldTest {
    private static final VideoFacts NOTHING = facts(VideoFacts.Naming.NONE, VideoFacts.Rating.NONE);

    @Test
    void haveColumnsAndWordsThatNoOtherHas() {
        assertThat(Arrays.stream(VideoField.values()).flatMap(field -> field.columns().stream()))
                .doesNotHaveDuplicates();
        assertThat(Arrays.stream(VideoField.values()).map(field -> field.names().english()))
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("[A-Z][A-Za-z0-9 ,()%]+"));
        assertThat(Arrays.stream(VideoField.values()).map(field -> field.names().chinese()))
                .doesNotHaveDuplicates()
                .allMatch(name -> name.equals("IMDb") || name.matches("\\p{IsHan}.*"));
    }

    @ParameterizedTest
    @EnumSource
    void isNullWhereASourceSaysNothing(VideoField field) {
        assertThat(field.of(NOTHING)).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void isAnArrayExactlyWhereItIsStoredAsJson(VideoField field) {
        assertThat(field.schema().path("type").toString().contains("array")).isEqualTo(field.isJson());
    }

    @Test
    void takesFactsInTheFormInWhichTheyAreStored() {
        VideoFacts facts = facts(
                new VideoFacts.Naming("长桥来信", null, List.of("月桥", "Moon")),
                new VideoFacts.Rating(new BigDecimal("7.45"), 20L));

        assertThat(VideoField.AKA.of(facts)).isEqualTo("[\"月桥\",\"Moon\"]");
        assertThat(VideoField.SCORE.of(facts)).isEqualTo(new BigDecimal("7.5"));
        assertThat(VideoField.VOTES.of(facts)).isEqualTo(20L);
    }

    @Test
    void keepsWholeBesideItsColumnWhatThatOneCanNotHold() {
        assertThat(VideoField.TITLE.columns()).containsExactly("title", "title_full");
        assertThat(VideoField.TITLE.stored("短")).containsExactly("短", null);
        assertThat(VideoField.TITLE.stored("长".repeat(256))).containsExactly("长".repeat(255), "长".repeat(256));
        assertThat(VideoField.DIRECTORS.stored("[\"" + "a".repeat(33) + "\"]"))
                .containsExactly("[\"" + "a".repeat(32) + "\"]", "[\"" + "a".repeat(33) + "\"]");
        assertThat(VideoField.VOTES.stored(null)).containsExactly((Object) null);
        assertThat(VideoField.IS_UPDATE.stored(null)).containsExactly(false);
    }

    private static VideoFacts facts(VideoFacts.Naming naming, VideoFacts.Rating rating) {
        return new VideoFacts(
                new SubjectId("somewhere", "1"),
                null,
                naming,
                VideoFacts.Release.NONE,
                VideoFacts.Credits.NONE,
                VideoFacts.Labels.NONE,
                VideoFacts.Length.NONE,
                rating,
                null,
                null,
                null);
    }
}
