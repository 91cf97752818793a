package io.reelsync.worker;

import io.reelsync.catalog.Subjects;
import io.reelsync.source.DetailsRoute;
import io.reelsync.source.PageRequest;
import io.reelsync.source.Source;
import io.reelsync.source.SubjectId;
import io.reelsync.task.SubjectTask;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One look at a subject's details: what is asked for, and what was known before. For one thread. */
final class Look {
    private final Source source;
    private final SubjectTask task;
    private final Subjects.Known known;
    private final List<DetailsRoute> routes;
    /** Whether it is to tell if a suspicion still holds. */
    private boolean trial;

    Look(Source source, SubjectTask task, Subjects.Known known) {
        this.source = source;
        this.task = task;
        this.known = known;
        this.routes = source.reader().detailsRoutes();
    }

    Source source() {
        return source;
    }

    SubjectTask task() {
        return task;
    }

    SubjectId subject() {
        return task.subject();
    }

    Subjects.Known known() {
        return known;
    }

    /** What was known of its kind, by name. */
    @Nullable
    String kind() {
        return known.kind() == null ? null : known.kind().value();
    }

    /**
     * A request for each route, in the order in which they are tried. Each attempt that failed puts the next route first,
     * since what one always cuts or withholds another may give. A trial is of the first route, whose structure is suspected.
     */
    List<PageRequest> requests() {
        List<PageRequest> requests = new ArrayList<>(routes.size());
        routes.forEach(route -> requests.add(route.request(subject(), known.kind())));
        if (!trial) {
            Collections.rotate(requests, -known.attempts());
        }
        return requests;
    }

    DetailsRoute route(String name) {
        return routes.stream()
                .filter(route -> route.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    String firstRoute() {
        return routes.get(0).name();
    }

    boolean isFirst(String route) {
        return firstRoute().equals(route);
    }

    boolean isTrial() {
        return trial;
    }

    void makeTrial() {
        trial = true;
    }
}
