package io.reelsync.source.douban;

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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads lists from the mobile site's JSON or the desktop site's pages, and details from the titles' pages or from that JSON.
 *
 * <p>Or any site of the same shape, at the addresses of the settings.
 */
class DoubanReader implements SourceReader {
    /** Where details stand: the page of the desktop or the mobile site, or the mobile site's JSON. */
    private static final Pattern DETAILS =
            Pattern.compile(".*/(?:subject|rexxar/api/v2/(?:movie|tv))/([1-9]\\d{0,17})/?");

    private static final Pattern ROWS = Pattern.compile("\\d{1,9}");

    private final DoubanSettings settings;
    private final ResponseJudge judge;
    private final ListRequests listRequests;
    private final PersonalListReader personalLists;
    private final List<DetailsRoute> routes;

    DoubanReader(DoubanSettings settings, Clock clock) {
        this.settings = settings;
        this.judge = new ResponseJudge(settings.cookie() != null, clock);
        this.listRequests = new ListRequests(settings);
        this.personalLists = new PersonalListReader(settings.webUrl(), settings.cookie() != null);
        Map<String, DetailsRoute> known =
                Map.of(PageRoute.NAME, new PageRoute(settings, clock), JsonRoute.NAME, new JsonRoute(settings, clock));
        this.routes = settings.routes().stream()
                .map(known::get)
                .map(Objects::requireNonNull)
                .toList();
    }

    @Override
    public PageRequest listRequest(String feed, @Nullable String cursor, int count) {
        return isLink(feed)
                ? listRequests.of(linked(feed), start(cursor), count)
                : listRequests.of(DoubanFeed.of(feed), start(cursor), count);
    }

    private static boolean isLink(String feed) {
        return feed.contains(":");
    }

    private static DoubanList linked(String link) {
        return DoubanList.find(link)
                .orElseThrow(() -> new IllegalArgumentException("'" + link + "' leads to no list of Douban"));
    }

    @Override
    public List<DetailsRoute> detailsRoutes() {
        return routes;
    }

    @Override
    public boolean owns(String host) {
        return host.equalsIgnoreCase(settings.webUrl().getHost())
                || host.equalsIgnoreCase(settings.apiUrl().getHost())
                || host.equalsIgnoreCase(settings.doulistUrl().getHost());
    }

    @Override
    public Optional<SubjectId> subjectAt(URI address) {
        Matcher details = DETAILS.matcher(Objects.requireNonNullElse(address.getPath(), ""));
        return details.matches() ? Optional.of(new SubjectId(DoubanSource.NAME, details.group(1))) : Optional.empty();
    }

    @Override
    public Verdict judge(Response response) {
        return judge.judge(response);
    }

    @Override
    public ListPage readList(String feed, @Nullable String cursor, Response response) throws BrokenPageException {
        if (!isLink(feed)) {
            return ListReader.of(DoubanFeed.of(feed)).read(start(cursor), response.body());
        }
        DoubanList list = linked(feed);
        return list.type() == DoubanList.Type.COLLECTION
                ? ListReader.ofCollection(list.id()).read(start(cursor), response.body())
                : personalLists.read(list, start(cursor), response);
    }

    /** Pages are known by how many rows stand before them. */
    private static int start(@Nullable String cursor) {
        if (cursor == null) {
            return 0;
        }
        if (!ROWS.matcher(cursor).matches()) {
            throw new IllegalArgumentException("'" + cursor + "' is no number of rows to begin after");
        }
        return Integer.parseInt(cursor);
    }
}
