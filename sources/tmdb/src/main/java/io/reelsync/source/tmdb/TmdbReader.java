package io.reelsync.source.tmdb;

import io.reelsync.source.BrokenPageException;
import io.reelsync.source.DetailsRoute;
import io.reelsync.source.ListPage;
import io.reelsync.source.PageRequest;
import io.reelsync.source.Response;
import io.reelsync.source.SourceReader;
import io.reelsync.source.SubjectId;
import io.reelsync.source.Verdict;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads TMDB's lists and details, all of them by one API. */
class TmdbReader implements SourceReader {
    /** Where details stand: in the API, or on the site for people. */
    private static final Pattern DETAILS = Pattern.compile(".*/((?:movie|tv)/[1-9][0-9]{0,8})(?:-[^/]*)?/?");

    private final TmdbSettings settings;
    private final Clock clock;
    private final ResponseJudge judge;
    private final ListReader lists;
    private final List<DetailsRoute> routes;

    TmdbReader(TmdbSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.judge = new ResponseJudge(clock);
        this.lists = new ListReader(settings);
        this.routes = List.of(new ApiRoute(settings, clock));
    }

    /** TMDB's pages are of one size, whatever is wanted. */
    @Override
    public PageRequest listRequest(String feed, @Nullable String cursor, int count) {
        TmdbFeed list = TmdbFeed.of(feed);
        if (list == TmdbFeed.CHANGES) {
            return request(settings, changes(cursor).pathAndQuery());
        }
        return request(
                settings,
                "/" + list.type().path() + "/" + list.list() + "?language="
                        + settings.languages().get(0) + "&page=" + PageNumber.parse(cursor));
    }

    static PageRequest request(TmdbSettings settings, String pathAndQuery) {
        return new PageRequest(
                ApiRoute.NAME,
                URI.create(settings.apiUrl() + pathAndQuery),
                Map.of("Accept", "application/json", "Authorization", "Bearer " + settings.token()));
    }

    @Override
    public String changesSince(String feed, Instant since) {
        return ChangesCursor.since(day(since), today()).toString();
    }

    /** Without a cursor: those of the last day, as TMDB itself has it. */
    private ChangesCursor changes(@Nullable String cursor) {
        return cursor == null ? ChangesCursor.since(today().minusDays(1), today()) : ChangesCursor.parse(cursor);
    }

    private LocalDate today() {
        return day(clock.instant());
    }

    private static LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }

    @Override
    public List<DetailsRoute> detailsRoutes() {
        return routes;
    }

    @Override
    public boolean owns(String host) {
        return host.equalsIgnoreCase(settings.apiUrl().getHost());
    }

    @Override
    public Optional<SubjectId> subjectAt(URI address) {
        Matcher details = DETAILS.matcher(Objects.requireNonNullElse(address.getPath(), ""));
        return details.matches() ? Optional.of(new SubjectId(TmdbSource.NAME, details.group(1))) : Optional.empty();
    }

    @Override
    public Verdict judge(Response response) {
        return judge.judge(response);
    }

    @Override
    public ListPage readList(String feed, @Nullable String cursor, Response response) throws BrokenPageException {
        TmdbFeed list = TmdbFeed.of(feed);
        return list == TmdbFeed.CHANGES
                ? lists.readChanges(changes(cursor), response.body())
                : lists.read(list, PageNumber.parse(cursor), response.body());
    }
}
