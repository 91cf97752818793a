package io.reelsync.worker.task;

import io.reelsync.catalog.Subjects;
import io.reelsync.source.DetailsRoute;
import io.reelsync.source.Kind;
import io.reelsync.source.Source;
import io.reelsync.source.SubjectId;
import io.reelsync.task.SubjectTask;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A task whose lease stands, with what is known of its subject.
 *
 * @param leaseEnds when its lease ends, by {@link System#nanoTime}
 * @param title as lists gave it, to check a page against
 * @param accepted whether an operator lets the next answer pass
 * @param attempts how many attempts have failed since the last one that didn't
 * @param killedWorkers how many workers may have died of its page
 */
record Claim(
        Source source,
        SubjectTask task,
        long leaseEnds,
        @Nullable String title,
        @Nullable Kind kind,
        boolean accepted,
        int attempts,
        int killedWorkers) {

    /** Whether workers may have died of its page. */
    boolean suspected() {
        return killedWorkers > 0;
    }

    /** Whether so many have that it is given up unread. */
    boolean killer() {
        return killedWorkers >= Subjects.SUSPECTED_OFTEN;
    }

    SubjectId subject() {
        return task.subject();
    }

    /** How long the lease still runs; below zero once it has ended. */
    Duration leaseLeft() {
        return Duration.ofNanos(leaseEnds - System.nanoTime());
    }

    /** The kind's name, where it is known. */
    @Nullable
    String kindName() {
        return kind == null ? null : kind.value();
    }

    DetailsRoute route(String name) {
        return source.reader().detailsRoutes().stream()
                .filter(route -> route.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    boolean isFirst(String route) {
        return source.routes().get(0).equals(route);
    }
}
