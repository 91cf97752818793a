package io.reelsync.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PicturesTest {
    private static final Pictures PICTURES = new Pictures(
            Rate.of("2/1s"),
            Pattern.compile("img\\d\\.example\\.com"),
            List.of(URI.create("http://127.0.0.1:8090")),
            Map.of("Referer", "https://example.com/"));

    @Test
    void asksForAPictureAtAHostOfTheSourceAsTheSourceWants() {
        assertThat(PICTURES.request("https://IMG9.example.com/p1.jpg"))
                .hasValueSatisfying(
                        request -> assertThat(request.headers()).containsEntry("Referer", "https://example.com/"));
        assertThat(PICTURES.request("//img1.example.com/p1.jpg"))
                .hasValueSatisfying(request ->
                        assertThat(request.address()).isEqualTo(URI.create("https://img1.example.com/p1.jpg")));
        assertThat(PICTURES.isOfOwnSite(URI.create("https://img1.example.com/p1.jpg")))
                .isFalse();
    }

    @Test
    void takesASiteThatSettingsNameAtItsOwnPortAlone() {
        assertThat(PICTURES.request("http://127.0.0.1:8090/p1.jpg")).isPresent();
        assertThat(PICTURES.isOfOwnSite(URI.create("http://127.0.0.1:8090/p1.jpg")))
                .isTrue();
        assertThat(PICTURES.request("http://127.0.0.1:8091/p1.jpg")).isEmpty();
        assertThat(PICTURES.request("https://127.0.0.1:8090/p1.jpg")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://img1.example.com.evil.example/p1.jpg",
                "https://evil.example/img1.example.com/p1.jpg",
                "https://img1.example.com@169.254.169.254/p1.jpg",
                "https://user:word@img1.example.com/p1.jpg",
                "https://img1.example.com:6379/p1.jpg",
                "http://img1.example.com:443/p1.jpg",
                "ftp://img1.example.com/p1.jpg",
                "file:///etc/passwd",
                "gopher://127.0.0.1:8090/",
                "javascript:alert(1)",
                "data:image/png;base64,AAAA",
                "http://169.254.169.254/latest/meta-data/",
                "http://0x7f.1:8090/",
                "http://2130706433:8090/",
                "http://127.1:8090/",
                "http://[::1]:8090/",
                "http://[::ffff:127.0.0.1]:8090/",
                "http://localhost:8090/",
                "https://img1.example.com\\@evil.example/",
                "https://img1.example.com\n/p1.jpg",
                "//",
                "/p1.jpg",
                "",
                "no address"
            })
    void asksForNothingElse(String address) {
        assertThat(PICTURES.request(address)).isEmpty();
    }
}
