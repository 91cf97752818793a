package io.reelsync.source.douban;

import io.reelsync.limit.Rate;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How Douban is read.
 *
 * @param webUrl where Douban's pages of titles are
 * @param apiUrl where the mobile site's lists are
 * @param rate how many requests Douban may get in a time, of all workers together. Guests
 *     are known to be banned beyond ten requests a minute.
 * @param listSize how many titles of each feed a run lists, 1 to 500
 */
@Validated
@ConfigurationProperties("reelsync.douban")
record DoubanSettings(
        @NotNull @DefaultValue("https://movie.douban.com") URI webUrl,
        @NotNull @DefaultValue("https://m.douban.com") URI apiUrl,
        @NotNull @DefaultValue("1/6s") Rate rate,
        @Min(1) @Max(500) @DefaultValue("80") int listSize) {

    DoubanSettings {
        webUrl = base("web-url", webUrl);
        apiUrl = base("api-url", apiUrl);
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
