package io.reelsync.source.douban;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reelsync.source.Pictures;
import io.reelsync.source.Rate;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DoubanPicturesTest {
    private static final String PATH = "/view/photo/s_ratio_poster/public/p480747492.jpg";

    @Test
    void standAtDoubansHostsOfPicturesAndAreAskedForAsFromItsPages() {
        Pictures pictures = settings("https://movie.douban.com", "2/1s").pictures();

        for (String host : List.of("img1", "img9", "img", "qnmob3")) {
            assertThat(pictures.request("https://" + host + ".doubanio.com" + PATH))
                    .hasValueSatisfying(request ->
                            assertThat(request.headers()).isEqualTo(Map.of("Referer", "https://movie.douban.com/")));
        }
        assertThat(pictures.request("https://movie.douban.com" + PATH)).isEmpty();
        assertThat(pictures.request("https://doubanio.com.evil.example" + PATH)).isEmpty();
        assertThat(pictures.isOfOwnSite(URI.create("https://img1.doubanio.com" + PATH)))
                .isFalse();
    }

    @Test
    void standAtTheSiteInItsPlaceToo() {
        Pictures pictures = settings("http://127.0.0.1:8090", "2/1s").pictures();

        assertThat(pictures.isOfOwnSite(URI.create("http://127.0.0.1:8090" + PATH)))
                .isTrue();
        assertThat(pictures.request("http://127.0.0.1:8091" + PATH)).isEmpty();
    }

    @Test
    void areNeverAskedOfDoubanWithoutALimit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings("https://movie.douban.com", "unlimited"))
                .withMessageContaining("reelsync.douban.picture-rate is unlimited");
        assertThat(settings("http://127.0.0.1:8090", "unlimited")
                        .pictures()
                        .request("https://img1.doubanio.com" + PATH))
                .isEmpty();
    }

    private static DoubanSettings settings(String site, String pictureRate) {
        return new DoubanSettings(
                URI.create(site),
                URI.create(site.replace("movie", "m")),
                null,
                Rate.of("1/6s"),
                Rate.of(pictureRate),
                80,
                100,
                List.of("page"),
                2,
                null,
                null,
                Map.of());
    }
}
