package io.reelsync.history;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** How far back a picture goes, and what length of time each of its points stands for. */
public enum Span {
    HOUR(Step.MINUTE, Duration.ofHours(1), Duration.ofMinutes(1)),
    DAY(Step.MINUTE, Duration.ofDays(1), Duration.ofMinutes(5)),
    WEEK(Step.HOUR, Duration.ofDays(7), Duration.ofHours(1));

    private final Step rows;
    private final Duration length;
    private final Duration point;

    Span(Step rows, Duration length, Duration point) {
        this.rows = rows;
        this.length = length;
        this.point = point;
    }

    /** What a row holds. The names are stored. */
    enum Step {
        MINUTE(Duration.ofMinutes(1)),
        HOUR(Duration.ofHours(1));

        private final Duration length;

        Step(Duration length) {
            this.length = length;
        }
    }

    /** The time that one point stands for. */
    public Duration point() {
        return point;
    }

    Step rows() {
        return rows;
    }

    /** How many rows one point is made from. */
    long rowsAPoint() {
        return point.dividedBy(rows.length);
    }

    /** The end of the last point that is over. */
    LocalDateTime end(LocalDateTime now) {
        long seconds = now.toEpochSecond(ZoneOffset.UTC);
        return LocalDateTime.ofEpochSecond(seconds - seconds % point.toSeconds(), 0, ZoneOffset.UTC);
    }

    LocalDateTime begin(LocalDateTime end) {
        return end.minus(length);
    }
}
