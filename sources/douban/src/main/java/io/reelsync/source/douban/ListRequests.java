package io.reelsync.source.douban;

import io.reelsync.source.PageRequest;
import java.net.URI;
import java.util.Map;

/** Where the pages of lists are asked for: at the settings' addresses, whatever host a list's link names. */
final class ListRequests {
    private static final Map<String, String> FOR_PAGES =
            Map.of("Accept", "text/html", "Accept-Language", "zh-CN,zh;q=0.9,en;q=0.6");
    /** More items of a collection are not given at once. */
    private static final int MOST_OF_A_COLLECTION = 50;

    private final DoubanSettings settings;

    ListRequests(DoubanSettings settings) {
        this.settings = settings;
    }

    /** @param start how many rows of the list stand before the page */
    PageRequest of(DoubanFeed feed, int start, int count) {
        String query = feed.pathAndQuery(start, Math.min(count, settings.listPage()), settings.feed(feed));
        return json(query, "/");
    }

    /**
     * The same of a list that people link to.
     *
     * @param count what is wanted; doulists and wish lists have pages of one size
     */
    PageRequest of(DoubanList list, int start, int count) {
        return switch (list.type()) {
            case COLLECTION -> {
                int asked = Math.min(count, Math.min(MOST_OF_A_COLLECTION, settings.listPage()));
                String path = "/subject_collection/" + list.id();
                yield json("/rexxar/api/v2" + path + "/items?start=" + start + "&count=" + asked, path);
            }
            case DOULIST -> page(settings.doulistUrl() + "/doulist/" + list.id() + "/?start=" + start);
            case WISH -> page(settings.webUrl() + "/people/" + list.id() + "/wish?start=" + start);
        };
    }

    private PageRequest json(String pathAndQuery, String referer) {
        return new PageRequest(
                JsonRoute.NAME,
                URI.create(settings.apiUrl() + pathAndQuery),
                settings.headers(Map.of("Accept", "application/json", "Referer", settings.apiUrl() + referer)));
    }

    private PageRequest page(String address) {
        return new PageRequest(PageRoute.NAME, URI.create(address), settings.headers(FOR_PAGES));
    }
}
