package io.reelsync.gateway.sync;

import io.reelsync.gateway.security.Caller;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** One open stream. What is told while a write is under way replaces what was told before it. */
final class RunViewer {
    private final Caller user;
    private final Executor writes;
    private final Runnable whenGone;
    /** Without a time limit of its own: it ends with the run or with the access token. */
    private final SseEmitter emitter = new SseEmitter(0L);

    private final AtomicReference<Event> pending = new AtomicReference<>(Event.NONE);
    private final AtomicBoolean writing = new AtomicBoolean();
    private final AtomicBoolean gone = new AtomicBoolean();

    RunViewer(Caller user, Executor writes, Runnable whenGone) {
        this.user = user;
        this.writes = writes;
        this.whenGone = whenGone;
        emitter.onCompletion(this::leave);
        emitter.onTimeout(this::leave);
        emitter.onError(failure -> leave());
    }

    private record Event(String json, boolean last) {
        static final Event NONE = new Event("", false);
    }

    SseEmitter emitter() {
        return emitter;
    }

    Caller user() {
        return user;
    }

    boolean gone() {
        return gone.get();
    }

    /** Whether the access token that opened the stream has ended. */
    boolean outstayed(Instant now) {
        return !now.isBefore(user.until());
    }

    void tell(String json, boolean last) {
        pending.set(new Event(json, last));
        writePending();
    }

    void close() {
        emitter.complete();
        // One that ends before it has begun doesn't call back.
        leave();
    }

    private void writePending() {
        if (!gone() && writing.compareAndSet(false, true)) {
            writes.execute(this::write);
        }
    }

    private void write() {
        Event event = pending.getAndSet(Event.NONE);
        try {
            if (event != Event.NONE) {
                emitter.send(SseEmitter.event().name("progress").data(event.json(), MediaType.APPLICATION_JSON));
                if (event.last()) {
                    close();
                }
            }
        } catch (IOException | IllegalStateException e) {
            leave();
        } finally {
            writing.set(false);
        }
        if (pending.get() != Event.NONE) {
            writePending();
        }
    }

    private void leave() {
        if (gone.compareAndSet(false, true)) {
            whenGone.run();
        }
    }
}
