package io.reelsync.source.douban;

import io.reelsync.source.BrokenPageException;
import io.reelsync.source.Encoding;
import io.reelsync.source.PageText;
import io.reelsync.source.Reason;
import io.reelsync.source.SubjectId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.select.Evaluator;
import org.jsoup.select.Selector;

/** What a page must pass before its facts are believed. */
final class PageGates {
    private static final Pattern SUBJECT_PATH = Pattern.compile("/subject/(\\d{1,18})(?:[/?#;]|$)");
    private static final Pattern JSON_SUBJECT = Pattern.compile("\"url\"\\s*:\\s*\"([^\"]*/subject/\\d+[^\"]*)\"");
    private static final Pattern OTHER_SECTION = Pattern.compile(
            "//(?:book|music|read|site)\\.douban\\.com/|/(?:book|music|game)/subject/", Pattern.CASE_INSENSITIVE);

    private static final Evaluator POSTER_LINKS = Selector.evaluatorOf("a.nbgnbg, a.nbg");

    /** A title's page has at least one of these labels; a book's or a record's has none. */
    private static final Set<String> LABELS_OF_TITLES = Set.of(
            "导演", "编剧", "主演", "类型", "制片国家/地区", "国家/地区", "语言", "上映日期", "首播", "季数", "集数", "单集片长", "片长", "又名", "imdb",
            "imdb链接");

    private PageGates() {}

    /** The page reaches its end: {@code </html>}, and after it nothing but comments and scripts. */
    static void requireWhole(String page) throws BrokenPageException {
        if (!isWhole(page)) {
            throw new BrokenPageException(
                    Reason.TRUNCATED, "the page of " + page.length() + " characters doesn't reach its end");
        }
    }

    static boolean isWhole(String page) {
        int end = endOfMarkup(page);
        if (end == 0 || page.charAt(end - 1) != '>') {
            return false;
        }
        int name = endOfText(page, end - 1);
        if (name < 6 || !page.regionMatches(true, name - 6, "</html", 0, 6)) {
            return false;
        }
        return !isWithinText(page, name - 6);
    }

    /** Whether a tag stands in a script's or a comment's text. The last scripts are near a page's end: so is the search. */
    private static boolean isWithinText(String page, int tag) {
        int scriptEnd = page.lastIndexOf("</script", tag);
        int script = page.indexOf("<script", scriptEnd + 1);
        if (script >= 0 && script < tag) {
            return true;
        }
        int comment = page.indexOf("<!--", scriptEnd + 1);
        return comment >= 0 && comment < tag && page.lastIndexOf("<!--", tag) > page.lastIndexOf("-->", tag);
    }

    /** Where the page ends when trailing white space, comments and scripts are left out. */
    private static int endOfMarkup(String page) {
        int end = endOfText(page, page.length());
        while (end > 0) {
            int start = -1;
            if (page.startsWith("-->", end - 3)) {
                start = page.lastIndexOf("<!--", end - 3);
            } else if (page.startsWith("</script>", end - 9)) {
                start = page.lastIndexOf("<script", end - 9);
            }
            if (start < 0) {
                break;
            }
            end = endOfText(page, start);
        }
        return end;
    }

    private static int endOfText(String page, int end) {
        int last = end;
        while (last > 0 && PageText.isSpace(page.charAt(last - 1))) {
            last--;
        }
        return last;
    }

    /** All that says whose page this is says it is that subject's: the site is known to serve other titles' pages. */
    static void requireSubject(SubjectId subject, Landmarks page) throws BrokenPageException {
        List<String> addresses = addresses(page);
        for (String address : addresses) {
            if (OTHER_SECTION.matcher(address).find()) {
                throw new BrokenPageException(Reason.NO_STRUCTURE, "the page is no film's or series': " + address);
            }
        }
        List<String> ids = ids(page, addresses);
        if (ids.isEmpty()) {
            ids.addAll(mostLinked(page));
        }
        if (ids.isEmpty()) {
            throw new BrokenPageException(Reason.NO_STRUCTURE, "nothing on the page says whose it is");
        }
        String asked = subject.id();
        for (String id : ids) {
            if (!id.equals(asked)) {
                throw new BrokenPageException(Reason.WRONG_SUBJECT, "asked for " + asked + ", got the page of " + id);
            }
        }
    }

    /** Whether any of the usual signs says whose page this is; otherwise all its links have to be counted. */
    static boolean saysWhose(Landmarks page) {
        return !ids(page, addresses(page)).isEmpty();
    }

    private static List<String> ids(Landmarks page, List<String> addresses) {
        List<String> ids = new ArrayList<>(page.shareIds);
        addresses.stream()
                .map(SUBJECT_PATH::matcher)
                .filter(Matcher::find)
                .map(path -> path.group(1))
                .forEach(ids::add);
        return ids;
    }

    private static List<String> addresses(Landmarks page) {
        List<String> addresses = new ArrayList<>(page.links);
        addresses.addAll(page.metas);
        addresses.addAll(page.shares);
        if (page.mainpic != null) {
            addresses.addAll(page.mainpic.select(POSTER_LINKS).eachAttr("href"));
        }
        for (String data : page.data) {
            Matcher url = JSON_SUBJECT.matcher(data);
            if (url.find()) {
                addresses.add(url.group(1));
            }
        }
        return addresses;
    }

    /** On a page without any of the usual signs: the subject that it links to most, as it does to its own parts. */
    private static List<String> mostLinked(Landmarks page) {
        Map<String, Long> links = page.subjects.stream()
                .map(SUBJECT_PATH::matcher)
                .filter(Matcher::find)
                .map(path -> path.group(1))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        return links.entrySet().stream()
                .max(Comparator.comparingLong(Map.Entry::getValue))
                .map(Map.Entry::getKey)
                .stream()
                .toList();
    }

    /** As many of a title's labels as any title's page has, and in letters that are whole. */
    static void requireLabels(InfoBlock info, int least) throws BrokenPageException {
        List<String> known =
                info.labels().stream().filter(LABELS_OF_TITLES::contains).toList();
        if (known.isEmpty()) {
            if (info.labels().stream().anyMatch(label -> Encoding.restored(label)
                    .filter(LABELS_OF_TITLES::contains)
                    .isPresent())) {
                throw new BrokenPageException(Reason.ENCODING, "its labels are in another encoding's letters");
            }
            throw new BrokenPageException(Reason.NO_STRUCTURE, "the page's facts are not a film's or a series'");
        }
        if (known.size() < least) {
            throw new BrokenPageException(
                    Reason.TOO_FEW_LABELS,
                    "it has only " + String.join(", ", known) + ", and " + least + " are needed");
        }
    }
}
