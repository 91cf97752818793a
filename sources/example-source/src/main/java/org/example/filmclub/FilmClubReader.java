package org.example.filmclub;

import io.reelsync.source.BrokenPageException;
import io.reelsync.source.DetailsRoute;
import io.reelsync.source.IdForm;
import io.reelsync.source.Kind;
import io.reelsync.source.ListPage;
import io.reelsync.source.PageRequest;
import io.reelsync.source.Reason;
import io.reelsync.source.Response;
import io.reelsync.source.SourceReader;
import io.reelsync.source.SubjectId;
import io.reelsync.source.Verdict;
import io.reelsync.source.VideoFacts;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the archive. A page of its list is {@code {"films": [{"id": 7, "title": "…", "score": 7.1}], "next": "10"}}:
 * {@code next} leads to the page after it, and the last page has none.
 */
class FilmClubReader implements SourceReader {
    static final Map<String, String> HEADERS = Map.of("Accept", "application/json");

    private static final Pattern FILM = Pattern.compile(".*/films/(" + IdForm.NUMBER.pattern() + ")");
    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");
    private static final JsonMapper JSON = new JsonMapper();

    private final URI url;

    FilmClubReader(URI url) {
        this.url = url;
    }

    private record Page(
            @Nullable List<@Nullable Entry> films, @Nullable String next) {}

    private record Entry(
            long id, @Nullable String title, @Nullable BigDecimal score) {
        boolean isReadable() {
            return id > 0 && title != null && !title.isBlank();
        }

        VideoFacts facts() {
            return new VideoFacts(
                    new SubjectId(FilmClubSource.NAME, String.valueOf(id)),
                    Kind.MOVIE,
                    new VideoFacts.Naming(title, null, List.of()),
                    VideoFacts.Release.NONE,
                    VideoFacts.Credits.NONE,
                    VideoFacts.Labels.NONE,
                    VideoFacts.Length.NONE,
                    new VideoFacts.Rating(score, null),
                    null,
                    null,
                    null);
        }
    }

    /** The archive's pages are of one size, whatever is wanted. */
    @Override
    public PageRequest listRequest(String feed, @Nullable String cursor, int count) {
        if (!feed.equals(FilmClubSource.FILMS)) {
            throw new IllegalArgumentException("'" + feed + "' is no feed of the film club");
        }
        if (cursor != null && !IdForm.NUMBER.allows(cursor)) {
            throw new IllegalArgumentException("'" + cursor + "' is no cursor of the film club");
        }
        return new PageRequest(
                FilmRoute.NAME, URI.create(url + "/films" + (cursor == null ? "" : "?after=" + cursor)), HEADERS);
    }

    @Override
    public List<DetailsRoute> detailsRoutes() {
        return List.of(new FilmRoute(url));
    }

    @Override
    public boolean owns(String host) {
        return host.equalsIgnoreCase(url.getHost());
    }

    @Override
    public Optional<SubjectId> subjectAt(URI address) {
        Matcher film = FILM.matcher(Objects.requireNonNullElse(address.getPath(), ""));
        return film.matches() ? Optional.of(new SubjectId(FilmClubSource.NAME, film.group(1))) : Optional.empty();
    }

    @Override
    public Verdict judge(Response response) {
        int status = response.status();
        return switch (status) {
            case 200 -> judgeType(response.header("Content-Type").orElse(""));
            case 404, 410 -> new Verdict.Gone("status " + status);
            case 403, 429 -> new Verdict.Throttled("status " + status, retryAfter(response));
            default -> new Verdict.Broken(Reason.BAD_STATUS, "status " + status, retryAfter(response));
        };
    }

    private static Verdict judgeType(String type) {
        return type.startsWith("application/json")
                ? new Verdict.Page()
                : new Verdict.Broken(Reason.WRONG_CONTENT_TYPE, "'" + type + "' is no JSON");
    }

    private static @Nullable Duration retryAfter(Response response) {
        return response.header("Retry-After")
                .filter(written -> SECONDS.matcher(written).matches())
                .map(written -> Duration.ofSeconds(Long.parseLong(written)))
                .orElse(null);
    }

    @Override
    public ListPage readList(String feed, @Nullable String cursor, Response response) throws BrokenPageException {
        Page page = parse(response, Page.class, Reason.BAD_LIST);
        String next = page.next();
        if (page.films() == null || next != null && (!IdForm.NUMBER.allows(next) || next.equals(cursor))) {
            throw new BrokenPageException(Reason.BAD_LIST, "this is no page of the list " + feed);
        }
        Map<Long, VideoFacts> films = new LinkedHashMap<>();
        int leftOut = 0;
        for (Entry entry : page.films()) {
            if (entry != null && entry.isReadable()) {
                films.putIfAbsent(entry.id(), entry.facts());
            } else {
                leftOut++;
            }
        }
        return new ListPage(List.copyOf(films.values()), page.films().size(), leftOut, next);
    }

    /** @throws BrokenPageException with that reason where the answer is cut off, or something else altogether */
    static <T> T parse(Response response, Class<T> type, Reason reason) throws BrokenPageException {
        try {
            T read = JSON.readValue(response.body(), type);
            if (read == null) {
                throw new BrokenPageException(reason, "the answer is null");
            }
            return read;
        } catch (JacksonException notThat) {
            throw new BrokenPageException(reason, "the answer is no whole JSON of this kind", notThat);
        }
    }
}
