package io.reelsync.source.douban;

import io.reelsync.source.EgressProxy;
import io.reelsync.source.Pictures;
import io.reelsync.source.Rate;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How Douban is read.
 *
 * @param webUrl where Douban's pages of titles are
 * @param apiUrl where the mobile site's lists and its details as JSON are
 * @param doulistUrl where doulists are; where it isn't set, {@code https://www.douban.com} for Douban's own pages of titles,
 *     and the place of those at any other site
 * @param rate the most requests in a time, of all workers together; guests are known to be banned beyond ten a minute
 * @param pictureRate the most requests for posters in a time, of all workers together; they come from other hosts
 * @param listSize how many titles of each feed a run lists, 1 to 500
 * @param listPage how many titles of a list are asked for at once, 1 to 100
 * @param routes the ways to a title's details, in the order in which they are tried: {@code page}, {@code json} or both
 * @param leastLabels with fewer facts in its block a page is not believed, 1 to 8
 * @param proxy the one way by which requests leave, as {@code http://user:password@host:port} or {@code socks5://…};
 *     straight where it isn't set
 * @param cookie the {@code Cookie} that a browser sends which is signed in at Douban, to ask as oneself; as a guest where it
 *     isn't set. The pace stays that of one reader
 * @param feeds what is otherwise in one feed: append {@code _TV_SIZE}, {@code _TV_CATEGORY} or {@code _TV_TYPE}, or the
 *     same of another feed, for how many titles a run lists and which list of the mobile site is read
 */
@Validated
@ConfigurationProperties("reelsync.douban")
record DoubanSettings(
        @NotNull @DefaultValue("https://movie.douban.com") URI webUrl,
        @NotNull @DefaultValue("https://m.douban.com") URI apiUrl,
        @Nullable URI doulistUrl,
        @NotNull @DefaultValue("1/6s") Rate rate,
        @NotNull @DefaultValue("2/1s") Rate pictureRate,
        @Min(1) @Max(500) @DefaultValue("80") int listSize,
        @Min(1) @Max(100) @DefaultValue("100") int listPage,
        @NotEmpty @DefaultValue({"page", "json"}) List<String> routes,
        @Min(1) @Max(8) @DefaultValue("2") int leastLabels,
        @Nullable EgressProxy proxy,
        @Nullable String cookie,
        @DefaultValue Map<String, @Valid FeedSettings> feeds) {

    /** What a cookie's value is made of: printable ASCII. */
    private static final Pattern COOKIE = Pattern.compile("[!-~][ -~]{0,8190}");

    private static final URI DOULISTS = URI.create("https://www.douban.com");
    private static final Pattern PICTURE_HOSTS = Pattern.compile("(?:img|qnmob)\\d{0,2}\\.douban(?:io)?\\.com");

    private static final Set<String> ROUTES = Set.of(PageRoute.NAME, JsonRoute.NAME);

    /**
     * What is otherwise than usual in a feed; null where it is as usual.
     *
     * @param size how many of its titles a run lists
     * @param category the mobile site's name of the category, for example 热门
     * @param type the mobile site's name of the part of the category, for example 华语
     */
    record FeedSettings(
            @Nullable @Min(1) @Max(500) Integer size,
            @Nullable @Size(min = 1, max = 40) String category,
            @Nullable @Size(min = 1, max = 40) String type) {
        static final FeedSettings USUAL = new FeedSettings(null, null, null);
    }

    DoubanSettings {
        webUrl = base("web-url", webUrl);
        apiUrl = base("api-url", apiUrl);
        doulistUrl = doulistUrl == null ? isDoubans(webUrl) ? DOULISTS : webUrl : base("doulist-url", doulistUrl);
        if ((rate.isUnlimited() || pictureRate.isUnlimited())
                && (isDoubans(webUrl) || isDoubans(apiUrl) || isDoubans(doulistUrl))) {
            throw new IllegalArgumentException("reelsync.douban." + (rate.isUnlimited() ? "rate" : "picture-rate")
                    + " is unlimited, which is for a mirror of your own: Douban would ban this address."
                    + " Set reelsync.douban.web-url and api-url, or a rate such as 1/6s");
        }
        cookie = cookie == null || cookie.isBlank() ? null : cookie.strip();
        if (cookie != null && !COOKIE.matcher(cookie).matches()) {
            throw new IllegalArgumentException(
                    "reelsync.douban.cookie holds a line break or another sign that no cookie has,"
                            + " or is too long: copy the value of the header Cookie to REELSYNC_DOUBAN_COOKIE");
        }
        routes = List.copyOf(routes);
        feeds = Map.copyOf(feeds);
        for (String feed : feeds.keySet()) {
            if (!DoubanFeed.names().contains(feed)) {
                throw new IllegalArgumentException("reelsync.douban.feeds names '" + feed
                        + "', which is no feed: there are " + String.join(", ", DoubanFeed.names()));
            }
        }
        boolean known = ROUTES.containsAll(routes) && Set.copyOf(routes).size() == routes.size();
        if (!known || routes.isEmpty()) {
            throw new IllegalArgumentException("reelsync.douban.routes is '" + String.join(",", routes)
                    + "': name each of page and json once at most, in the order in which they are tried");
        }
    }

    @Override
    public URI doulistUrl() {
        return Objects.requireNonNull(doulistUrl);
    }

    /** Headers of a request, and who asks. */
    Map<String, String> headers(Map<String, String> headers) {
        if (cookie == null) {
            return headers;
        }
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("Cookie", cookie);
        return all;
    }

    /** The cookie is for the pages alone. The hosts of pictures refuse who names no page of the site. */
    Pictures pictures() {
        return new Pictures(
                pictureRate,
                PICTURE_HOSTS,
                Stream.of(webUrl, apiUrl).filter(site -> !isDoubans(site)).toList(),
                Map.of("Referer", webUrl + "/"));
    }

    /** Shows no cookie. */
    @Override
    public String toString() {
        return "DoubanSettings[webUrl=" + webUrl + ", apiUrl=" + apiUrl + ", rate=" + rate + "]";
    }

    private static boolean isDoubans(URI address) {
        String host = String.valueOf(address.getHost()).toLowerCase(Locale.ROOT);
        return host.equals("douban.com") || host.endsWith(".douban.com");
    }

    FeedSettings feed(DoubanFeed feed) {
        return feeds.getOrDefault(feed.feedName(), FeedSettings.USUAL);
    }

    /** An address to append paths to: of a web site, without query, fragment or slash at its end. */
    private static URI base(String name, URI address) {
        boolean web = "http".equalsIgnoreCase(address.getScheme()) || "https".equalsIgnoreCase(address.getScheme());
        if (!web || address.getHost() == null || address.getQuery() != null || address.getFragment() != null) {
            throw new IllegalArgumentException("reelsync.douban." + name + " is '" + address
                    + "': write the address of a site, for example https://movie.douban.com");
        }
        return URI.create(address.toString().replaceFirst("/+$", ""));
    }
}
