package io.reelsync.source.stub;

import io.reelsync.source.Feed;
import io.reelsync.source.IdForm;
import io.reelsync.source.Kind;
import io.reelsync.source.Rate;
import io.reelsync.source.Source;
import io.reelsync.source.SourceReader;
import java.util.List;
import java.util.regex.Pattern;

/** The stub as a source. */
class StubSource implements Source {
    static final String NAME = "stub";
    static final String FILMS = "films";
    static final String SERIES = "series";

    /** Films and series are numbered apart. */
    static final IdForm IDS = new IdForm(
            Pattern.compile("(?:movie|show)/[1-9][0-9]{0,8}"),
            "movie/ or show/ and a number of 1 to 9 digits, as movie/7",
            "movie/ 或 show/ 加 1 到 9 位的编号，例如 movie/7");

    private final StubSettings settings;
    private final List<Feed> feeds;
    private final SourceReader reader;

    StubSource(StubSettings settings) {
        this.settings = settings;
        this.feeds = List.of(
                new Feed(FILMS, Kind.MOVIE, settings.listSize()), new Feed(SERIES, Kind.TV, settings.listSize()));
        this.reader = new StubReader(settings.url(), feeds);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String label() {
        return "Stub";
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
        return List.of(StubRoute.NAME);
    }

    @Override
    public IdForm ids() {
        return IDS;
    }

    @Override
    public SourceReader reader() {
        return reader;
    }
}
