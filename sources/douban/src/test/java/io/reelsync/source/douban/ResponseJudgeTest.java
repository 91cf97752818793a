package io.reelsync.source.douban;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.source.Reason;
import io.reelsync.source.Response;
import io.reelsync.source.Verdict;
import io.reelsync.source.Verdict.Broken;
import io.reelsync.source.Verdict.Challenged;
import io.reelsync.source.Verdict.Gone;
import io.reelsync.source.Verdict.Page;
import io.reelsync.source.Verdict.Throttled;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseJudgeTest {
    private static final long ID = 4100200;
    private static final String DETAILS = "http://127.0.0.1:8090/subject/4100200/";
    private static final String LIST = "http://127.0.0.1:8091/rexxar/api/v2/subject/recent_hot/movie?start=0";

    private static Verdict judge(String address, int status, Map<String, String> headers, String body) {
        return Pages.source()
                .reader()
                .judge(new Response(URI.create(address), status, headers, body.getBytes(StandardCharsets.UTF_8)));
    }

    private static Verdict html(String body) {
        return judge(DETAILS, 200, Map.of("content-type", "text/html; charset=utf-8"), body);
    }

    private static Verdict json(int status, String body) {
        return judge(LIST, status, Map.of("content-type", "application/json"), body);
    }

    private static Verdict redirect(String location) {
        return judge(DETAILS, 302, Map.of("location", location), "");
    }

    private static String notice(String title, String body) {
        return "<html><head><title>" + title + "</title></head><body><div id=\"db-global-nav\">登录/注册</div>"
                + "<div id=\"wrapper\">" + body + "</div></body></html>";
    }

    @Test
    void takesATitlesPageAndAListForPages() {
        assertThat(html(TitlePage.of(ID).html())).isEqualTo(new Page());
        assertThat(json(200, "{\"items\": []}")).isEqualTo(new Page());
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 404, 410})
    void takesTheStatusOfWhatIsNotThereForGone(int status) {
        assertThat(judge(DETAILS, status, Map.of(), "")).isInstanceOf(Gone.class);
    }

    @ParameterizedTest
    @CsvSource({"页面不存在, 你要找的页面没有了", "条目不存在, 呃", "豆瓣, 你想访问的条目豆瓣不收录。", "豆瓣, 这个条目正在等待审核", "豆瓣电影, 页面不存在"})
    void takesANoticeWithStatus200ForGone(String title, String body) {
        assertThat(html(notice(title, body))).isInstanceOf(Gone.class);
    }

    @Test
    void believesOnlyAWholeNoticeThatASubjectIsGone() {
        String notice = notice("条目不存在", "你想访问的条目豆瓣不收录。");

        assertThat(html(notice)).isInstanceOf(Gone.class);
        assertThat(html(notice.replace("</html>", ""))).isEqualTo(new Page());
    }

    @Test
    void neverTakesATitleSummaryOrCommentWithANoticesWordsForANotice() {
        String page = TitlePage.of(ID)
                .title("页面不存在", "页面不存在 条目不存在", "条目不存在")
                .summary("<div id=\"link-report\"><span property=\"v:summary\">检测到异常请求，请先登录。豆瓣不收录，等待审核，禁止访问。"
                        + "</span></div>")
                .html();

        assertThat(html(page)).isEqualTo(new Page());
        for (int part = 1; part < 50; part++) {
            assertThat(html(page.substring(0, page.length() * part / 50)))
                    .as("cut at %d/50", part)
                    .isEqualTo(new Page());
        }
    }

    @Test
    void takesALongPageWithANoticesWordsForAPage() {
        assertThat(html(notice("首页", "一部叫作页面不存在的电影。".repeat(40)))).isEqualTo(new Page());
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"403, -, -", "429, 30, 30", "429, 0, 0", "503, 120, 120", "418, -, -", "429, soon, -", "403, -5, -"
            })
    void takesRefusalsForThrottledWithTheSecondsAsked(int status, @Nullable String retryAfter, @Nullable Long seconds) {
        Map<String, String> headers = retryAfter == null ? Map.of() : Map.of("retry-after", retryAfter);

        assertThat(judge(DETAILS, status, headers, "禁止访问"))
                .isInstanceOfSatisfying(Throttled.class, throttled -> assertThat(throttled.retryAfter())
                        .isEqualTo(seconds == null ? null : Duration.ofSeconds(seconds)));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "'Wed, 25 Nov 2026 08:05:00 GMT', -, 300",
                "'Wed, 25 Nov 2026 08:05:00 GMT', 'Wed, 25 Nov 2026 08:04:00 GMT', 60",
                "'Wed, 25 Nov 2026 07:00:00 GMT', -, 0"
            })
    void readsRetryAfterAsADateByTheServersClock(String retryAfter, @Nullable String sent, long seconds) {
        Map<String, String> headers = new HashMap<>(Map.of("retry-after", retryAfter));
        if (sent != null) {
            headers.put("date", sent);
        }

        assertThat(judge(DETAILS, 429, headers, ""))
                .isInstanceOfSatisfying(Throttled.class, throttled -> assertThat(throttled.retryAfter())
                        .isEqualTo(Duration.ofSeconds(seconds)));
    }

    @ParameterizedTest
    @CsvSource({"1309, 400", "1309, 200", "1309, 403", "1080, 400", "112, 200"})
    void takesTheJsonInterfacesOwnCodesForThrottled(int code, int status) {
        assertThat(json(status, "{\"msg\": \"x\", \"request\": \"GET /v2\", \"code\": " + code + "}"))
                .isInstanceOfSatisfying(Throttled.class, throttled -> assertThat(throttled.reason())
                        .contains("" + code));
    }

    private static Verdict code(int status, int code) {
        return json(status, "{\"msg\": \"some_words\", \"request\": \"GET /v2\", \"code\": " + code + "}");
    }

    @ParameterizedTest
    @CsvSource({"111, 400", "105, 403", "122, 403", "128, 400"})
    void takesCodesThatSpeakOfUsForThrottled(int code, int status) {
        assertThat(code(status, code)).isInstanceOf(Throttled.class);
    }

    @ParameterizedTest
    @CsvSource({"102, 401", "103, 400", "106, 400", "1007, 403", "1287, 400", "996, 400"})
    void takesCodesThatAskToSignInOrForATestForChallenged(int code, int status) {
        assertThat(code(status, code)).isInstanceOf(Challenged.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400, 403})
    void takesATitleThatGuestsDoNotSeeForOneThatIsWithheld(int status) {
        assertThat(code(status, 1000)).isInstanceOfSatisfying(Broken.class, broken -> {
            assertThat(broken.reason()).isEqualTo(Reason.WITHHELD);
            assertThat(broken.detail()).contains("code 1000 some_words");
        });
    }

    @ParameterizedTest
    @CsvSource({"5000, 404", "5000, 400", "1006, 200"})
    void takesCodesOfWhatIsNotThereForGone(int code, int status) {
        assertThat(code(status, code)).isInstanceOf(Gone.class);
    }

    @ParameterizedTest
    @CsvSource({"4242, 403", "4242, 200", "1001, 400"})
    void blamesNobodyForACodeThatIsNotKnown(int code, int status) {
        assertThat(code(status, code)).isInstanceOfSatisfying(Broken.class, broken -> assertThat(broken.reason())
                .isEqualTo(Reason.UNKNOWN_CODE));
    }

    @Test
    void believesTheStatusWhereACodeSaysNothing() {
        assertThat(code(429, 4242)).isInstanceOf(Throttled.class);
        assertThat(code(404, 4242)).isInstanceOf(Gone.class);
        assertThat(json(403, "{\"msg\": \"no code\"}")).isInstanceOf(Throttled.class);
        assertThat(json(200, "{\"id\": \"1\", \"title\": \"x\", \"code\": 1000}"))
                .isEqualTo(new Page());
        assertThat(json(500, "{\"code\": ")).isInstanceOf(Broken.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://sec.douban.com/c?r=https%3A%2F%2Fmovie.douban.com%2Fsubject%2F4100200%2F",
                "https://sec.douban.com/b?r=x",
                "//sec.douban.com/",
                "https://accounts.douban.com/passport/login?redir=x",
                "https://www.douban.com/misc/sorry?original-url=x",
                "http://127.0.0.1:8090/misc/sorry",
                "/c?r=http%3A%2F%2F127.0.0.1%3A8090%2Fsubject%2F4100200%2F",
                "/b?k=1&r=x",
                "/accounts/login?source=movie",
                "/login"
            })
    void takesARedirectToATestOrALoginForChallenged(String location) {
        assertThat(redirect(location)).isInstanceOf(Challenged.class);
        assertThat(judge(URI.create(DETAILS).resolve(location).toString(), 200, Map.of(), notice("豆瓣", "")))
                .as("the same address, followed")
                .isInstanceOf(Challenged.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://movie.example.org/",
                "/subject/77/",
                "/c",
                "/celebrity/1?r=2",
                "",
                "http://[",
                "/subject/1/login-day"
            })
    void takesAnyOtherRedirectForBroken(String location) {
        assertThat(redirect(location)).isInstanceOfSatisfying(Broken.class, broken -> assertThat(broken.reason())
                .isEqualTo(Reason.BAD_REDIRECT));
    }

    @Test
    void takesAnAntiRobotOrLoginPageWithStatus200ForChallenged() {
        String test = "<form name=\"sec\" id=\"sec\" method=\"POST\" action=\"/c\"><input name=\"tok\" value=\"1\">"
                + "<input name=\"cha\" value=\"2\"><input name=\"sol\"></form>";

        assertThat(html(notice("豆瓣", test))).isInstanceOf(Challenged.class);
        assertThat(html("<!DOCTYPE html><title>豆瓣</title>" + test)).isInstanceOf(Challenged.class);
        assertThat(html(notice("豆瓣", "点我继续浏览"))).isInstanceOf(Challenged.class);
        assertThat(html(notice("豆瓣 - 登录跳转页", ""))).isInstanceOf(Challenged.class);
        assertThat(html(notice("豆瓣", "有异常请求从你的 IP 发出，请登录"))).isInstanceOf(Challenged.class);
        assertThat(html(notice("禁止访问", "x".repeat(1000)))).isInstanceOf(Challenged.class);
        assertThat(html(notice("豆瓣", "<form><input name=\"captcha-solution\"></form>")))
                .isInstanceOf(Challenged.class);
        String guard = "error code: 01004 Please login: https://accounts.example.org/passport/login";
        assertThat(html(guard)).isInstanceOf(Challenged.class);
        assertThat(html(notice("", "error code: 02007"))).isInstanceOf(Challenged.class);
        assertThat(html(notice("", "Please log in first"))).isInstanceOf(Challenged.class);
        assertThat(judge(DETAILS, 200, Map.of("content-type", "text/plain"), guard))
                .isInstanceOf(Challenged.class);
        assertThat(judge(LIST, 200, Map.of("content-type", "text/html"), guard)).isInstanceOf(Challenged.class);
        assertThat(judge(LIST, 200, Map.of("content-type", "text/html"), notice("豆瓣", test)))
                .as("in place of a list")
                .isInstanceOf(Challenged.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 500, 502, 503, 206, 101})
    void takesAnErrorOfTheServerForBroken(int status) {
        assertThat(judge(DETAILS, status, Map.of(), "x"))
                .isInstanceOfSatisfying(
                        Broken.class, broken -> assertThat(broken.reason()).isEqualTo(Reason.BAD_STATUS));
    }

    @Test
    void takesAnotherContentTypeThanAskedForBroken() {
        assertThat(judge(DETAILS, 200, Map.of("content-type", "application/json"), "{}"))
                .isInstanceOfSatisfying(
                        Broken.class, broken -> assertThat(broken.reason()).isEqualTo(Reason.WRONG_CONTENT_TYPE));
        assertThat(judge(DETAILS, 200, Map.of("content-type", "image/webp"), "RIFF"))
                .isInstanceOf(Broken.class);
        assertThat(judge(LIST, 200, Map.of("content-type", "text/html"), notice("首页", "x".repeat(999))))
                .isInstanceOfSatisfying(
                        Broken.class, broken -> assertThat(broken.reason()).isEqualTo(Reason.WRONG_CONTENT_TYPE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \r\n\t"})
    void takesAnEmptyBodyForBroken(String body) {
        assertThat(html(body)).isInstanceOf(Broken.class);
        assertThat(json(200, body)).isInstanceOf(Broken.class);
    }
}
