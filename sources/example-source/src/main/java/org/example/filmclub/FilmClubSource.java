package org.example.filmclub;

import io.reelsync.source.Feed;
import io.reelsync.source.IdForm;
import io.reelsync.source.Kind;
import io.reelsync.source.Rate;
import io.reelsync.source.Source;
import io.reelsync.source.SourceReader;
import java.util.List;

/** The film club as all services know it. */
class FilmClubSource implements Source {
    static final String NAME = "filmclub";
    static final String FILMS = "films";

    private final FilmClubSettings settings;

    FilmClubSource(FilmClubSettings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String label() {
        return "Film club";
    }

    @Override
    public Rate rate() {
        return settings.rate();
    }

    @Override
    public List<Feed> feeds() {
        return List.of(new Feed(FILMS, Kind.MOVIE, settings.listSize()));
    }

    @Override
    public List<String> routes() {
        return List.of(FilmRoute.NAME);
    }

    @Override
    public IdForm ids() {
        return IdForm.NUMBER;
    }

    @Override
    public SourceReader reader() {
        return new FilmClubReader(settings.url());
    }
}
