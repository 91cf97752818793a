package io.reelsync.samplesite.control;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;

/** The newest requests. Written before the answer goes out, so that a caller who has it finds its request here. */
public final class RequestLog {
    private final int kept;
    private final ArrayDeque<LoggedRequest> requests = new ArrayDeque<>();
    private long sequence;

    public RequestLog(int kept) {
        this.kept = kept;
    }

    /**
     * Writes a request down.
     *
     * @param arrived {@link System#nanoTime} when the request's first bytes arrived
     */
    public synchronized void add(long arrived, String method, String path, int status) {
        Instant at = Instant.now().minusNanos(System.nanoTime() - arrived);
        requests.add(new LoggedRequest(++sequence, at, arrived, method, path, status));
        if (requests.size() > kept) {
            requests.remove();
        }
    }

    /** All that are kept, in the order of their arrival. */
    public synchronized List<LoggedRequest> all() {
        return requests.stream()
                .sorted(Comparator.comparingLong(LoggedRequest::nanoTime))
                .toList();
    }

    /** Those after the one with this sequence number. */
    public synchronized List<LoggedRequest> since(long last) {
        return requests.stream().filter(request -> request.sequence() > last).toList();
    }

    public synchronized void clear() {
        requests.clear();
    }
}
