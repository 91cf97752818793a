package io.reelsync.source.douban;

import io.reelsync.source.PartialDate;
import io.reelsync.source.VideoFacts.ReleaseDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A release as written: 2018-08-31(中国大陆), 2011, 1999-5 (美国). */
final class ReleaseText {
    private static final Pattern DATE = Pattern.compile("(?<!\\d)((?:18|19|20)\\d{2})(?!\\d)"
            + "(?:\\s*[-./年]\\s*(\\d{1,2})(?!\\d)(?:\\s*[-./月]\\s*(\\d{1,2})(?!\\d))?)?[年月日]?");
    private static final Pattern BRACKETS = Pattern.compile("^[(（\\[](.*)[)）\\]]$");
    private static final Pattern EDGES = Pattern.compile("^[\\s:：,，]+|[\\s:：,，]+$");

    private static final String OPENING = "(（[";
    private static final String CLOSING = ")）]";

    private ReleaseText() {}

    /** Reads one release; empty where no date is in it: a bare place says nothing that could be stored. */
    static Optional<ReleaseDate> parse(String written) {
        Matcher form = DATE.matcher(written);
        if (!form.find()) {
            return Optional.empty();
        }
        String place = written.substring(0, form.start()) + " " + written.substring(form.end());
        return date(form).map(date -> new ReleaseDate(date, place(place)));
    }

    /** As exact as the calendar has it: of 2011-02-30 the month, of 2011-00 the year. */
    private static Optional<PartialDate> date(Matcher form) {
        String year = form.group(1);
        String month = form.group(2);
        String day = form.group(3);
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
        String place = EDGES.matcher(Texts.line(written)).replaceAll("");
        Matcher brackets = BRACKETS.matcher(place);
        boolean around = brackets.matches() && isBalanced(brackets.group(1));
        return Texts.lineOrNull(around ? brackets.group(1) : place);
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
