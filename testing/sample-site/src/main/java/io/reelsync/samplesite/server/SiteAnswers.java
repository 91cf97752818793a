package io.reelsync.samplesite.server;

import io.reelsync.samplesite.content.Content;
import io.reelsync.samplesite.content.DetailsAnswer;
import io.reelsync.samplesite.content.SiteFeed;
import io.reelsync.samplesite.page.Page;
import io.reelsync.samplesite.poster.PosterAddress;
import io.reelsync.samplesite.poster.PosterPainter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/** The site's good answers. */
final class SiteAnswers {
    private static final Pattern SUBJECT = Pattern.compile("/subject/(\\d{1,12})(/?)");
    private static final Pattern DETAILS = Pattern.compile("/rexxar/api/v2/(movie|tv)/(\\d{1,12})");
    private static final String LISTS = "/rexxar/api/v2/subject/recent_hot/";
    private static final int MOST_LISTED_AT_ONCE = 500;

    private final Content content;
    private final LinkedListAnswers linkedLists;
    private final ElsewhereAnswers elsewhere;
    private final PosterPainter posters = new PosterPainter();
    private final JsonMapper json = JsonMapper.shared();

    SiteAnswers(Content content) {
        this.content = content;
        this.linkedLists = new LinkedListAnswers(content);
        this.elsewhere = new ElsewhereAnswers(content, posters);
    }

    Reply to(SiteRequest asked) {
        Matcher subject = SUBJECT.matcher(asked.path());
        if (subject.matches()) {
            return subject.group(2).isEmpty()
                    ? Reply.redirect(301, asked.base() + asked.path() + "/")
                    : subject(Long.parseLong(subject.group(1)), asked);
        }
        Matcher details = DETAILS.matcher(asked.path());
        if (details.matches()) {
            return details(details.group(1), Long.parseLong(details.group(2)), asked);
        }
        if (asked.path().equals(LISTS + "movie")) {
            return list(Optional.of(SiteFeed.MOVIES), asked);
        }
        if (asked.path().equals(LISTS + "tv")) {
            return list(SiteFeed.ofSeries(asked.parameter("category", "tv"), asked.parameter("type", "tv")), asked);
        }
        OptionalLong poster = PosterAddress.idOf(asked.path());
        if (poster.isPresent() && content.has(poster.getAsLong())) {
            return Reply.of(200, "image/jpeg", posters.of(poster.getAsLong()))
                    .with("Cache-Control", "max-age=31536000");
        }
        return linkedLists.to(asked).or(() -> elsewhere.to(asked)).orElseGet(() -> other(asked));
    }

    private Reply other(SiteRequest asked) {
        return switch (asked.path()) {
            case "/" -> start(asked);
            case "/robots.txt" -> text("User-agent: *\nDisallow: /subject_search\nDisallow: /j/\n");
            case "/c" -> Reply.html(200, Notices.challenge(asked.parameter("r", asked.base() + "/")));
            default -> Reply.html(404, Notices.notFound());
        };
    }

    /** The id in the address of a title's page; empty for other addresses. */
    static OptionalLong subjectId(String path) {
        Matcher subject = SUBJECT.matcher(path);
        return subject.matches() ? OptionalLong.of(Long.parseLong(subject.group(1))) : OptionalLong.empty();
    }

    Reply json(int status, Object value) {
        return Reply.of(status, Reply.JSON, json.writeValueAsBytes(value));
    }

    private Reply subject(long id, SiteRequest asked) {
        return content.page(id, asked.base())
                .map(page -> Reply.page(page, asked.gzip()).with("Cache-Control", "must-revalidate, no-cache, private"))
                .orElseGet(() -> Reply.html(404, Notices.notFound()));
    }

    /** The id in the address of a title's details as JSON; empty for other addresses. */
    static OptionalLong detailsId(String path) {
        Matcher details = DETAILS.matcher(path);
        return details.matches() ? OptionalLong.of(Long.parseLong(details.group(2))) : OptionalLong.empty();
    }

    private Reply details(String type, long id, SiteRequest asked) {
        if (!asked.referred()) {
            return refused(asked, 996, "invalid_request: a referer of the mobile site is needed");
        }
        Optional<DetailsAnswer> found = content.details(id, asked.base());
        if (found.isEmpty()) {
            return json(404, Map.of("code", 5000, "msg", "subject_not_found", "request", "GET " + asked.path()));
        }
        String rightType = found.get().type();
        return rightType.equals(type)
                ? part(found.get(), asked)
                : Reply.redirect(302, asked.base() + "/rexxar/api/v2/" + rightType + "/" + id);
    }

    private Reply list(Optional<SiteFeed> feed, SiteRequest asked) {
        if (!asked.referred()) {
            return refused(asked, 996, "invalid_request: a referer of the mobile site is needed");
        }
        int start = number(asked.parameter("start", "0"));
        int limit = number(asked.parameter("limit", "20"));
        if (start < 0 || limit < 1 || limit > MOST_LISTED_AT_ONCE) {
            return refused(asked, 997, "start is a whole number from 0, limit one from 1 to " + MOST_LISTED_AT_ONCE);
        }
        if (feed.isEmpty()) {
            return refused(asked, 997, "no list has this category and type");
        }
        return part(content.list(feed.get(), start, limit, asked.base()), asked);
    }

    private Reply part(Object answer, SiteRequest asked) {
        byte[] bytes = json.writeValueAsBytes(answer);
        return asked.gzip()
                ? Reply.of(200, Reply.JSON, Page.of(bytes).gzipped()).with("Content-Encoding", "gzip")
                : Reply.of(200, Reply.JSON, bytes);
    }

    private Reply refused(SiteRequest asked, int code, String message) {
        return json(400, Map.of("code", code, "msg", message, "request", asked.method() + " " + asked.path()));
    }

    /** The number, or -1 where it is none. */
    private static int number(String text) {
        return text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
    }

    private Reply start(SiteRequest asked) {
        StringBuilder html = new StringBuilder("<!DOCTYPE html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\">")
                .append("<title>示例站点 · Sample site</title></head><body>\n<h1>示例站点 · Sample site</h1>\n")
                .append("<p>这里的片名、人名与文字都是编造的，页面的形状仿照豆瓣电影，供 Reelsync 试用与测试。</p>\n")
                .append("<p>All titles, names and texts here are made up; the pages are shaped like Douban's,")
                .append(" for trying and testing Reelsync.</p>\n<ul>\n");
        content.listed(SiteFeed.MOVIES).stream().limit(40).forEach(id -> html.append("<li><a href=\"/subject/")
                .append(id)
                .append("/\">")
                .append(name(id, asked.base()))
                .append("</a></li>\n"));
        return Reply.html(200, html.append("</ul>\n</body></html>\n").toString());
    }

    private String name(long id, String base) {
        return content.facts(id, base).map(facts -> facts.title()).orElse(String.valueOf(id));
    }

    private static Reply text(String text) {
        return Reply.of(200, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }
}
