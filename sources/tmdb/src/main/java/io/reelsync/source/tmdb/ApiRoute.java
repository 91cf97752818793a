package io.reelsync.source.tmdb;

import io.reelsync.source.BrokenPageException;
import io.reelsync.source.DetailsRoute;
import io.reelsync.source.FactGates;
import io.reelsync.source.Kind;
import io.reelsync.source.PageRequest;
import io.reelsync.source.Reason;
import io.reelsync.source.Response;
import io.reelsync.source.SubjectId;
import io.reelsync.source.VideoFacts;
import io.reelsync.source.VideoFacts.Labels;
import io.reelsync.source.VideoFacts.Provenance;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A title's details, all in one answer. */
final class ApiRoute implements DetailsRoute {
    static final String NAME = "api";

    private static final Pattern IMDB_ID = Pattern.compile("tt\\d{7,10}");

    private final TmdbSettings settings;
    private final Titles titles;
    private final Releases releases;
    private final Posters posters;

    ApiRoute(TmdbSettings settings, Clock clock) {
        this.settings = settings;
        this.titles = new Titles(settings.languages());
        this.releases = new Releases(clock);
        this.posters = new Posters(settings);
    }

    @Override
    public String name() {
        return NAME;
    }

    /** The id tells films from series, whatever a list said. Ratings by age are asked for, for the archive, and not read. */
    @Override
    public PageRequest request(SubjectId subject, @Nullable Kind kind) {
        TmdbId id = TmdbId.of(subject);
        String byType = id.type() == TitleType.MOVIE ? "release_dates" : "content_ratings";
        String pictures = Stream.concat(
                        settings.languages().stream().map(language -> language.substring(0, 2)), Stream.of("null"))
                .distinct()
                .collect(Collectors.joining(","));
        return TmdbReader.request(
                settings,
                "/" + id.type().path() + "/" + id.number() + "?language="
                        + settings.languages().get(0)
                        + "&append_to_response=credits,external_ids,translations,alternative_titles," + byType
                        + ",images&include_image_language=" + pictures);
    }

    @Override
    public VideoFacts read(SubjectId subject, Response response) throws BrokenPageException {
        TmdbId asked = TmdbId.of(subject);
        JsonNode title = ApiJson.object(response.body(), Reason.TRUNCATED);
        requireSubject(asked, title);
        VideoFacts facts = new VideoFacts(
                subject,
                Genres.kind(asked.type(), Genres.idsIn(title)),
                titles.naming(asked.type(), title),
                releases.read(asked.type(), title),
                People.in(asked.type(), title),
                new Labels(Genres.in(title), PlaceNames.countries(title), PlaceNames.languages(title)),
                Lengths.of(asked.type(), title),
                ApiJson.rating(title),
                imdbId(title),
                titles.summary(title),
                posters.best(title),
                new Provenance(NAME, Set.of(), List.of()));
        FactGates.require(facts);
        return facts;
    }

    /** Films and series have the same numbers: which of the two an answer speaks of, the names of its fields tell. */
    private static void requireSubject(TmdbId asked, JsonNode title) throws BrokenPageException {
        int number = ApiJson.count(title, "id").orElse(0);
        boolean film = speaksOf(TitleType.MOVIE, title);
        boolean series = speaksOf(TitleType.TV, title);
        if (number == 0 || film == series) {
            throw new BrokenPageException(Reason.NO_STRUCTURE, "the answer is no film's and no series'");
        }
        TmdbId told = new TmdbId(film ? TitleType.MOVIE : TitleType.TV, number);
        if (!told.equals(asked)) {
            throw new BrokenPageException(
                    Reason.WRONG_SUBJECT,
                    "asked for " + asked.subject().id() + ", got " + told.type().path() + "/" + told.number());
        }
    }

    private static boolean speaksOf(TitleType type, JsonNode title) {
        return title.has(type.titleField()) || title.has(type.originalTitleField());
    }

    private static @Nullable String imdbId(JsonNode title) {
        return Stream.of(title, title.path("external_ids"))
                .flatMap(place -> ApiJson.text(place, "imdb_id").stream())
                .filter(id -> IMDB_ID.matcher(id).matches())
                .findFirst()
                .orElse(null);
    }
}
