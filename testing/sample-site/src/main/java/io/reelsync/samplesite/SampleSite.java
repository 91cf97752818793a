package io.reelsync.samplesite;

import io.reelsync.samplesite.catalogue.TitleFacts;
import io.reelsync.samplesite.content.Content;
import io.reelsync.samplesite.content.MadeUpContent;
import io.reelsync.samplesite.content.SavedPages;
import io.reelsync.samplesite.content.SiteFeed;
import io.reelsync.samplesite.control.LoggedRequest;
import io.reelsync.samplesite.control.Misbehaviour;
import io.reelsync.samplesite.control.Misbehaviours;
import io.reelsync.samplesite.control.RequestLog;
import io.reelsync.samplesite.elsewhere.TmdbTitles;
import io.reelsync.samplesite.server.SiteHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * A running sample site on 127.0.0.1. Its titles, names and texts are made up; its addresses, headers, markup and
 * weight are shaped like Douban's. Safe for use by many threads; lives until it is closed.
 */
public final class SampleSite implements AutoCloseable {
    private static final int KEPT_REQUESTS = 200_000;
    private static final int THREADS = 256;
    private static final long IDLE_MILLIS = 120_000;

    private final Server server;
    private final int port;
    private final Content content;
    private final TmdbTitles titlesAtSecond;
    private final Misbehaviours misbehaviours;
    private final RequestLog log;
    private final SiteHandler handler;

    private SampleSite(SampleSiteSettings settings) {
        this.content = settings.pages() != null
                ? new SavedPages(settings.pages())
                : new MadeUpContent(settings.seed(), settings.size(), settings.clock());
        this.titlesAtSecond = new TmdbTitles(content);
        this.misbehaviours = new Misbehaviours();
        this.log = new RequestLog(KEPT_REQUESTS);
        this.handler = new SiteHandler(content, misbehaviours, log);
        this.server = server(settings.port(), handler);
        this.port = started(server, settings.port());
    }

    /**
     * Starts a site.
     *
     * @throws IllegalArgumentException where the pages folder can't be served
     * @throws UncheckedIOException where the port can't be had
     */
    public static SampleSite start(SampleSiteSettings settings) {
        return new SampleSite(settings);
    }

    public int port() {
        return port;
    }

    /** The base address, without a slash at its end. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** The newest requests, up to 200,000, in the order of their arrival; control calls are left out. */
    public List<LoggedRequest> requests() {
        return log.all();
    }

    public void clearRequests() {
        log.clear();
    }

    /**
     * Misbehaves for requests whose path with query starts so. Of several that fit a request the first one asked for is
     * taken.
     *
     * @param times for how many requests; 0 until {@link #behave}
     * @param arg what the kind takes; empty for its default
     * @throws IllegalArgumentException where one of these doesn't fit
     */
    public void misbehave(String pathPrefix, Misbehaviour kind, int times, String arg) {
        misbehaviours.add(pathPrefix, kind, times, arg);
    }

    /** Ends all misbehaviour. */
    public void behave() {
        misbehaviours.clear();
    }

    /** The facts that stand on a title's page now; empty where there is no such title, or the pages are saved ones. */
    public Optional<TitleFacts> truth(long id) {
        return content.facts(id, url().toString());
    }

    /** The id by which the second source knows a title: {@code movie/} or {@code tv/} and a number; empty where it doesn't. */
    public Optional<String> atSecond(long id) {
        return titlesAtSecond.idOf(id, url().toString());
    }

    /** The ids of the listed films, in the list's order. */
    public List<Long> listedFilms() {
        return content.listed(SiteFeed.MOVIES);
    }

    /**
     * The ids of a list, in its order.
     *
     * @param feed {@code movies}, {@code tv}, {@code anime}, {@code documentaries} or {@code shows}
     */
    public List<Long> listed(String feed) {
        return content.listed(SiteFeed.valueOf(feed.toUpperCase(Locale.ROOT)));
    }

    @Override
    public void close() {
        handler.stopSending();
        try {
            server.stop();
        } catch (Exception failed) {
            throw new IllegalStateException("the sample site at %s didn't stop".formatted(url()), failed);
        }
    }

    private static Server server(int port, SiteHandler handler) {
        QueuedThreadPool threads = new QueuedThreadPool(THREADS, 8);
        threads.setName("sample-site");
        threads.setDaemon(true);
        Server server = new Server(threads);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        connector.setAcceptQueueSize(THREADS);
        connector.setIdleTimeout(IDLE_MILLIS);
        server.addConnector(connector);
        server.setHandler(handler);
        server.setStopTimeout(0);
        return server;
    }

    private static int started(Server server, int port) {
        try {
            server.start();
            return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
        } catch (IOException taken) {
            stopQuietly(server, taken);
            throw new UncheckedIOException(
                    String.format(Locale.ROOT, "Port %d of 127.0.0.1 can't be had: %s", port, taken.getMessage()),
                    taken);
        } catch (Exception failed) {
            stopQuietly(server, failed);
            throw new IllegalStateException("the sample site didn't start", failed);
        }
    }

    private static void stopQuietly(Server server, Exception reason) {
        try {
            server.stop();
        } catch (Exception also) {
            reason.addSuppressed(also);
        }
    }
}
