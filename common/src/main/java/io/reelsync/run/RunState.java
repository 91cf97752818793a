package io.reelsync.run;

import java.util.EnumSet;
import java.util.Set;

/** Where a run stands. */
public enum RunState {
    /** Asked for; the scheduler takes it up within a second. */
    REQUESTED,
    /** Its feeds are read and its subjects are worked on. */
    RUNNING,
    /** Held by a person; owes nothing until resumed. */
    PAUSED,
    /** Ended by a person before its end. */
    CANCELLED,
    /** All done, failures counted. */
    COMPLETED,
    /** None of its feeds could be read. */
    FAILED;

    private static final Set<RunState> ACTIVE = EnumSet.of(REQUESTED, RUNNING, PAUSED);

    /** Whether more may come of it. */
    public boolean active() {
        return ACTIVE.contains(this);
    }

    /** Whether a run may go from here to that state; no state leads to itself. */
    public boolean mayBecome(RunState next) {
        return switch (this) {
            case REQUESTED -> next == RUNNING || next == PAUSED || next == CANCELLED;
            case RUNNING -> next == PAUSED || next == CANCELLED || next == COMPLETED || next == FAILED;
            case PAUSED -> next == REQUESTED || next == RUNNING || next == CANCELLED;
            case CANCELLED, COMPLETED, FAILED -> false;
        };
    }
}
