package org.example.filmclub;

import io.reelsync.source.BrokenPageException;
import io.reelsync.source.DetailsRoute;
import io.reelsync.source.Kind;
import io.reelsync.source.PageRequest;
import io.reelsync.source.PartialDate;
import io.reelsync.source.Reason;
import io.reelsync.source.Response;
import io.reelsync.source.SubjectId;
import io.reelsync.source.VideoFacts;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A film's details: one JSON object. What the archive doesn't know of a film is missing there. */
class FilmRoute implements DetailsRoute {
    static final String NAME = "json";

    /** By the API's names. That these are empty says nothing of a film: the archive never tells them. */
    private static final Set<String> NEVER_TELLS = Set.of("writers", "languages", "aka", "imdb_id");

    private final URI url;

    FilmRoute(URI url) {
        this.url = url;
    }

    private record Film(
            long id,
            @Nullable String title,
            @Nullable String originalTitle,
            @Nullable String released,
            @Nullable List<String> directors,
            @Nullable List<String> cast,
            @Nullable List<String> genres,
            @Nullable List<String> countries,
            @Nullable Integer minutes,
            @Nullable BigDecimal score,
            @Nullable Long votes,
            @Nullable String synopsis,
            @Nullable String poster) {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public PageRequest request(SubjectId subject, @Nullable Kind kind) {
        return new PageRequest(NAME, URI.create(url + "/films/" + subject.id()), FilmClubReader.HEADERS);
    }

    @Override
    public VideoFacts read(SubjectId subject, Response response) throws BrokenPageException {
        Film film = FilmClubReader.parse(response, Film.class, Reason.TRUNCATED);
        if (film.title() == null || film.title().isBlank()) {
            throw new BrokenPageException(Reason.NO_STRUCTURE, "the film has no title");
        }
        if (!subject.id().equals(String.valueOf(film.id()))) {
            throw new BrokenPageException(Reason.WRONG_SUBJECT, "asked for " + subject.id() + ", got " + film.id());
        }
        VideoFacts facts = facts(subject, film);
        Optional<String> impossible = facts.rating().impossible();
        if (impossible.isPresent()) {
            throw new BrokenPageException(Reason.IMPLAUSIBLE, impossible.get());
        }
        return facts;
    }

    private static VideoFacts facts(SubjectId subject, Film film) {
        return new VideoFacts(
                subject,
                Kind.MOVIE,
                new VideoFacts.Naming(film.title(), film.originalTitle(), List.of()),
                release(film.released()),
                new VideoFacts.Credits(names(film.directors()), List.of(), names(film.cast())),
                new VideoFacts.Labels(names(film.genres()), names(film.countries()), List.of()),
                new VideoFacts.Length(film.minutes(), List.of(), null, null, null),
                new VideoFacts.Rating(film.score(), film.votes()),
                null,
                film.synopsis(),
                film.poster(),
                new VideoFacts.Provenance(NAME, NEVER_TELLS, List.of()));
    }

    private static VideoFacts.Release release(@Nullable String written) {
        return Optional.ofNullable(written)
                .flatMap(PartialDate::parse)
                .map(date -> new VideoFacts.Release(date.year(), List.of(new VideoFacts.ReleaseDate(date, null))))
                .orElse(VideoFacts.Release.NONE);
    }

    private static List<String> names(@Nullable List<String> told) {
        return told == null
                ? List.of()
                : told.stream().filter(name -> name != null && !name.isBlank()).toList();
    }
}
