package io.reelsync.source.douban;

import io.reelsync.source.BrokenPageException;
import io.reelsync.source.DetailsRoute;
import io.reelsync.source.FactGates;
import io.reelsync.source.Kind;
import io.reelsync.source.PageRequest;
import io.reelsync.source.PageText;
import io.reelsync.source.Reason;
import io.reelsync.source.Response;
import io.reelsync.source.SubjectId;
import io.reelsync.source.VideoFacts;
import io.reelsync.source.VideoFacts.Credits;
import io.reelsync.source.VideoFacts.Labels;
import io.reelsync.source.VideoFacts.Length;
import io.reelsync.source.VideoFacts.Naming;
import io.reelsync.source.VideoFacts.Provenance;
import io.reelsync.source.VideoFacts.Release;
import java.net.URI;
import java.time.Clock;
import java.time.Year;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** A title's details from the mobile site's JSON. It tells less than the page, and is open when the page is not. */
final class JsonRoute implements DetailsRoute {
    static final String NAME = "json";

    private static final Set<String> NEVER_TELLS = Set.of("writers", "imdb_id", "season");

    private final DoubanSettings settings;
    private final Clock clock;

    JsonRoute(DoubanSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    /** Where a title is asked for as a film and is none, the site redirects. */
    @Override
    public PageRequest request(SubjectId subject, @Nullable Kind kind) {
        String type = kind == null || kind == Kind.MOVIE ? "movie" : "tv";
        return new PageRequest(
                NAME,
                URI.create(settings.apiUrl() + "/rexxar/api/v2/" + type + "/" + subject.id()),
                settings.headers(Map.of("Accept", "application/json", "Referer", settings.apiUrl() + "/")));
    }

    @Override
    public VideoFacts read(SubjectId subject, Response response) throws BrokenPageException {
        JsonNode title = parse(response);
        requireSubject(subject, title);
        boolean series = isSeries(title);
        List<String> durations = MobileJson.texts(title.path("durations"), null);
        VideoFacts facts = new VideoFacts(
                subject,
                !series ? Kind.MOVIE : title.path("is_show").asBoolean(false) ? Kind.TVSHOW : Kind.TV,
                naming(title),
                release(title),
                new Credits(
                        MobileJson.texts(title.path("directors"), "name"),
                        List.of(),
                        MobileJson.texts(title.path("actors"), "name")),
                new Labels(
                        MobileJson.texts(title.path("genres"), null),
                        MobileJson.texts(title.path("countries"), null),
                        MobileJson.texts(title.path("languages"), null)),
                series ? seriesLength(title, durations) : filmLength(durations),
                MobileJson.rating(title.path("rating")),
                null,
                summary(title),
                MobileJson.cover(title.path("pic")),
                new Provenance(NAME, NEVER_TELLS, List.of()));
        FactGates.require(facts);
        return facts;
    }

    private static JsonNode parse(Response response) throws BrokenPageException {
        try {
            return MobileJson.JSON.readTree(response.body());
        } catch (JacksonException notJson) {
            // Cut off in the middle, or something else altogether.
            throw new BrokenPageException(Reason.TRUNCATED, "the details are no whole JSON", notJson);
        }
    }

    private static void requireSubject(SubjectId subject, JsonNode title) throws BrokenPageException {
        Optional<SubjectId> told = MobileJson.subject(title);
        String type = MobileJson.text(title, "type").orElse("");
        if (told.isEmpty() || !type.equals("movie") && !type.equals("tv")) {
            throw new BrokenPageException(Reason.NO_STRUCTURE, "the JSON is no film's and no series'");
        }
        if (!told.get().equals(subject)) {
            throw new BrokenPageException(
                    Reason.WRONG_SUBJECT,
                    "asked for " + subject.id() + ", got " + told.get().id());
        }
    }

    private static boolean isSeries(JsonNode title) {
        return MobileJson.text(title, "type").orElse("").equals("tv")
                || MobileJson.text(title, "subtype").orElse("").equals("tv")
                || title.path("is_tv").asBoolean(false);
    }

    private static Naming naming(JsonNode title) {
        String name = MobileJson.text(title, "title").orElse(null);
        String original = MobileJson.text(title, "original_title")
                .filter(text -> !text.equals(name))
                .orElse(null);
        return new Naming(name, original, MobileJson.texts(title.path("aka"), null));
    }

    private Release release(JsonNode title) {
        return new Release(
                MobileJson.text(title, "year")
                        .map(written -> Numbers.year(written, Year.now(clock)))
                        .orElse(null),
                MobileJson.texts(title.path("pubdate"), null).stream()
                        .map(ReleaseText::parse)
                        .flatMap(Optional::stream)
                        .toList());
    }

    private static Length filmLength(List<String> durations) {
        return new Length(durations.isEmpty() ? null : Numbers.minutes(durations.get(0)), durations, null, null, null);
    }

    private static Length seriesLength(JsonNode title, List<String> durations) {
        MobileJson.Episodes episodes = MobileJson.episodes(title);
        Integer count =
                MobileJson.text(title, "episodes_count").map(Numbers::whole).orElse(episodes.all());
        Integer last = MobileJson.text(title, "last_episode_number")
                .map(Numbers::whole)
                .orElse(episodes.out());
        Integer minutes = durations.isEmpty() ? null : Numbers.minutes(durations.get(0));
        return new Length(null, List.of(), null, count, minutes, last);
    }

    private static @Nullable String summary(JsonNode title) {
        String text = MobileJson.raw(title, "intro")
                .orElse("")
                .lines()
                .map(PageText::line)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("\n"));
        return text.isEmpty() ? null : text;
    }
}
