package io.reelsync.gateway.sync;

import io.reelsync.run.RunStarter;
import io.reelsync.run.RunState;

/** @param runId as a string: numbers in JSON lose digits beyond 2^53 */
record StartedJson(String runId, RunState state, boolean alreadyRunning) {
    static StartedJson of(RunStarter.Started started) {
        return new StartedJson(Long.toString(started.runId()), started.state(), started.alreadyRunning());
    }
}
