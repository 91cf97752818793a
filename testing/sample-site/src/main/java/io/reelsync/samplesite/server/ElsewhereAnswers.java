package io.reelsync.samplesite.server;

import io.reelsync.samplesite.content.Content;
import io.reelsync.samplesite.elsewhere.ImdbFiles;
import io.reelsync.samplesite.elsewhere.TmdbTitles;
import io.reelsync.samplesite.elsewhere.TmdbTitles.Type;
import io.reelsync.samplesite.poster.PosterPainter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/** What is served beside the site itself: an API shaped like TMDB's below {@code /3}, IMDb's files below {@code /imdb}. */
final class ElsewhereAnswers {
    private static final Pattern LIST = Pattern.compile("/3/(movie|tv)/([a-z_]+)");
    private static final Pattern DETAILS = Pattern.compile("/3/(movie|tv)/([1-9]\\d{0,8})");
    private static final Pattern POSTER = Pattern.compile("/3/p/made-up-(\\d{1,12})\\.jpg");
    private static final Pattern FILE = Pattern.compile("/imdb/([a-z.]+)");
    private static final Set<String> LISTS = Set.of("now_playing", "popular", "upcoming", "airing_today", "on_the_air");
    private static final int INVALID_KEY = 7;
    private static final int NOT_FOUND = 34;

    private final Content content;
    private final PosterPainter posters;
    private final TmdbTitles titles;
    private final ImdbFiles files;

    ElsewhereAnswers(Content content, PosterPainter posters) {
        this.content = content;
        this.posters = posters;
        this.titles = new TmdbTitles(content);
        this.files = new ImdbFiles(content);
    }

    /** Empty where the address is the site's own. */
    Optional<Reply> to(SiteRequest asked) {
        Matcher file = FILE.matcher(asked.path());
        if (file.matches()) {
            return files.named(file.group(1), asked.base()).map(bytes -> Reply.of(200, "application/gzip", bytes));
        }
        Matcher poster = POSTER.matcher(asked.path());
        if (poster.matches()) {
            return Optional.of(Long.parseLong(poster.group(1)))
                    .filter(content::has)
                    .map(id -> Reply.of(200, "image/jpeg", posters.of(id)));
        }
        return asked.path().startsWith("/3/") ? Optional.of(api(asked)) : Optional.empty();
    }

    private Reply api(SiteRequest asked) {
        if (!asked.token()) {
            return refusal(401, INVALID_KEY, "Invalid API key: You must be granted a valid key.");
        }
        Matcher details = DETAILS.matcher(asked.path());
        if (details.matches()) {
            return titles.details(type(details), Long.parseLong(details.group(2)), asked.base())
                    .map(json -> json(200, json))
                    .orElseGet(ElsewhereAnswers::notFound);
        }
        Matcher list = LIST.matcher(asked.path());
        String page = asked.parameter("page", "1");
        if (!list.matches() || !page.matches("[1-9]\\d{0,2}")) {
            return notFound();
        }
        if (list.group(2).equals("changes")) {
            return json(200, titles.changes(type(list), Integer.parseInt(page), asked.base()));
        }
        return LISTS.contains(list.group(2))
                ? json(200, titles.list(type(list), Integer.parseInt(page), asked.base()))
                : notFound();
    }

    private static Type type(Matcher address) {
        return Type.valueOf(address.group(1).toUpperCase(Locale.ROOT));
    }

    private static Reply notFound() {
        return refusal(404, NOT_FOUND, "The resource you requested could not be found.");
    }

    private static Reply refusal(int status, int code, String message) {
        return json(status, Map.of("success", false, "status_code", code, "status_message", message));
    }

    private static Reply json(int status, Object value) {
        return Reply.of(status, Reply.JSON, JsonMapper.shared().writeValueAsBytes(value));
    }
}
