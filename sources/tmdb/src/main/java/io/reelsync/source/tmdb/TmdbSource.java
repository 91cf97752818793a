package io.reelsync.source.tmdb;

import io.reelsync.source.EgressProxy;
import io.reelsync.source.Feed;
import io.reelsync.source.IdForm;
import io.reelsync.source.Pictures;
import io.reelsync.source.Rate;
import io.reelsync.source.Source;
import io.reelsync.source.SourceReader;
import java.net.URI;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** TMDB as a source, or a mirror of its API at the address of the settings. */
class TmdbSource implements Source {
    static final String NAME = "tmdb";

    private static final String DOMAIN = "themoviedb.org";

    private final TmdbSettings settings;
    private final SourceReader reader;
    private final List<Feed> feeds;

    TmdbSource(TmdbSettings settings, Clock clock) {
        this.settings = settings;
        this.reader = new TmdbReader(settings, clock);
        this.feeds = Arrays.stream(TmdbFeed.values())
                .map(feed -> feed.described(settings.listSize()))
                .toList();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String label() {
        return "TMDB";
    }

    @Override
    public Rate rate() {
        return settings.rate();
    }

    @Override
    public List<Feed> feeds() {
        return feeds;
    }

    @Override
    public List<String> routes() {
        return List.of(ApiRoute.NAME);
    }

    @Override
    public IdForm ids() {
        return TmdbId.FORM;
    }

    @Override
    public SourceReader reader() {
        return reader;
    }

    @Override
    public boolean isAt(String host) {
        return host.equalsIgnoreCase(DOMAIN) || host.equalsIgnoreCase("www." + DOMAIN) || reader.owns(host);
    }

    @Override
    public Optional<URI> pageOf(String id) {
        return Optional.of(URI.create("https://www." + DOMAIN + "/" + id));
    }

    @Override
    public Optional<String> attribution() {
        return Optional.of("This product uses the TMDB API but is not endorsed or certified by TMDB.");
    }

    @Override
    public Optional<EgressProxy> proxy() {
        return Optional.ofNullable(settings.proxy());
    }

    @Override
    public Optional<Pictures> pictures() {
        return Optional.of(settings.pictures());
    }

    /** Its dates are of all regions, its episodes are counted and its pictures are kept by many. */
    @Override
    public Set<String> knowsBest() {
        return Set.of("release_dates", "episode_count", "cover_url");
    }
}
