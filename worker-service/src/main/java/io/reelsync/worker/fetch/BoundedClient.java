package io.reelsync.worker.fetch;

import io.micrometer.core.instrument.Timer;
import io.reelsync.limit.Permit;
import io.reelsync.source.BrokenPageException;
import io.reelsync.source.EgressProxy;
import io.reelsync.source.PageRequest;
import io.reelsync.source.Reason;
import io.reelsync.source.Response;
import io.reelsync.worker.WorkerSettings;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpConnection;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.impl.Http1StreamListener;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.TimeValue;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/**
 * Sends one request under its permit and reads the whole answer, within bounds of time and size. Follows nothing, keeps
 * no cookies and never asks twice. Safe for use by many threads.
 */
final class BoundedClient implements AutoCloseable {
    private static final String PERMIT = "reelsync.permit";
    /** No server's status: says that the permit was not good any more. */
    private static final int NOT_SENT = 999;

    private final CloseableHttpClient http;
    private final Bounds bounds;
    private final ScheduledExecutorService deadlines;
    private final Timer timer;

    /**
     * What bounds an answer.
     *
     * @param largest the most bytes of its body, after decompression
     * @param largePages places for large bodies
     */
    record Bounds(Duration within, DataSize largest, LargePages largePages) {}

    /**
     * @param proxy null where requests go straight
     * @param names finds the addresses of hosts
     * @param deadlines ends what takes too long
     */
    BoundedClient(
            WorkerSettings settings,
            @Nullable EgressProxy proxy,
            DnsResolver names,
            Bounds bounds,
            ScheduledExecutorService deadlines,
            Timer timer) {
        this.http = SourceHttpClient.builder(settings, proxy, names)
                .addExecInterceptorBefore(
                        ChainElement.MAIN_TRANSPORT.name(), "permit", BoundedClient::sendWhilePermitted)
                .setRequestExecutor(new TellsPermit())
                .build();
        this.bounds = bounds;
        this.deadlines = deadlines;
        this.timer = timer;
    }

    /**
     * Sends a request, if its permit is still good once the connection stands.
     *
     * @return null where it was too late: nothing was sent
     * @throws BrokenPageException where there was no whole answer within the bounds
     */
    @Nullable
    Response fetch(PageRequest request, Permit permit) throws BrokenPageException {
        HttpGet get = new HttpGet(request.address());
        request.headers().forEach(get::setHeader);
        AtomicBoolean tooLate = new AtomicBoolean();
        // Socket timeouts bound the gap between two bytes, not the whole: a byte a second would never end.
        Future<?> deadline = deadlines.schedule(
                () -> {
                    tooLate.set(true);
                    get.cancel();
                },
                bounds.within().toMillis(),
                TimeUnit.MILLISECONDS);
        Timer.Sample sample = Timer.start();
        HttpClientContext context = HttpClientContext.create();
        context.setAttribute(PERMIT, permit);
        try {
            return http.execute(
                    get, context, response -> response.getCode() == NOT_SENT ? null : read(request, response));
        } catch (TooLargeException tooLarge) {
            get.cancel();
            throw new BrokenPageException(
                    Reason.TOO_LARGE, "more than " + bounds.largest() + " at " + request.address(), tooLarge);
        } catch (IOException | RuntimeException failure) {
            throw new BrokenPageException(
                    Reason.NO_ANSWER,
                    tooLate.get() || isSilence(failure)
                            ? "no whole answer within " + bounds.within() + " from " + request.address()
                            : failure + " at " + request.address(),
                    failure);
        } finally {
            deadline.cancel(false);
            sample.stop(timer);
        }
    }

    /** A silence of the whole time, which the socket may notice before the deadline does. */
    private static boolean isSilence(Exception failure) {
        return failure instanceof SocketTimeoutException && !(failure instanceof ConnectTimeoutException);
    }

    /** Runs when the connection stands; it stays open where nothing was sent, so that the next try is quicker. */
    private static ClassicHttpResponse sendWhilePermitted(
            ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain) throws IOException, HttpException {
        Permit permit = (Permit) scope.clientContext.getAttribute(PERMIT);
        if (permit.use()) {
            return chain.proceed(request, scope);
        }
        scope.execRuntime.markConnectionReusable(null, TimeValue.ofSeconds(5));
        scope.execRuntime.releaseEndpoint();
        return new BasicClassicHttpResponse(NOT_SENT);
    }

    /** Tells the request's permit when the request is written: what holds up the process between the two makes it late. */
    private static final class TellsPermit extends HttpRequestExecutor {
        @Override
        public ClassicHttpResponse execute(
                ClassicHttpRequest request,
                HttpClientConnection connection,
                @Nullable HttpResponseInformationCallback information,
                HttpContext context)
                throws IOException, HttpException {
            Permit permit = (Permit) context.getAttribute(PERMIT);
            // The listener of an executor isn't told whose request it is.
            return new HttpRequestExecutor(DEFAULT_WAIT_FOR_CONTINUE, null, new WhenWritten(permit::sent))
                    .execute(request, connection, information, context);
        }
    }

    private record WhenWritten(Runnable then) implements Http1StreamListener {
        @Override
        public void onRequestHead(HttpConnection connection, HttpRequest request) {
            then.run();
        }

        @Override
        public void onResponseHead(HttpConnection connection, HttpResponse response) {}

        @Override
        public void onExchangeComplete(HttpConnection connection, boolean keepAlive) {}
    }

    private Response read(PageRequest request, ClassicHttpResponse response) throws IOException {
        if (response.getCode() == HttpStatus.SC_PROXY_AUTHENTICATION_REQUIRED) {
            throw new IOException("the proxy does not take our name and password (407)");
        }
        Map<String, String> headers = new HashMap<>();
        for (Header header : response.getHeaders()) {
            headers.put(header.getName().toLowerCase(Locale.ROOT), header.getValue());
        }
        return new Response(request.address(), response.getCode(), headers, body(response.getEntity()));
    }

    private byte[] body(@Nullable HttpEntity entity) throws IOException {
        if (entity == null) {
            return new byte[0];
        }
        int limit = Math.toIntExact(bounds.largest().toBytes());
        byte[] body = bounds.largePages().read(entity.getContent(), limit + 1, bounds.within());
        if (body.length > limit) {
            throw new TooLargeException();
        }
        return body;
    }

    @Override
    public void close() throws IOException {
        http.close();
    }

    private static class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
