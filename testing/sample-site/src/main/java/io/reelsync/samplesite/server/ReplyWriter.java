package io.reelsync.samplesite.server;

import io.reelsync.samplesite.invention.Dice;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Sends replies in their manner. Those that take their time end when the site stops. */
final class ReplyWriter {
    private static final int MEGABYTE = 1 << 20;
    private static final String COOKIE_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";

    private final CountDownLatch stopped = new CountDownLatch(1);
    private final AtomicLong visitors = new AtomicLong();

    void stop() {
        stopped.countDown();
    }

    /** @param known whether the caller has the site's cookie already */
    void send(Reply reply, boolean known, Request request, Response response, Callback callback) {
        response.setStatus(reply.status());
        response.getHeaders().put(HttpHeader.SERVER, "dae");
        reply.headers().forEach(response.getHeaders()::put);
        if (!known) {
            response.getHeaders().put(HttpHeader.SET_COOKIE, "bid=" + visitor() + "; Path=/; Max-Age=31536000");
        }
        try {
            switch (reply.manner()) {
                case WHOLE -> whole(reply, response, callback);
                case LATE -> {
                    if (!stopped.await(reply.amount(), TimeUnit.MILLISECONDS)) {
                        whole(reply, response, callback);
                    } else {
                        callback.failed(new IOException("the site stops"));
                    }
                }
                case ONE_BYTE_A_SECOND -> dripped(reply, response, callback);
                case HALF_THEN_CLOSED -> cut(reply, request, response, callback);
                case STREAMED -> streamed(reply.amount(), Content.Sink.asOutputStream(response), filler(), callback);
                case STREAMED_ZEROS_AS_GZIP ->
                    streamed(
                            reply.amount(),
                            new GZIPOutputStream(Content.Sink.asOutputStream(response), 65_536),
                            new byte[MEGABYTE],
                            callback);
            }
        } catch (IOException gone) {
            callback.failed(gone);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            callback.failed(interrupted);
        }
    }

    private static void whole(Reply reply, Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, reply.body().length);
        response.write(true, ByteBuffer.wrap(reply.body()), callback);
    }

    private void dripped(Reply reply, Response response, Callback callback) throws IOException, InterruptedException {
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, reply.body().length);
        for (int at = 0; at < reply.body().length; at++) {
            Content.Sink.write(response, false, ByteBuffer.wrap(reply.body(), at, 1));
            if (stopped.await(1, TimeUnit.SECONDS)) {
                callback.failed(new IOException("the site stops"));
                return;
            }
        }
        response.write(true, ByteBuffer.allocate(0), callback);
    }

    private static void cut(Reply reply, Request request, Response response, Callback callback) throws IOException {
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, reply.body().length);
        Content.Sink.write(response, false, ByteBuffer.wrap(reply.body(), 0, reply.body().length / 2));
        request.getConnectionMetaData().getConnection().getEndPoint().close();
        callback.failed(new IOException("cut on request"));
    }

    private void streamed(long megabytes, OutputStream out, byte[] block, Callback callback) throws IOException {
        try (out) {
            for (long sent = 0; sent < megabytes && stopped.getCount() > 0; sent++) {
                out.write(block);
            }
        }
        callback.succeeded();
    }

    private static byte[] filler() {
        byte[] line = "<p>一页写不完的页面。</p>\n".getBytes(StandardCharsets.UTF_8);
        byte[] block = new byte[MEGABYTE];
        Arrays.fill(block, (byte) '\n');
        for (int at = 0; at + line.length <= block.length; at += line.length) {
            System.arraycopy(line, 0, block, at, line.length);
        }
        return block;
    }

    private String visitor() {
        Dice dice = Dice.of(System.identityHashCode(this), visitors.incrementAndGet(), "visitor");
        StringBuilder visitor = new StringBuilder();
        for (int letter = 0; letter < 11; letter++) {
            visitor.append(COOKIE_LETTERS.charAt(dice.below(COOKIE_LETTERS.length())));
        }
        return visitor.toString();
    }
}
