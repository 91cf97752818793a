package io.reelsync.worker.task;

import io.reelsync.limit.StructureSuspects;
import io.reelsync.limit.StructureSuspects.Page;
import io.reelsync.source.Reason;
import io.reelsync.worker.Received;
import io.reelsync.worker.TaskResult;
import io.reelsync.worker.settle.Settled;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Notes whether pages pass the gates, so that a kind whose structure has changed is held back. */
@Component
class StructureWatch {
    private final StructureSuspects suspects;
    private final TaskCounters counters;

    StructureWatch(StructureSuspects suspects, TaskCounters counters) {
        this.suspects = suspects;
        this.counters = counters;
    }

    /** Lets another be the probe, where this one's result says nothing of a structure. */
    void releaseProbe(Claim claim, TaskResult result) {
        boolean tells = result instanceof TaskResult.Found
                || result instanceof TaskResult.Failed failed && failed.reason().isGate();
        if (!tells) {
            suspects.releaseProbe(claim.source().name(), claim.kindName());
        }
    }

    /** Notes whether a page passed the gates, the last of which is the comparison with what is stored. */
    void note(Claim claim, TaskResult result, Settled settled, boolean probe) {
        if (settled == Settled.DROPPED) {
            return;
        }
        if (result instanceof TaskResult.Found found) {
            if (settled == Settled.RETRY || settled == Settled.DEAD) {
                failed(claim, found.received(), probe, Reason.SUDDEN_LOSS, Reason.SUDDEN_LOSS.text());
            } else {
                suspects.passed(page(claim, found.facts().provenance().route()), probe);
                counters.count(claim.source(), found.facts().provenance().disagreements());
            }
        } else if (result instanceof TaskResult.Failed failed && failed.reason().isGate()) {
            failed(claim, failed.received(), probe, failed.reason(), failed.detail());
        }
    }

    private void failed(Claim claim, @Nullable Received received, boolean probe, Reason reason, String detail) {
        counters.count(claim.source(), reason);
        String route = received == null ? claim.source().routes().get(0) : received.route();
        suspects.failed(page(claim, route), probe, reason.name(), claim.subject() + ": " + detail);
    }

    private static Page page(Claim claim, String route) {
        return new Page(
                claim.source().name(), claim.kindName(), route, claim.subject().id());
    }
}
