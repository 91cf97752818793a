package io.reelsync.worker.fetch;

import io.reelsync.source.Kind;
import io.reelsync.source.PageRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a source, and how.
 *
 * @param subject what is asked for: the same at each attempt, so that a title that fails again and again counts once
 * @param details whether it is a title's details, which are held back while the structure of their kind is suspected
 * @param kind what is known of the title's kind
 * @param requests one for each route, in the source's order
 * @param attempts how many attempts have failed. Each puts the next route first, since what one always cuts or withholds
 *     another may give
 * @param patience how long to wait for permits
 * @param urgent whether it overtakes what is not
 * @param stillWanted asked now and then during the wait
 */
public record FetchRequest(
        String subject,
        boolean details,
        @Nullable Kind kind,
        List<PageRequest> requests,
        int attempts,
        Duration patience,
        boolean urgent,
        BooleanSupplier stillWanted) {

    /** For one page of a list. */
    public static FetchRequest ofList(
            String feed, PageRequest request, Duration patience, BooleanSupplier stillWanted) {
        return new FetchRequest("list " + feed, false, null, List.of(request), 0, patience, false, stillWanted);
    }

    /** The requests in the order in which they are tried. A probe is of the first route, whose structure is suspected. */
    List<PageRequest> inOrder(boolean probe) {
        List<PageRequest> order = new ArrayList<>(requests);
        if (!probe) {
            Collections.rotate(order, -attempts);
        }
        return order;
    }

    /** The route that knows every title. */
    String firstRoute() {
        return requests.get(0).route();
    }
}
