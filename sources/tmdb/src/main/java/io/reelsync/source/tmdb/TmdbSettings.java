package io.reelsync.source.tmdb;

import io.reelsync.source.EgressProxy;
import io.reelsync.source.Pictures;
import io.reelsync.source.Rate;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How TMDB is read. Shows no token.
 *
 * @param token the API read access token of an account at TMDB; without one TMDB isn't read at all
 * @param rate the most requests in a time, of all workers together
 * @param pictureRate the most requests for posters in a time, of all workers together; they come from another host
 * @param listSize how many titles of each feed a run lists, 1 to 10000
 * @param languages in which titles and summaries are wanted, the first one that has them; the original where none has
 * @param apiUrl where the API is
 * @param posterUrl where the posters are, with the size in which they are wanted
 * @param adult whether feeds name adult titles too
 * @param proxy the one way by which requests leave, as {@code http://user:password@host:port} or {@code socks5://…};
 *     straight where it isn't set
 */
@Validated
@ConfigurationProperties("reelsync.tmdb")
record TmdbSettings(
        @DefaultValue("") String token,
        @NotNull @DefaultValue("20/1s") Rate rate,
        @NotNull @DefaultValue("10/1s") Rate pictureRate,
        @Min(1) @Max(10_000) @DefaultValue("100") int listSize,

        @NotEmpty @Size(max = 20) @DefaultValue({"zh-CN", "en-US"})
        List<String> languages,

        @NotNull @DefaultValue("https://api.themoviedb.org/3")
        URI apiUrl,

        @NotNull @DefaultValue("https://image.tmdb.org/t/p/w780")
        URI posterUrl,

        @DefaultValue("false") boolean adult,
        @Nullable EgressProxy proxy) {

    /** Both kinds of key that TMDB gives out are far shorter, and have no other signs. */
    private static final Pattern TOKEN = Pattern.compile("[!-~]{1,4096}");

    private static final Pattern PICTURE_HOSTS = Pattern.compile("image\\.tmdb\\.org");

    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2}(-[A-Z]{2})?");

    TmdbSettings {
        if (!token.isEmpty() && !TOKEN.matcher(token).matches()) {
            throw new IllegalArgumentException("reelsync.tmdb.token holds a blank, a line break or another sign that no"
                    + " token has: copy it anew to REELSYNC_TMDB_TOKEN");
        }
        apiUrl = base("api-url", apiUrl);
        posterUrl = base("poster-url", posterUrl);
        boolean unlimited = rate.isUnlimited() && isTmdbs(apiUrl);
        if (unlimited || pictureRate.isUnlimited() && isTmdbs(posterUrl)) {
            throw new IllegalArgumentException("reelsync.tmdb." + (unlimited ? "rate" : "picture-rate")
                    + " is unlimited, which is for a mirror of your own: TMDB refuses who asks too much."
                    + " Set reelsync.tmdb." + (unlimited ? "api-url" : "poster-url")
                    + ", or a rate such as 20/1s");
        }
        languages = List.copyOf(languages);
        for (String language : languages) {
            if (!LANGUAGE.matcher(language).matches()) {
                throw new IllegalArgumentException("reelsync.tmdb.languages names '" + language
                        + "': write a language, or one with its region, for example en or zh-CN");
            }
        }
    }

    Pictures pictures() {
        return new Pictures(pictureRate, PICTURE_HOSTS, isTmdbs(posterUrl) ? List.of() : List.of(posterUrl), Map.of());
    }

    private static boolean isTmdbs(URI address) {
        String host = String.valueOf(address.getHost()).toLowerCase(Locale.ROOT);
        return ("." + host).endsWith(".themoviedb.org") || ("." + host).endsWith(".tmdb.org");
    }

    /** An address to append paths to: of a web site, without query, fragment or slash at its end. */
    private static URI base(String name, URI address) {
        boolean web = "http".equalsIgnoreCase(address.getScheme()) || "https".equalsIgnoreCase(address.getScheme());
        boolean plain = address.getQuery() == null && address.getFragment() == null && address.getUserInfo() == null;
        if (!web || address.getHost() == null || !plain) {
            throw new IllegalArgumentException("reelsync.tmdb." + name + " is '" + address
                    + "': write the address of a site, for example https://api.themoviedb.org/3");
        }
        return URI.create(address.toString().replaceFirst("/+$", ""));
    }

    @Override
    public String toString() {
        return "TmdbSettings[rate=" + rate + ", listSize=" + listSize + ", languages=" + languages + ", apiUrl="
                + apiUrl + ", posterUrl=" + posterUrl + ", adult=" + adult + "]";
    }
}
