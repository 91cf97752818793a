package io.reelsync.source.douban;

import io.reelsync.source.ListLink;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A list that people link to.
 *
 * @param id its name, its number, or whose it is: fit to stand in an address
 */
record DoubanList(Type type, String id) {
    private static final String WEB = "(?i:https?://)?(?i:%s\\.douban\\.com)";
    private static final String APP = "(?i:douban://(?:www\\.)?douban\\.com)";
    /** The page that opens the app, as the app's own share links do. */
    private static final String DISPATCH = WEB.formatted("(?:www|m)") + "/doubanapp/dispatch/?\\?(?:[^#]*&)?uri=";

    private static final String SLASH = "(?:/|%2[Ff])";
    private static final String REST = "(?:(?:[/?#&]|%3[Ff]).*)?";
    private static final String COLLECTION_NAME = "([A-Za-z][A-Za-z0-9_]{0,63})";

    /** The kinds of list: how their links are written, and in which form they are kept. */
    enum Type {
        COLLECTION(
                "https://m.douban.com/subject_collection/%s",
                "%s",
                "(?:" + WEB.formatted("m") + "(?:/rexxar/api/v2)?|" + APP + ")/subject_collection/" + COLLECTION_NAME
                        + REST,
                DISPATCH + SLASH + "subject_collection" + SLASH + COLLECTION_NAME + REST,
                COLLECTION_NAME),
        DOULIST(
                "https://www.douban.com/doulist/%s/",
                "doulist-%s",
                "(?:" + WEB.formatted("(?:www|m|movie)") + "|" + APP + ")/doulist/([1-9]\\d{0,17})" + REST,
                DISPATCH + SLASH + "doulist" + SLASH + "([1-9]\\d{0,17})" + REST),
        WISH(
                "https://movie.douban.com/people/%s/wish",
                "wish-%s", WEB.formatted("movie") + "/people/([A-Za-z0-9][A-Za-z0-9._-]{0,63})/wish" + REST);

        private final String link;
        private final String name;
        private final Pattern[] written;

        Type(String link, String name, String... written) {
            this.link = link;
            this.name = name;
            this.written = new Pattern[written.length];
            for (int i = 0; i < written.length; i++) {
                this.written[i] = Pattern.compile(written[i]);
            }
        }
    }

    private static final Pattern TOP_250 = Pattern.compile(WEB.formatted("movie") + "/top250" + REST);
    private static final int LONGEST = 1000;

    /** The list behind a link, or a collection's name; empty where it is something else. */
    static Optional<DoubanList> find(String text) {
        String link = text.strip();
        if (link.length() > LONGEST) {
            return Optional.empty();
        }
        for (Type type : Type.values()) {
            for (Pattern form : type.written) {
                Matcher list = form.matcher(link);
                if (list.matches()) {
                    return Optional.of(new DoubanList(type, list.group(1)));
                }
            }
        }
        return TOP_250.matcher(link).matches()
                ? Optional.of(new DoubanList(Type.COLLECTION, "movie_top250"))
                : Optional.empty();
    }

    /** The one form in which it is kept. Whatever address the site is read at, this is Douban's. */
    ListLink link() {
        return ListLink.named(type.link.formatted(id), type.name.formatted(id));
    }
}
