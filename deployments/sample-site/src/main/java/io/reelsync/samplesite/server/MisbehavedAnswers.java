package io.reelsync.samplesite.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reelsync.samplesite.content.Content;
import io.reelsync.samplesite.control.Misbehaviours.Rule;
import io.reelsync.samplesite.invention.Dice;
import io.reelsync.samplesite.server.Reply.Manner;
import java.net.URLEncoder;
import java.util.Arrays;
import java.util.OptionalLong;

/** The answers that a rule of misbehaviour asks for. */
final class MisbehavedAnswers {
    private final Answers answers;
    private final Content content;

    MisbehavedAnswers(Answers answers, Content content) {
        this.answers = answers;
        this.content = content;
    }

    Reply to(Asked asked, Rule rule) {
        Asked plain = asked.withoutGzip();
        return switch (rule.kind()) {
            case SLOW -> answers.to(asked).sent(Manner.LATE, rule.number());
            case DRIP -> answers.to(plain).sent(Manner.ONE_BYTE_A_SECOND, 0);
            case CUT -> answers.to(plain).sent(Manner.HALF_THEN_CLOSED, 0);
            case TRUNCATED -> truncated(answers.to(plain), rule.number());
            case WRONG_TYPE -> answers.to(plain).with("Content-Type", "application/octet-stream");
            case ENORMOUS -> Reply.html(200, "").sent(Manner.STREAMED, rule.number());
            case GZIP_BOMB ->
                Reply.html(200, "").with("Content-Encoding", "gzip").sent(Manner.STREAMED_ZEROS_AS_GZIP, rule.number());
            case GARBAGE -> Reply.of(200, Reply.HTML, garbage(asked));
            case EMPTY -> Reply.html(200, "");
            case WRONG_TITLE, POISONED, LOST_LAYOUT -> spoilt(plain, rule);
            default -> refusal(asked, rule);
        };
    }

    private static Reply refusal(Asked asked, Rule rule) {
        String address = asked.base() + asked.pathQuery();
        return switch (rule.kind()) {
            case UNAVAILABLE -> retryAfter(Reply.html(503, Notices.busy()), rule.argument());
            case THROTTLED -> retryAfter(Reply.html(429, Notices.busy()), rule.argument());
            case FORBIDDEN -> Reply.html(403, Notices.banned());
            case CHALLENGED -> Reply.redirect(302, asked.base() + "/c?r=" + URLEncoder.encode(address, UTF_8));
            case CHALLENGED_INLINE -> Reply.html(200, Notices.challenge(address));
            case LOGIN_WALL -> Reply.html(200, Notices.loginWall(address));
            case SOFT_GONE -> Reply.html(200, Notices.gone());
            case REDIRECT -> Reply.redirect(302, rule.argument());
            default -> Reply.html(500, Notices.broken());
        };
    }

    private static Reply retryAfter(Reply reply, String when) {
        return when.isEmpty() ? reply : reply.with("Retry-After", when);
    }

    private static Reply truncated(Reply good, long percent) {
        byte[] body = good.body();
        return good.withBody(Arrays.copyOf(body, (int) (body.length * percent / 100)));
    }

    private static byte[] garbage(Asked asked) {
        Dice dice = Dice.of(asked.pathQuery().hashCode(), 0, "garbage");
        return dice.bytes(dice.between(20_000, 60_000));
    }

    /** A good page made wrong; other addresses than a title's are answered well. */
    private Reply spoilt(Asked asked, Rule rule) {
        Reply good = answers.to(asked);
        OptionalLong id = Answers.subjectId(asked.path());
        if (id.isEmpty() || good.status() != 200) {
            return good;
        }
        return switch (rule.kind()) {
            case LOST_LAYOUT ->
                good.withBody(withoutInfo(new String(good.body(), UTF_8)).getBytes(UTF_8));
            case WRONG_TITLE ->
                content.otherPage(id.getAsLong(), asked.base())
                        .map(other -> good.withBody(other.page().plain()))
                        .orElse(good);
            default ->
                content.otherPage(id.getAsLong(), asked.base())
                        .map(other -> good.withBody(other.page()
                                .text()
                                .replace(String.valueOf(other.id()), String.valueOf(id.getAsLong()))
                                .getBytes(UTF_8)))
                        .orElse(good);
        };
    }

    private static String withoutInfo(String html) {
        int start = html.indexOf("<div id=\"info\"");
        int end = html.indexOf("</div>", start);
        return start < 0 || end < 0 ? html : html.substring(0, start) + html.substring(end + "</div>".length());
    }
}
