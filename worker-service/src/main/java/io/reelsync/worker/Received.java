package io.reelsync.worker;

import io.reelsync.source.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** A response as it came, to be kept beside the facts that were read from it. Safe for use by many threads. */
public final class Received {
    private final String route;
    private final Response response;
    private byte @Nullable [] compressed;

    public Received(String route, Response response) {
        this.route = route;
        this.response = response;
    }

    public String route() {
        return route;
    }

    public Response response() {
        return response;
    }

    /** The body, compressed with gzip when it is first asked for. */
    public synchronized byte[] compressed() {
        if (compressed == null) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(response.body().length / 3 + 64);
            try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
                gzip.write(response.body());
            } catch (IOException inMemory) {
                throw new UncheckedIOException(inMemory);
            }
            compressed = bytes.toByteArray();
        }
        return compressed;
    }
}
