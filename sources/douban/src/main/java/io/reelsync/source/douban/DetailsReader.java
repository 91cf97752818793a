package io.reelsync.source.douban;

import io.reelsync.source.BrokenPageException;
import io.reelsync.source.Encoding;
import io.reelsync.source.FactGates;
import io.reelsync.source.Kind;
import io.reelsync.source.PageText;
import io.reelsync.source.Reason;
import io.reelsync.source.Response;
import io.reelsync.source.SubjectId;
import io.reelsync.source.VideoFacts;
import io.reelsync.source.VideoFacts.Credits;
import io.reelsync.source.VideoFacts.Labels;
import io.reelsync.source.VideoFacts.Length;
import io.reelsync.source.VideoFacts.Naming;
import io.reelsync.source.VideoFacts.Rating;
import io.reelsync.source.VideoFacts.Release;
import io.reelsync.source.VideoFacts.ReleaseDate;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Year;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;
import org.jsoup.select.Evaluator;
import org.jsoup.select.Selector;
import org.jspecify.annotations.Nullable;

/** Reads a title's page: checks that it is whole and that title's, then takes the facts from where they stand. */
final class DetailsReader {
    private static final Set<String> LABELS_OF_SERIES = Set.of("集数", "首播", "单集片长", "季数");
    private static final Pattern SERIES_DATA = Pattern.compile("\"@type\"\\s*:\\s*\"TV(?:Series|Season|Episode)\"");
    private static final Pattern SITE_IN_TITLE = Pattern.compile("\\s*[(（]豆瓣[)）]$|\\s+[-_|–—]\\s+豆瓣\\S*$");
    private static final Pattern SHARE = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)\\s*%");
    private static final Pattern IMDB = Pattern.compile("(?<![a-z0-9])tt\\d{5,10}(?![0-9])", Pattern.CASE_INSENSITIVE);

    /** What stands beside the stars, from five to one. */
    private static final List<Evaluator> SHARES = Stream.of(5, 4, 3, 2, 1)
            .map(stars -> Selector.evaluatorOf(".stars" + stars + " ~ .rating_per"))
            .toList();

    private static final Evaluator IMAGE = Selector.evaluatorOf("img");

    private final int leastLabels;
    private final Clock clock;

    /** @param leastLabels with fewer facts in its block a page is not believed */
    DetailsReader(int leastLabels, Clock clock) {
        this.leastLabels = leastLabels;
        this.clock = clock;
    }

    /**
     * Reads the parts that matter where they are found for certain and facts come of them; otherwise the whole page. So
     * a page is refused for what all of it says, never for what a part lacks.
     */
    VideoFacts read(SubjectId subject, Response response) throws BrokenPageException {
        String parts = PageParts.of(response.body());
        if (parts != null) {
            try {
                Landmarks marks = Landmarks.of(Markup.parse(parts));
                if (PageGates.saysWhose(marks)) {
                    return facts(subject, marks);
                }
            } catch (BrokenPageException toBeSeenWhole) {
                return readWhole(subject, response.text());
            }
        }
        return readWhole(subject, response.text());
    }

    VideoFacts readWhole(SubjectId subject, String text) throws BrokenPageException {
        String whole = PageText.withoutControls(text);
        PageGates.requireWhole(whole);
        if (Encoding.isMisread(text)) {
            throw new BrokenPageException(Reason.ENCODING, "its text is in another encoding's letters");
        }
        return facts(subject, Landmarks.of(Markup.parse(whole)));
    }

    private VideoFacts facts(SubjectId subject, Landmarks page) throws BrokenPageException {
        Element infoElement = page.info;
        Naming heading = heading(page);
        if (infoElement == null || heading.title() == null) {
            throw new BrokenPageException(
                    Reason.NO_STRUCTURE, infoElement == null ? "no block of facts" : "no title in the heading");
        }
        PageGates.requireSubject(subject, page);
        InfoBlock info = InfoBlock.read(infoElement);
        PageGates.requireLabels(info, leastLabels);
        VideoFacts told = new VideoFacts(
                subject,
                kind(page, info),
                new Naming(heading.title(), heading.originalTitle(), info.items("又名")),
                new Release(year(page), releases(info)),
                new Credits(info.items("导演"), info.items("编剧"), info.items("主演")),
                new Labels(info.items("类型"), info.items("制片国家/地区", "国家/地区"), info.items("语言")),
                length(info),
                rating(page),
                imdbId(info),
                Summary.of(page),
                cover(page));
        FactGates.require(told);
        return CrossChecks.of(page, infoElement).compareWith(told);
    }

    /**
     * The heading is the Chinese title and the original one with a space between; both may hold spaces. Where the first
     * ends is told by the page's own title, which is the Chinese one alone, or else by the poster's alternative text,
     * which is the original one.
     */
    private static Naming heading(Landmarks page) {
        Element element = page.heading;
        String heading = element == null ? "" : PageText.line(element.text());
        if (heading.isEmpty()) {
            return Naming.NONE;
        }
        String title = SITE_IN_TITLE.matcher(PageText.line(page.title)).replaceFirst("");
        if (heading.equals(title)) {
            return new Naming(heading, null, List.of());
        }
        if (!title.isEmpty() && heading.startsWith(title + " ")) {
            return new Naming(title, heading.substring(title.length() + 1), List.of());
        }
        Element poster = poster(page);
        String original = poster == null ? "" : PageText.line(poster.attr("alt"));
        if (!original.isEmpty() && heading.endsWith(" " + original)) {
            return new Naming(heading.substring(0, heading.length() - original.length() - 1), original, List.of());
        }
        return new Naming(heading, null, List.of());
    }

    private static Kind kind(Landmarks page, InfoBlock info) {
        boolean series = info.hasAny(LABELS_OF_SERIES)
                || page.sharedAsSeries
                || page.data.stream().anyMatch(data -> SERIES_DATA.matcher(data).find());
        return series ? Kind.TV : Kind.MOVIE;
    }

    private @Nullable Integer year(Landmarks page) {
        Element year = page.year;
        return year == null ? null : Numbers.year(year.text(), Year.now(clock));
    }

    private static List<ReleaseDate> releases(InfoBlock info) {
        return info.items("上映日期", "首播", "上映时间").stream()
                .map(ReleaseText::parse)
                .flatMap(Optional::stream)
                .toList();
    }

    private static Length length(InfoBlock info) {
        List<String> runtimes = info.items("片长");
        String episode = PageText.first(info.items("单集片长"));
        String season = PageText.first(info.items("季数"));
        String episodes = PageText.first(info.items("集数"));
        return new Length(
                runtimes.isEmpty() ? null : Numbers.minutes(runtimes.get(0)),
                runtimes,
                season == null ? null : Numbers.whole(season),
                episodes == null ? null : Numbers.whole(episodes),
                episode == null ? null : Numbers.minutes(episode));
    }

    private static Rating rating(Landmarks page) {
        Element score = page.score;
        Element votes = page.votes;
        return new Rating(
                score == null ? null : Numbers.score(score.text().strip()),
                votes == null ? null : Numbers.count(votes.text()),
                distribution(page));
    }

    /** The five shares; none where one of them can't be read, or where all are nought. */
    private static List<BigDecimal> distribution(Landmarks page) {
        Element block = page.weights;
        if (block == null) {
            return List.of();
        }
        List<BigDecimal> shares = SHARES.stream()
                .map(block::selectFirst)
                .flatMap(share -> share == null ? Stream.empty() : share(share.text()).stream())
                .toList();
        boolean told = shares.size() == 5 && shares.stream().anyMatch(share -> share.signum() > 0);
        return told ? shares : List.of();
    }

    private static Optional<BigDecimal> share(String written) {
        Matcher share = SHARE.matcher(Numbers.plain(written).strip());
        return share.matches()
                ? Optional.of(new BigDecimal(share.group(1)).setScale(1, RoundingMode.HALF_UP))
                : Optional.empty();
    }

    /** Written as text or as a link's text or address, by the time of the page. */
    private static @Nullable String imdbId(InfoBlock info) {
        return info.textsAndLinks("imdb").stream()
                .map(IMDB::matcher)
                .filter(Matcher::find)
                .map(id -> id.group().toLowerCase(Locale.ROOT))
                .findFirst()
                .orElse(null);
    }

    /** Found by its block's id: to look for it from every element upwards would take long on a page nested deeply. */
    private static @Nullable Element poster(Landmarks page) {
        return page.mainpic == null ? null : page.mainpic.selectFirst(IMAGE);
    }

    private static @Nullable String cover(Landmarks page) {
        Element poster = poster(page);
        String address = poster == null ? "" : PageText.line(poster.attr("src"));
        return address.isEmpty() || address.startsWith("data:") || Placeholder.isOne(address) ? null : address;
    }
}
