package io.reelsync.source.douban;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reelsync.source.PageRequest;
import io.reelsync.source.Rate;
import io.reelsync.source.Response;
import io.reelsync.source.SourceReader;
import io.reelsync.source.Verdict;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class CookieTest {
    private static final String BAR =
            "<html><body><div id=\"db-global-nav\">%s</div><div id=\"content\">…</div></body></html>";

    private static DoubanSettings settings(String cookie) {
        return new DoubanSettings(
                URI.create("https://movie.douban.com"),
                URI.create("https://m.douban.com"),
                null,
                Rate.of("1/6s"),
                Rate.of("1/6s"),
                80,
                100,
                List.of("page", "json"),
                2,
                null,
                cookie,
                Map.of());
    }

    private static SourceReader reader(String cookie) {
        return new DoubanSource(settings(cookie), Clock.systemUTC()).reader();
    }

    private static Response page(String body, Map<String, String> headers) {
        return new Response(
                URI.create("https://movie.douban.com/subject/5/"), 200, headers, body.getBytes(StandardCharsets.UTF_8));
    }

    private static Response page(String bar) {
        return page(BAR.formatted(bar), Map.of("content-type", "text/html"));
    }

    @Test
    void everyRequestCarriesIt() {
        SourceReader reader = reader(" dbcl2=\"1:abc\"; ck=x ");

        assertThat(reader.listRequest("movies", null, 20).headers()).containsEntry("Cookie", "dbcl2=\"1:abc\"; ck=x");
        assertThat(reader.detailsRoutes()).hasSize(2).allSatisfy(route -> assertThat(
                        route.request(Pages.subject(5), null).headers())
                .containsEntry("Cookie", "dbcl2=\"1:abc\"; ck=x")
                .containsKey("Accept"));
    }

    @ParameterizedTest
    @NullAndEmptySource
    void aGuestSendsNone(String none) {
        PageRequest request = reader(none).listRequest("movies", null, 20);

        assertThat(request.headers()).doesNotContainKey("Cookie");
    }

    @Test
    void aPageForStrangersMeansThatItHasEnded() {
        Verdict verdict = reader("dbcl2=1").judge(page("<a>登录/注册</a>"));

        assertThat(verdict).isInstanceOf(Verdict.Challenged.class);
        assertThat(verdict.toString())
                .contains("REELSYNC_DOUBAN_COOKIE", "has ended")
                .doesNotContain("dbcl2=1");
        assertThat(reader("dbcl2=1")
                        .judge(page(
                                "<p>…</p>",
                                Map.of("content-type", "text/html", "set-cookie", "dbcl2=\"deleted\"; Path=/"))))
                .isInstanceOf(Verdict.Challenged.class);
    }

    @Test
    void aPageForWhoIsSignedInIsAPageAndSoIsAnyForAGuest() {
        assertThat(reader("dbcl2=1").judge(page("<li class=\"nav-user-account\">…</li>")))
                .isInstanceOf(Verdict.Page.class);
        assertThat(reader("dbcl2=1").judge(page("<p>no bar</p>", Map.of("content-type", "text/html"))))
                .isInstanceOf(Verdict.Page.class);
        assertThat(reader(null).judge(page("<a>登录/注册</a>"))).isInstanceOf(Verdict.Page.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=1\nHost: elsewhere", "a=1\r\nX: y", "a=\u0000", "名=值"})
    void refusesWhatIsNoneWithoutRepeatingIt(String cookie) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(cookie))
                .withMessageContaining("REELSYNC_DOUBAN_COOKIE")
                .withMessageNotContaining("elsewhere");
    }

    @Test
    void isNotShown() {
        assertThat(settings("dbcl2=secret").toString()).doesNotContain("secret");
    }
}
