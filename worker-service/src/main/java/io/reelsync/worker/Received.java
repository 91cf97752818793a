package io.reelsync.worker;

import io.reelsync.source.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** An answer as it came, to be kept beside the facts that were read from it. Safe for use by many threads. */
public final class Received {
    private final String route;
    private final Answer answer;
    private byte @Nullable [] compressed;

    public Received(String route, Answer answer) {
        this.route = route;
        this.answer = answer;
    }

    public String route() {
        return route;
    }

    public Answer answer() {
        return answer;
    }

    /** The body, compressed with gzip when it is first asked for. */
    public synchronized byte[] compressed() {
        if (compressed == null) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(answer.body().length / 3 + 64);
            try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
                gzip.write(answer.body());
            } catch (IOException inMemory) {
                throw new UncheckedIOException(inMemory);
            }
            compressed = bytes.toByteArray();
        }
        return compressed;
    }
}
