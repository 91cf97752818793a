package io.reelsync.worker;

import io.reelsync.limit.StructureSuspects;
import io.reelsync.limit.StructureSuspects.Leave;
import io.reelsync.limit.StructureSuspects.Page;
import io.reelsync.source.Reason;
import io.reelsync.worker.settle.Received;
import io.reelsync.worker.settle.Settled;
import io.reelsync.worker.settle.TaskResult;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Watches whether pages pass the gates, and holds back what is of a kind whose structure is suspected. */
@Component
class WatchStructure {
    private final StructureSuspects suspects;
    private final TaskCounters counters;

    WatchStructure(StructureSuspects suspects, TaskCounters counters) {
        this.suspects = suspects;
        this.counters = counters;
    }

    /** Whether a page may be asked for, just before it is. */
    boolean mayAskFor(Look look) {
        if (look.isTrial()) {
            return true; // Its first permit came too late.
        }
        Leave leave = suspects.leaveFor(look.source().name(), look.kind());
        if (leave == Leave.TRIAL) {
            look.makeTrial();
        }
        return leave != Leave.HELD_BACK;
    }

    /** Lets another be the trial, where this one's result says nothing of a structure. */
    void giveBackTrial(Look look, @Nullable TaskResult result) {
        boolean tells = result instanceof TaskResult.Found
                || result instanceof TaskResult.Failed failed && failed.reason().isGate();
        if (look.isTrial() && !tells) {
            suspects.releaseTrial(look.source().name(), look.kind());
        }
    }

    /** Notes whether a page passed the gates, the last of which is the comparison with what is stored. */
    void note(Look look, TaskResult result, Settled settled) {
        if (settled == Settled.DROPPED) {
            return;
        }
        if (result instanceof TaskResult.Found found) {
            if (settled == Settled.RETRY || settled == Settled.DEAD) {
                failed(look, found.received(), Reason.SUDDEN_LOSS, Reason.SUDDEN_LOSS.text());
            } else {
                suspects.passed(page(look, found.facts().provenance().route()), look.isTrial());
                counters.count(look.source(), found.facts().provenance().disagreements());
            }
        } else if (result instanceof TaskResult.Failed failed && failed.reason().isGate()) {
            failed(look, failed.received(), failed.reason(), failed.detail());
        }
    }

    private void failed(Look look, @Nullable Received received, Reason reason, String detail) {
        counters.count(look.source(), reason);
        String route = received == null ? look.requests().get(0).route() : received.route();
        suspects.failed(page(look, route), reason.name(), look.subject() + ": " + detail);
    }

    private static Page page(Look look, String route) {
        return new Page(
                look.source().name(),
                look.kind(),
                route,
                Long.toString(look.subject().id()));
    }
}
