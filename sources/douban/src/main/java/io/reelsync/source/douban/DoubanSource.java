package io.reelsync.source.douban;

import io.reelsync.source.EgressProxy;
import io.reelsync.source.Feed;
import io.reelsync.source.IdForm;
import io.reelsync.source.ListLinks;
import io.reelsync.source.Pictures;
import io.reelsync.source.Rate;
import io.reelsync.source.Source;
import io.reelsync.source.SourceReader;
import java.net.URI;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** Douban as a source, or any site of the same shape, at the addresses of the settings. */
class DoubanSource implements Source {
    static final String NAME = "douban";

    private static final String DOMAIN = "douban.com";
    private static final ListLinks LIST_LINKS = new DoubanListLinks();

    private final DoubanSettings settings;
    private final SourceReader reader;
    private final List<Feed> feeds;
    private final Pictures pictures;

    DoubanSource(DoubanSettings settings, Clock clock) {
        this.settings = settings;
        this.reader = new DoubanReader(settings, clock);
        this.feeds = Arrays.stream(DoubanFeed.values())
                .map(feed -> new Feed(
                        feed.feedName(),
                        feed.kind(),
                        Objects.requireNonNullElse(settings.feed(feed).size(), settings.listSize())))
                .toList();
        this.pictures = settings.pictures();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String label() {
        return "豆瓣";
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
    public Optional<ListLinks> listLinks() {
        return Optional.of(LIST_LINKS);
    }

    @Override
    public List<String> routes() {
        return settings.routes();
    }

    @Override
    public IdForm ids() {
        return IdForm.NUMBER;
    }

    @Override
    public SourceReader reader() {
        return reader;
    }

    @Override
    public boolean isAt(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return lower.equals(DOMAIN) || lower.endsWith("." + DOMAIN) || reader.owns(host);
    }

    @Override
    public Optional<URI> pageOf(String id) {
        return Optional.of(URI.create(settings.webUrl() + "/subject/" + id + "/"));
    }

    @Override
    public Optional<EgressProxy> proxy() {
        return Optional.ofNullable(settings.proxy());
    }

    @Override
    public Optional<Pictures> pictures() {
        return Optional.of(pictures);
    }
}
