package io.reelsync.worker;

import io.reelsync.source.PageRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What is asked, and how.
 *
 * @param title what is asked for: the same at each attempt, so that a title that fails again and again counts once
 * @param requests one for each route, in the order in which they are tried; asked when a request is about to be sent
 * @param patience how long to wait for permits
 * @param urgent whether it overtakes what is not
 * @param stillWanted asked now and then during the wait
 * @param leave asked just before the request; where it gives a time, the request is held back for so long
 */
record Question(
        String title,
        Supplier<List<PageRequest>> requests,
        Duration patience,
        boolean urgent,
        BooleanSupplier stillWanted,
        Supplier<Optional<Duration>> leave) {

    List<String> routes() {
        return requests.get().stream().map(PageRequest::route).toList();
    }
}
