package io.reelsync.gateway.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TimeZone;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VideoSortTest {
    @ParameterizedTest
    @EnumSource(names = {"UPDATED", "CREATED"})
    void readsATimeOfAnHourThatTheMachinesZoneLeavesOut(VideoSort sort) {
        TimeZone before = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
        try {
            assertThat(sort.text(sort.parse("2027-03-14T02:30:15"))).isEqualTo("2027-03-14T02:30:15");
        } finally {
            TimeZone.setDefault(before);
        }
    }
}
