package io.reelsync.samplesite.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reelsync.samplesite.content.Content;
import io.reelsync.samplesite.control.Misbehaviour;
import io.reelsync.samplesite.control.Misbehaviours.Rule;
import io.reelsync.samplesite.invention.Dice;
import io.reelsync.samplesite.poster.OddPictures;
import io.reelsync.samplesite.server.Reply.Manner;
import java.net.URLEncoder;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalLong;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The answers that a rule of misbehaviour asks for. */
final class MisbehavedAnswers {
    private static final String JPEG = "image/jpeg";

    private final SiteAnswers answers;
    private final Content content;

    MisbehavedAnswers(SiteAnswers answers, Content content) {
        this.answers = answers;
        this.content = content;
    }

    Reply to(SiteRequest asked, Rule rule) {
        SiteRequest plain = asked.withoutGzip();
        return switch (rule.kind()) {
            case SLOW -> answers.to(asked).sent(Manner.LATE, rule.number());
            case DRIP -> answers.to(plain).sent(Manner.ONE_BYTE_A_SECOND, 0);
            case CUT -> answers.to(plain).sent(Manner.HALF_THEN_CLOSED, 0);
            case TRUNCATED -> truncated(answers.to(plain), rule.number());
            case WRONG_TYPE -> answers.to(plain).with("Content-Type", "application/octet-stream");
            case ENORMOUS -> Reply.html(200, "").sent(Manner.STREAMED, rule.number());
            case GZIP_BOMB ->
                Reply.html(200, "").with("Content-Encoding", "gzip").sent(Manner.STREAMED_ZEROS_AS_GZIP, rule.number());
            case PICTURE_BOMB -> Reply.of(200, JPEG, OddPictures.bomb((int) rule.number()));
            case HTML_PICTURE -> Reply.of(200, JPEG, Notices.busy().getBytes(UTF_8));
            case SVG_PICTURE -> Reply.of(200, "image/svg+xml", OddPictures.drawing());
            case GARBAGE -> Reply.of(200, Reply.HTML, garbage(asked));
            case EMPTY -> Reply.html(200, "");
            case WRONG_TITLE, POISONED -> anothers(plain, rule);
            case ODD_LIST -> oddList(answers.to(plain));
            case LOST_LAYOUT, NEW_LAYOUT, FEW_LABELS, MOJIBAKE, LOSES_FACTS, TORN -> spoilt(plain, rule);
            default -> refusal(asked, rule);
        };
    }

    private Reply refusal(SiteRequest asked, Rule rule) {
        String address = asked.base() + asked.pathQuery();
        return switch (rule.kind()) {
            case UNAVAILABLE -> retryAfter(Reply.html(503, Notices.busy()), rule.argument());
            case THROTTLED -> retryAfter(Reply.html(429, Notices.busy()), rule.argument());
            case FORBIDDEN -> Reply.html(403, Notices.banned());
            case WITHHELD -> answers.json(403, Map.of("msg", "need_permission", "code", 1000));
            case UNKNOWN_CODE -> answers.json(403, Map.of("msg", "unheard_of", "code", rule.number()));
            case MERGED -> Reply.redirect(302, asked.path().replaceFirst("[0-9]+(?=/?$)", rule.argument()));
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

    /** The good list, where it is one. */
    private Reply oddList(Reply good) {
        if (good.status() != 200 || !Reply.JSON.equals(good.headers().get("Content-Type"))) {
            return good;
        }
        ObjectNode list = (ObjectNode) JsonMapper.shared().readTree(good.body());
        if (list.path("items").isEmpty()) {
            return good;
        }
        ObjectNode first = (ObjectNode) list.path("items").get(0);
        String title = first.path("title").asString();
        first.put("title", title + "很".repeat(300 - title.length()));
        ((ArrayNode) list.path("items")).insert(0, "no title");
        return answers.json(200, list);
    }

    private static byte[] garbage(SiteRequest asked) {
        Dice dice = Dice.of(asked.pathQuery().hashCode(), 0, "garbage");
        return dice.bytes(dice.between(20_000, 60_000));
    }

    /** Another title's answer, by either route; with this one's id where it is poisoned. */
    private Reply anothers(SiteRequest asked, Rule rule) {
        Reply good = answers.to(asked);
        boolean poisoned = rule.kind() == Misbehaviour.POISONED;
        OptionalLong page = SiteAnswers.subjectId(asked.path());
        OptionalLong details = SiteAnswers.detailsId(asked.path());
        if (good.status() != 200) {
            return good;
        }
        if (page.isPresent()) {
            return content.otherPage(page.getAsLong(), asked.base())
                    .map(other -> poisoned
                            ? poisoned(other, page.getAsLong())
                            : other.page().text())
                    .map(text -> good.withBody(text.getBytes(UTF_8)))
                    .orElse(good);
        }
        if (details.isPresent()) {
            return content.otherDetails(details.getAsLong(), asked.base())
                    .map(other -> answers.json(200, poisoned ? other.withId(details.getAsLong()) : other))
                    .orElse(good);
        }
        return good;
    }

    private static String poisoned(Content.OtherPage other, long id) {
        return other.page().text().replace(String.valueOf(other.id()), String.valueOf(id));
    }

    /** A good page made wrong; other addresses than a title's are answered well. */
    private Reply spoilt(SiteRequest asked, Rule rule) {
        Reply good = answers.to(asked);
        if (SiteAnswers.subjectId(asked.path()).isEmpty() || good.status() != 200) {
            return good;
        }
        String page = new String(good.body(), UTF_8);
        return good.withBody(SpoiltPages.spoil(page, rule).getBytes(UTF_8));
    }
}
