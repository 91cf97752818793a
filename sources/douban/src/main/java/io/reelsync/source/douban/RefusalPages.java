package io.reelsync.source.douban;

import io.reelsync.source.BrokenPageException;
import io.reelsync.source.PageText;
import io.reelsync.source.Response;
import io.reelsync.source.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;

/**
 * Pages with status 200 that are no page: an anti-robot test, a login, a note that there is no such title. Such words
 * may also stand in a film's title, summary or a reader's comment, so a page with a title's heading, or with a list's
 * rows, is never one.
 */
final class RefusalPages {
    /** What no notice has: the marked heading of every title's page, and the rows of a doulist or a wish list. */
    private static final List<byte[]> MARKS = Stream.of("v:itemreviewed", "\"doulist-item\"", "\"grid-view\"")
            .map(mark -> mark.getBytes(StandardCharsets.US_ASCII))
            .toList();

    private static final Set<String> CHALLENGE_TITLES =
            Set.of("豆瓣 - 登录跳转页", "登录跳转页", "禁止访问", "登录豆瓣", "豆瓣 - 登录", "登录", "安全验证", "豆瓣安全验证");
    private static final List<String> CHALLENGE_WORDS = List.of("异常请求", "点我继续浏览", "登录跳转", "禁止访问", "输入验证码");
    private static final String CHALLENGE_FORMS = "form#sec:has([name=tok]), form[name=sec]:has([name=cha]),"
            + " form:has([name=captcha-solution]), form:has([name=captcha_solution])";

    private static final Set<String> GONE_TITLES = Set.of("页面不存在", "条目不存在");
    private static final List<String> LOGIN_WORDS = List.of("请先登录", "请登录", "登录后", "please login", "please log in");
    /** With numbers of its own the site's guard answers: 01004 asks guests to sign in. */
    private static final Pattern GUARD_CODE = Pattern.compile("error code: ?0\\d{2,5}");

    private static final List<String> GONE_WORDS = List.of("页面不存在", "条目不存在", "豆瓣不收录", "等待审核");

    /** A notice is short; with the site's frame around it still shorter than any page that has content. */
    private static final int NOTICE_LENGTH = 300;

    private static final String FRAME =
            "script, style, noscript, #db-global-nav, .global-nav, [id^=db-nav], .nav, #footer, footer, header";

    private static final Pattern ADDRESS =
            Pattern.compile("^(?:(?:https?:)?//([^/?#]*))?([^?#]*)(?:\\?([^#]*))?", Pattern.CASE_INSENSITIVE);
    private static final Pattern REFUSING_HOST =
            Pattern.compile("(?:sec|accounts|login|passport)\\.douban\\.com(?::\\d+)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern SIGN_IN_HOST =
            Pattern.compile("(?:accounts|login|passport)\\.douban\\.com(?::\\d+)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern SIGN_IN_PATH = Pattern.compile(".*/(?:passport|accounts|account)/login.*|/login/?");
    private static final Pattern REFUSING_PATH =
            Pattern.compile(".*/misc/sorry/?|.*/(?:passport|accounts|account)/login.*|/login/?");
    private static final Pattern TEST_PATH = Pattern.compile("/[bc]/?");

    private RefusalPages() {}

    /** Whether an address is one of those to which the site sends robots and guests. */
    static boolean isAddress(String address) {
        Matcher parts = ADDRESS.matcher(address);
        if (!parts.find()) {
            return false;
        }
        String host = parts.group(1) == null ? "" : parts.group(1);
        String query = parts.group(3) == null ? "" : parts.group(3);
        return REFUSING_HOST.matcher(host).matches()
                || REFUSING_PATH.matcher(parts.group(2)).matches()
                || (TEST_PATH.matcher(parts.group(2)).matches() && (query.startsWith("r=") || query.contains("&r=")));
    }

    /** Whether an address is one where people sign in. */
    static boolean isSignIn(String address) {
        Matcher parts = ADDRESS.matcher(address);
        return parts.find()
                && (SIGN_IN_HOST
                                .matcher(parts.group(1) == null ? "" : parts.group(1))
                                .matches()
                        || SIGN_IN_PATH.matcher(parts.group(2)).matches());
    }

    /** An address fit for a reason that is stored and shown: queries hold marks of the session. */
    static String withoutQuery(String address) {
        return address.replaceFirst("[?#].*$", "");
    }

    /** What the page says instead of being a title's page; empty where it seems to be one. */
    static Optional<Verdict> judge(Response response) {
        if (hasContent(response.body())) {
            return Optional.empty();
        }
        String page = response.text();
        try {
            return judge(page, Markup.parse(page));
        } catch (BrokenPageException noNotice) {
            return Optional.empty();
        }
    }

    /** Looked for in the bytes: ASCII is the same in the text, and a page that has it needn't be decoded for this. */
    private static boolean hasContent(byte[] body) {
        return MARKS.stream().anyMatch(mark -> contains(body, mark));
    }

    private static boolean contains(byte[] body, byte[] mark) {
        for (int i = 0; i <= body.length - mark.length; i++) {
            if (body[i] == mark[0] && Arrays.equals(body, i, i + mark.length, mark, 0, mark.length)) {
                return true;
            }
        }
        return false;
    }

    private static Optional<Verdict> judge(String page, Document document) {
        String title = PageText.line(document.title());
        if (CHALLENGE_TITLES.contains(title) || document.selectFirst(CHALLENGE_FORMS) != null) {
            return Optional.of(challenged(title));
        }
        document.select(FRAME).remove();
        String text = document.body().text().toLowerCase(Locale.ROOT);
        if (text.length() > NOTICE_LENGTH) {
            return Optional.empty();
        }
        // A page cut short may look like a notice: believe only a whole one that the subject is gone.
        boolean gone = PageGates.isWhole(page);
        return said(text, CHALLENGE_WORDS)
                .map(RefusalPages::challenged)
                .or(() -> gone && GONE_TITLES.contains(title) ? Optional.of(new Verdict.Gone(title)) : Optional.empty())
                .or(() -> gone ? said(text, GONE_WORDS).map(Verdict.Gone::new) : Optional.empty())
                .or(() -> said(text, LOGIN_WORDS).map(RefusalPages::challenged))
                .or(() -> GUARD_CODE.matcher(text).results().findFirst().map(code -> challenged(code.group())));
    }

    private static Optional<String> said(String text, List<String> words) {
        return words.stream().filter(text::contains).findFirst();
    }

    private static Verdict challenged(String words) {
        return new Verdict.Challenged("a page that tests for robots or asks to sign in: " + words);
    }
}
