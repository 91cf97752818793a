package io.reelsync.worker.fetch;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.reelsync.limit.Permit;
import io.reelsync.source.BrokenPageException;
import io.reelsync.source.PageRequest;
import io.reelsync.source.Reason;
import io.reelsync.source.Response;
import io.reelsync.source.Source;
import io.reelsync.source.Sources;
import io.reelsync.telemetry.MetricNames;
import io.reelsync.worker.WorkerSettings;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.apache.hc.core5.util.TimeValue;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Sends one request and reads the whole answer, within bounds of time and size. Follows nothing, keeps no cookies and
 * never asks twice: each request has its own permit. Safe for use by many threads.
 */
@Component
class Fetcher {
    private static final String PERMIT = "reelsync.permit";
    /** No server's status: says that the permit was not good any more. */
    private static final int NOT_SENT = 999;

    /** One for each source, since each has a way out of its own. */
    private final Map<String, CloseableHttpClient> clients = new HashMap<>();

    private final WorkerSettings settings;
    private final LargePages largePages;
    private final ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "fetch-deadlines");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<String, Timer> timers = new HashMap<>();

    Fetcher(WorkerSettings settings, LargePages largePages, Sources sources, MeterRegistry meters) {
        this.settings = settings;
        this.largePages = largePages;
        for (Source source : sources.all()) {
            clients.put(
                    source.name(),
                    SourceHttpClient.of(settings, source.proxy().orElse(null), Fetcher::sendWhilePermitted));
            timers.put(
                    source.name(),
                    Timer.builder(MetricNames.FETCH)
                            .description("Time of one exchange with a source, its body included")
                            .tag("source", source.name())
                            .serviceLevelObjectives(MetricNames.buckets())
                            .register(meters));
        }
    }

    /**
     * Sends a request, if its permit is still good once the connection stands.
     *
     * @return null where it was too late: nothing was sent
     * @throws BrokenPageException where there was no whole answer within the bounds
     */
    @Nullable
    Response fetch(Source source, PageRequest request, Permit permit) throws BrokenPageException {
        HttpGet get = new HttpGet(request.address());
        request.headers().forEach(get::setHeader);
        AtomicBoolean tooLate = new AtomicBoolean();
        // Socket timeouts bound the gap between two bytes, not the whole: a byte a second would never end.
        Future<?> deadline = deadlines.schedule(
                () -> {
                    tooLate.set(true);
                    get.cancel();
                },
                settings.answerWithin().toMillis(),
                TimeUnit.MILLISECONDS);
        Timer.Sample sample = Timer.start();
        HttpClientContext context = HttpClientContext.create();
        context.setAttribute(PERMIT, permit);
        try {
            CloseableHttpClient http = Objects.requireNonNull(clients.get(source.name()));
            return http.execute(
                    get, context, response -> response.getCode() == NOT_SENT ? null : read(request, response));
        } catch (TooLargeException tooLarge) {
            get.cancel();
            throw new BrokenPageException(
                    Reason.TOO_LARGE, "more than " + settings.largestPage() + " at " + request.address(), tooLarge);
        } catch (IOException | RuntimeException failure) {
            throw new BrokenPageException(
                    Reason.NO_ANSWER,
                    tooLate.get() || isSilence(failure)
                            ? "no whole answer within " + settings.answerWithin() + " from " + request.address()
                            : failure + " at " + request.address(),
                    failure);
        } finally {
            deadline.cancel(false);
            sample.stop(Objects.requireNonNull(timers.get(source.name())));
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
        int limit = Math.toIntExact(settings.largestPage().toBytes());
        byte[] body = largePages.read(entity.getContent(), limit + 1, settings.answerWithin());
        if (body.length > limit) {
            throw new TooLargeException();
        }
        return body;
    }

    @PreDestroy
    void close() throws IOException {
        deadlines.shutdownNow();
        for (CloseableHttpClient http : clients.values()) {
            http.close();
        }
    }

    private static class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
