package io.reelsync.statement;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.catalog.VideoField;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class FieldValuesTest {
    private static FieldValues full() {
        FieldValues values = FieldValues.none();
        for (VideoField field : VideoField.values()) {
            values.set(field, value(field));
        }
        return values;
    }

    private static Object value(VideoField field) {
        return switch (field) {
            case RELEASE_DATE -> LocalDate.of(2011, 5, 3);
            case RELEASE_DATES -> "[{\"date\":\"2011-05\",\"place\":null}]";
            case RATING_DISTRIBUTION -> "[50.5,30.0,10.0,9.5,0.0]";
            case SCORE -> new BigDecimal("8.0");
            case YEAR, RUNTIME, EPISODE_COUNT, EPISODES_OUT, SEASON, EPISODE_RUNTIME, VOTES -> 12L;
            case IS_COMPLETED, IS_UPDATE -> true;
            default -> field.isJson() ? "[\"长桥\",\"a \\\"quoted\\\" name\"]" : "长桥\n\"来信\" \\ 🎬";
        };
    }

    @Test
    void everyFieldIsTheSameWhenItsJsonIsRead() {
        assertThat(FieldValues.of(full().json())).isEqualTo(full());
        assertThat(FieldValues.of(FieldValues.none().json())).isEqualTo(FieldValues.none());
    }

    @Test
    void readsFlagsThatAScriptWroteAsNumbersAndLeavesOutWhatIsUnknown() {
        FieldValues values =
                FieldValues.of("{\"is_update\": 1, \"is_completed\": 0, \"title\": null, \"of a later version\": [1]}");

        assertThat(values.get(VideoField.IS_UPDATE)).isEqualTo(true);
        assertThat(values.get(VideoField.IS_COMPLETED)).isEqualTo(false);
        assertThat(values.has(VideoField.TITLE)).isFalse();
    }

    @Test
    void tellsWhatHasToChange() {
        FieldValues before = FieldValues.none();
        before.set(VideoField.TITLE, "长桥来信");
        before.set(VideoField.YEAR, 2019L);
        FieldValues after = before.copy();
        after.set(VideoField.YEAR, null);
        after.set(VideoField.IS_UPDATE, true);

        assertThat(before.changesTo(after))
                .containsExactly(
                        new FieldValues.Change(VideoField.YEAR, 2019L, null),
                        new FieldValues.Change(VideoField.IS_UPDATE, false, true));
        assertThat(before.changesTo(before.copy())).isEmpty();
    }
}
