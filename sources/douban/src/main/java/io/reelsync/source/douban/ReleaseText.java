package io.reelsync.source.douban;

import io.reelsync.source.PageText;
import io.reelsync.source.PartialDate;
import io.reelsync.source.VideoFacts.ReleaseDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A release as written: 2018-08-31(中国大陆), 2011, 1999-5 (美国), 14 May 1993(英国). */
final class ReleaseText {
    private static final Pattern DATE = Pattern.compile("(?<!\\d)((?:18|19|20)\\d{2})(?!\\d)"
            + "(?:\\s*[-‐-―−./年]\\s*(\\d{1,2})(?!\\d)(?:\\s*[-‐-―−./月]\\s*(\\d{1,2})(?!\\d))?)?[年月日]?");
    private static final Pattern IN_WORDS = Pattern.compile(
            "(?<!\\d)(?:(?<day>\\d{1,2})(?:st|nd|rd|th)?\\.?[\\s-]*(?:of\\s+)?)?(?<![a-z])"
                    + "(?<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
                    + "|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])\\.?"
                    + "(?:\\s+(?<later>\\d{1,2})(?:st|nd|rd|th)?(?!\\d))?,?[\\s-]*(?<year>(?:18|19|20)\\d{2})(?!\\d)",
            Pattern.CASE_INSENSITIVE);
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final Pattern BRACKETS = Pattern.compile("^[(（\\[](.*)[)）\\]]$");
    private static final Pattern EDGES = Pattern.compile("^[\\s:：,，]+|[\\s:：,，]+$");

    private static final String OPENING = "(（[";
    private static final String CLOSING = ")）]";

    private ReleaseText() {}

    /** Reads one release; empty where no date is in it: a bare place says nothing that could be stored. */
    static Optional<ReleaseDate> parse(String written) {
        String plain = Numbers.plain(written);
        Matcher form = DATE.matcher(plain);
        boolean inFigures = form.find();
        Matcher words = IN_WORDS.matcher(plain);
        if ((!inFigures || form.group(2) == null) && words.find()) {
            String month = words.group("month").substring(0, 3).toLowerCase(Locale.ROOT);
            String day = words.group("day") != null ? words.group("day") : words.group("later");
            return release(written, words, words.group("year"), Integer.toString(MONTHS.indexOf(month) + 1), day);
        }
        return inFigures ? release(written, form, form.group(1), form.group(2), form.group(3)) : Optional.empty();
    }

    /** @param form where the date stands; what stands around it is the place */
    private static Optional<ReleaseDate> release(
            String written, Matcher form, String year, @Nullable String month, @Nullable String day) {
        String place = written.substring(0, form.start()) + " " + written.substring(form.end());
        return date(year, month, day).map(date -> new ReleaseDate(date, place(place)));
    }

    /** As exact as the calendar has it: of 2011-02-30 the month, of 2011-00 the year. */
    private static Optional<PartialDate> date(String year, @Nullable String month, @Nullable String day) {
        Optional<PartialDate> date = Optional.empty();
        if (month != null && day != null) {
            date = PartialDate.parse(year + "-" + month + "-" + day);
        }
        if (date.isEmpty() && month != null) {
            date = PartialDate.parse(year + "-" + month);
        }
        return date.or(() -> PartialDate.parse(year));
    }

    private static @Nullable String place(String written) {
        String place = EDGES.matcher(PageText.line(written)).replaceAll("");
        Matcher brackets = BRACKETS.matcher(place);
        boolean around = brackets.matches() && isBalanced(brackets.group(1));
        return PageText.lineOrNull(around ? brackets.group(1) : place);
    }

    /** Whether no bracket is closed before it is opened: not so of the inside of (日本)(重映). */
    private static boolean isBalanced(String inside) {
        int depth = 0;
        for (char c : inside.toCharArray()) {
            if (OPENING.indexOf(c) >= 0) {
                depth++;
            } else if (CLOSING.indexOf(c) >= 0 && --depth < 0) {
                return false;
            }
        }
        return true;
    }
}
