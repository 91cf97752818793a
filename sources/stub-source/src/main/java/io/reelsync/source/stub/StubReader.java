package io.reelsync.source.stub;

import io.reelsync.source.BrokenPageException;
import io.reelsync.source.DetailsRoute;
import io.reelsync.source.Feed;
import io.reelsync.source.Kind;
import io.reelsync.source.ListPage;
import io.reelsync.source.PageRequest;
import io.reelsync.source.Reason;
import io.reelsync.source.Response;
import io.reelsync.source.SourceReader;
import io.reelsync.source.SubjectId;
import io.reelsync.source.Verdict;
import io.reelsync.source.VideoFacts;
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

/**
 * Reads the stub's site. A page of a list says which it is of how many ({@code page 2 of 3}), and has a title a line:
 * id, score and name, parted by tabs. Other lines are no titles.
 */
class StubReader implements SourceReader {
    private static final Pattern PAGE_NUMBER = Pattern.compile("[1-9]\\d{0,5}");
    private static final Pattern HEADING = Pattern.compile("page (\\d{1,6}) of (\\d{1,6})");
    private static final Pattern TITLE = Pattern.compile("(" + StubSource.IDS.pattern() + ")\t(\\d\\.\\d)\t(\\S.*)");
    private static final Pattern DETAILS = Pattern.compile(".*/titles/(" + StubSource.IDS.pattern() + ")");
    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

    private final URI url;
    private final List<Feed> feeds;

    StubReader(URI url, List<Feed> feeds) {
        this.url = url;
        this.feeds = feeds;
    }

    /** The site's pages are of one size, whatever is wanted. */
    @Override
    public PageRequest listRequest(String feed, @Nullable String cursor, int count) {
        kindOf(feed);
        return new PageRequest(
                StubRoute.NAME, URI.create(url + "/" + feed + "?page=" + page(cursor)), Map.of("Accept", "text/plain"));
    }

    private static int page(@Nullable String cursor) {
        if (cursor == null) {
            return 1;
        }
        if (!PAGE_NUMBER.matcher(cursor).matches()) {
            throw new IllegalArgumentException("'" + cursor + "' is no page's number");
        }
        return Integer.parseInt(cursor);
    }

    private Kind kindOf(String feed) {
        return feeds.stream()
                .filter(known -> known.name().equals(feed))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + feed + "' is no feed of the stub"))
                .kind();
    }

    @Override
    public List<DetailsRoute> detailsRoutes() {
        return List.of(new StubRoute(url));
    }

    @Override
    public boolean owns(String host) {
        return host.equalsIgnoreCase(url.getHost());
    }

    @Override
    public Optional<SubjectId> subjectAt(URI address) {
        Matcher details = DETAILS.matcher(Objects.requireNonNullElse(address.getPath(), ""));
        return details.matches() ? Optional.of(new SubjectId(StubSource.NAME, details.group(1))) : Optional.empty();
    }

    @Override
    public Verdict judge(Response response) {
        int status = response.status();
        return switch (status) {
            case 200 -> new Verdict.Page();
            case 404 -> new Verdict.Gone("404, not found");
            case 403, 429 -> new Verdict.Throttled("status " + status, retryAfter(response));
            default -> new Verdict.Broken(Reason.BAD_STATUS, "status " + status);
        };
    }

    private static @Nullable Duration retryAfter(Response response) {
        return response.header("Retry-After")
                .filter(written -> SECONDS.matcher(written).matches())
                .map(written -> Duration.ofSeconds(Long.parseLong(written)))
                .orElse(null);
    }

    @Override
    public ListPage readList(String feed, @Nullable String cursor, Response response) throws BrokenPageException {
        List<String> lines = StubText.lines(response);
        int page = page(cursor);
        Matcher heading = HEADING.matcher(lines.get(0));
        if (!heading.matches() || Integer.parseInt(heading.group(1)) != page) {
            throw new BrokenPageException(Reason.BAD_LIST, "this is not page " + page + " of the list " + feed);
        }
        Map<SubjectId, VideoFacts> subjects = new LinkedHashMap<>();
        List<String> rows = lines.subList(1, lines.size());
        for (String row : rows) {
            Matcher title = TITLE.matcher(row);
            if (title.matches()) {
                SubjectId subject = new SubjectId(StubSource.NAME, title.group(1));
                subjects.putIfAbsent(
                        subject,
                        StubText.facts(
                                subject, kindOf(feed), title.group(3), title.group(2), VideoFacts.Provenance.NONE));
            }
        }
        boolean last = page >= Integer.parseInt(heading.group(2));
        return new ListPage(List.copyOf(subjects.values()), rows.size(), 0, last ? null : String.valueOf(page + 1));
    }
}
