package io.reelsync.samplesite.content;

import io.reelsync.samplesite.page.Html;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The little that a list needs to know of a saved page where the folder has no list. */
record SavedPage(long id, String title, String year, String score, String votes, String cover, boolean isSerial) {
    private static final Pattern TITLE =
            Pattern.compile("<title>\\s*(.*?)\\s*(?:\\(豆瓣\\)\\s*)?</title>", Pattern.DOTALL);
    private static final Pattern YEAR = Pattern.compile("class=\"year\"\\s*>\\s*\\((\\d{4})\\)");
    private static final Pattern SCORE = Pattern.compile("property=\"v:average\"\\s*>\\s*([\\d.]+)");
    private static final Pattern VOTES = Pattern.compile("property=\"v:votes\"\\s*>\\s*(\\d+)");
    private static final Pattern COVER = Pattern.compile("<img\\s[^>]*?src=\"([^\"]+)\"[^>]*rel=\"v:image\"");
    private static final Pattern SERIAL = Pattern.compile(">\\s*(?:首播|集数|单集片长):?\\s*</span>");

    static SavedPage of(long id, String html) {
        return new SavedPage(
                id,
                Html.unescaped(first(TITLE, html)).replaceAll("\\s+", " "),
                first(YEAR, html),
                first(SCORE, html),
                first(VOTES, html),
                first(COVER, html),
                SERIAL.matcher(html).find());
    }

    ListedTitle listed() {
        String type = isSerial ? "tv" : "movie";
        return new ListedTitle(
                String.valueOf(id),
                title,
                type,
                year,
                "subject",
                ListedTitle.Rating.of(
                        score.isEmpty() ? null : Double.valueOf(score), votes.isEmpty() ? null : Long.valueOf(votes)),
                new ListedTitle.Picture(cover, cover),
                "",
                year,
                ListedTitle.uri(type, String.valueOf(id)));
    }

    private static String first(Pattern pattern, String html) {
        Matcher found = pattern.matcher(html);
        return found.find() ? found.group(1) : "";
    }
}
