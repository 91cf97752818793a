package io.reelsync.source.douban;

import io.reelsync.source.BrokenPageException;
import io.reelsync.source.IdForm;
import io.reelsync.source.ListPage;
import io.reelsync.source.PageText;
import io.reelsync.source.Reason;
import io.reelsync.source.Response;
import io.reelsync.source.SubjectId;
import io.reelsync.source.VideoFacts;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * Reads a page of a list that somebody has made: a doulist or a wish list, as the desktop site shows them. They say what
 * stands in them, not of what kind it is. Rows of books, music and the like are left out and counted.
 */
final class PersonalListReader {
    private static final String DOUBANS_TITLES = "movie.douban.com";
    private static final String DOUBANS = ".douban.com";
    private static final Pattern TITLE_PATH = Pattern.compile("/subject/(" + IdForm.NUMBER.pattern() + ")/?");
    private static final Pattern VOTES = Pattern.compile("(\\d+)\\s*人");
    private static final Pattern COUNT_IN_HEADING = Pattern.compile("[(（]\\s*(\\d{1,9})\\s*[)）]\\s*$");

    /**
     * How pages of a kind of list are made.
     *
     * @param frame what each page has, be it without rows
     * @param titles within a row the links with the title's name
     * @param name within such a link where the name stands, if not in all of it
     * @param size how many rows a full page has
     */
    private record Form(String what, String frame, String rows, String titles, String name, int size) {
        static final Form DOULIST = new Form("doulist", "[class*=doulist-]", ".doulist-item", ".title a[href]", "", 25);
        static final Form WISH = new Form("wish list", ".grid-view", ".grid-view .item", ".title a[href]", "em", 15);
    }

    private final String host;
    private final boolean signedIn;

    /**
     * @param webUrl where the site's titles are, beside Douban's own address
     * @param signedIn whether requests carry a cookie
     */
    PersonalListReader(URI webUrl, boolean signedIn) {
        this.host = webUrl.getHost();
        this.signedIn = signedIn;
    }

    /** @param start how many rows of the list stand before the page */
    ListPage read(DoubanList list, int start, Response response) throws BrokenPageException {
        Form form = list.type() == DoubanList.Type.DOULIST ? Form.DOULIST : Form.WISH;
        String text = response.text();
        PageGates.requireWhole(text);
        Document page = Markup.parse(text);
        List<Element> rows = page.select(form.rows());
        requireStructure(form, page, rows.isEmpty(), start);
        Map<SubjectId, VideoFacts> subjects = new LinkedHashMap<>();
        int others = 0;
        int unreadable = 0;
        for (Element row : rows) {
            Optional<VideoFacts> facts = readRow(form, row, response.address());
            if (facts.isPresent()) {
                subjects.putIfAbsent(facts.get().subject(), facts.get());
            } else if (isOfAnotherSection(form, row, response.address())) {
                others++;
            } else {
                unreadable++;
            }
        }
        if (subjects.isEmpty() && unreadable > 0) {
            throw new BrokenPageException(
                    Reason.BAD_LIST, "none of the " + unreadable + " rows of the " + form.what() + " is readable");
        }
        return new ListPage(
                List.copyOf(subjects.values()), rows.size(), others + unreadable, next(form, page, start, rows.size()));
    }

    /** What has lost its structure is no list that has nothing in it. */
    private void requireStructure(Form form, Document page, boolean empty, int start) throws BrokenPageException {
        if (page.selectFirst(form.frame()) == null) {
            throw new BrokenPageException(
                    Reason.BAD_LIST,
                    "this is no page of a " + form.what()
                            + (form == Form.WISH && !signedIn ? ". " + ResponseJudge.NEEDS_COOKIE : ""));
        }
        if (empty && (countInHeading(page) > start || page.selectFirst("a[href*=/subject/]") != null)) {
            throw new BrokenPageException(
                    Reason.BAD_LIST, "the " + form.what() + " has no rows where it must have some");
        }
    }

    private static int countInHeading(Document page) {
        Element heading = page.selectFirst("h1");
        Matcher count = COUNT_IN_HEADING.matcher(heading == null ? "" : PageText.line(heading.text()));
        return count.find() ? Integer.parseInt(count.group(1)) : 0;
    }

    /**
     * Pages begin at multiples of their size, though rows may be missing on them. Where several are, links lead from one
     * to the next.
     */
    private static @Nullable String next(Form form, Document page, int start, int rows) {
        boolean more = page.selectFirst(".paginator") != null
                ? page.selectFirst(".paginator .next a[href]") != null
                : rows >= form.size();
        return more && rows > 0 ? String.valueOf(start + form.size()) : null;
    }

    private Optional<VideoFacts> readRow(Form form, Element row, URI page) {
        for (Element link : row.select(form.titles())) {
            Optional<SubjectId> subject = subject(link, page);
            String title = title(form, link);
            if (subject.isPresent() && !title.isEmpty()) {
                return Optional.of(facts(subject.get(), title, row));
            }
        }
        return Optional.empty();
    }

    private Optional<SubjectId> subject(Element link, URI page) {
        return target(link, page).filter(this::isOfTitles).flatMap(address -> {
            Matcher title = TITLE_PATH.matcher(address.getPath());
            return title.matches() ? Optional.of(new SubjectId(DoubanSource.NAME, title.group(1))) : Optional.empty();
        });
    }

    private boolean isOfTitles(URI address) {
        return address.getHost().equalsIgnoreCase(DOUBANS_TITLES)
                || address.getHost().equalsIgnoreCase(host);
    }

    /** Whether the row's own link leads to a book, a record, somebody's note. */
    private boolean isOfAnotherSection(Form form, Element row, URI page) {
        return row.select(form.titles()).stream()
                .flatMap(link -> target(link, page).stream())
                .filter(address -> !isOfTitles(address))
                .anyMatch(address -> address.getHost().toLowerCase(Locale.ROOT).endsWith(DOUBANS));
    }

    /** An address with a host and a path, which is never asked: it only says what the row is. */
    private static Optional<URI> target(Element link, URI page) {
        try {
            return Optional.of(page.resolve(link.attr("href").strip()))
                    .filter(address -> address.getHost() != null && address.getPath() != null);
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
    }

    /** Of the names that a wish list gives the first; a doulist gives the heading of the title's page. */
    private static String title(Form form, Element link) {
        Element name = form.name().isEmpty() ? link : link.selectFirst(form.name());
        String names = PageText.line(name == null ? link.text() : name.text());
        int first = form == Form.WISH ? names.indexOf(" / ") : -1;
        return first > 0 ? names.substring(0, first) : names;
    }

    private static VideoFacts facts(SubjectId subject, String title, Element row) {
        return new VideoFacts(
                subject,
                null,
                new VideoFacts.Naming(title, null, List.of()),
                VideoFacts.Release.NONE,
                VideoFacts.Credits.NONE,
                VideoFacts.Labels.NONE,
                VideoFacts.Length.NONE,
                rating(row),
                null,
                null,
                cover(row));
    }

    private static VideoFacts.Rating rating(Element row) {
        Element score = row.selectFirst(".rating .rating_nums");
        Matcher votes = VOTES.matcher(Numbers.plain(row.select(".rating").text()));
        VideoFacts.Rating rating = new VideoFacts.Rating(
                score == null ? null : Numbers.score(PageText.line(score.text())),
                votes.find() ? Numbers.count(votes.group(1)) : null);
        return rating.impossible().isEmpty() ? rating : new VideoFacts.Rating(null, rating.votes());
    }

    private static @Nullable String cover(Element row) {
        Element picture = row.selectFirst(".post img[src], .pic img[src]");
        String address = picture == null ? "" : picture.attr("src").strip();
        return address.startsWith("http") && !Placeholder.isOne(address) ? address : null;
    }
}
