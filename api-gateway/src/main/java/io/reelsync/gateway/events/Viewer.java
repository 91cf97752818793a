package io.reelsync.gateway.events;

import io.reelsync.gateway.security.Caller;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** One open stream. What is told of a thing while a write is under way replaces what was told of it before. */
final class Viewer {
    private final Caller user;
    private final Executor writes;
    private final Runnable whenGone;
    /** Without a time limit of its own: it ends with what it watches or with the access token. */
    private final SseEmitter emitter = new SseEmitter(0L);

    private final AtomicBoolean writing = new AtomicBoolean();
    private final AtomicBoolean gone = new AtomicBoolean();
    /** By what they tell of. */
    private final Map<String, Event> pending = new LinkedHashMap<>();

    private boolean over;

    Viewer(Caller user, Executor writes, Runnable whenGone) {
        this.user = user;
        this.writes = writes;
        this.whenGone = whenGone;
        emitter.onCompletion(this::leave);
        emitter.onTimeout(this::leave);
        emitter.onError(failure -> leave());
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

    void tell(Look look) {
        synchronized (pending) {
            look.events().forEach(event -> pending.put(event.of(), event));
            over |= look.over();
        }
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
        Look look = takePending();
        try {
            for (Event event : look.events()) {
                emitter.send(SseEmitter.event().name(event.name()).data(event.json(), MediaType.APPLICATION_JSON));
            }
            if (look.over()) {
                close();
            }
        } catch (IOException | IllegalStateException e) {
            leave();
        } finally {
            writing.set(false);
        }
        if (hasPending()) {
            writePending();
        }
    }

    private Look takePending() {
        synchronized (pending) {
            Look look = new Look(List.copyOf(pending.values()), over);
            pending.clear();
            return look;
        }
    }

    private boolean hasPending() {
        synchronized (pending) {
            return !pending.isEmpty() || over;
        }
    }

    private void leave() {
        if (gone.compareAndSet(false, true)) {
            whenGone.run();
        }
    }
}
