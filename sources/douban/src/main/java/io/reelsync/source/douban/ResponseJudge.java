package io.reelsync.source.douban;

import io.reelsync.source.Reason;
import io.reelsync.source.Response;
import io.reelsync.source.Verdict;
import io.reelsync.source.Verdict.Broken;
import io.reelsync.source.Verdict.Challenged;
import io.reelsync.source.Verdict.Gone;
import io.reelsync.source.Verdict.Page;
import io.reelsync.source.Verdict.Throttled;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tells what kind of answer Douban gave, cheaply: by status, headers, address, and marks near a page's beginning. */
final class ResponseJudge {
    /** Answers of the JSON interface that only say why they refuse are far shorter. */
    private static final int SHORT_JSON = 8 * 1024;

    private static final String JSON_PATH = "/rexxar/api/";
    private static final Pattern WISH_PATH = Pattern.compile(".*/people/[^/]+/wish/?");

    /** What keeps a guest from a list that its owner doesn't show to everybody. */
    static final String NEEDS_COOKIE = "A private wish list needs a cookie: set REELSYNC_DOUBAN_COOKIE to that of a"
            + " browser which is signed in and may see it";

    private final JsonMapper json = new JsonMapper();
    /** The bar above each of the site's pages, and what it shows to somebody who is signed in. */
    private static final byte[] BAR = ascii("id=\"db-global-nav\"");

    private static final byte[] ACCOUNT = ascii("nav-user-account");

    private final boolean signedIn;
    private final Clock clock;

    /** @param signedIn whether requests carry the cookie of somebody who is signed in */
    ResponseJudge(boolean signedIn, Clock clock) {
        this.signedIn = signedIn;
        this.clock = clock;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    Verdict judge(Response response) {
        Optional<Verdict> told = code(response);
        if (told.isPresent()) {
            return told.get();
        }
        int status = response.status();
        return switch (status) {
            case 204 -> new Gone("204, no content");
            case 404, 410 -> new Gone(status + ", not found");
            // 418 is what Douban says to programs that it takes for robots
            case 403, 418, 429 -> new Throttled("status " + status, response.retryAfter(clock));
            case 503 -> unavailable(response);
            default -> {
                if (status >= 300 && status < 400) {
                    yield redirect(response);
                }
                yield status == 200
                        ? content(response)
                        : new Broken(
                                Reason.BAD_STATUS,
                                "status " + status + " from " + response.address(),
                                response.retryAfter(clock));
            }
        };
    }

    private Verdict unavailable(Response response) {
        return response.header("Retry-After").isPresent()
                ? new Throttled("status 503", response.retryAfter(clock))
                : new Broken(Reason.BAD_STATUS, "status 503 from " + response.address());
    }

    private Verdict redirect(Response response) {
        String location = response.header("Location").orElse("");
        if (!signedIn && isWishList(response) && RefusalPages.isSignIn(location)) {
            // Speaks of the list, not of us.
            return new Broken(Reason.WITHHELD, NEEDS_COOKIE);
        }
        if (RefusalPages.isAddress(location)) {
            return new Challenged("redirected to " + RefusalPages.withoutQuery(location));
        }
        return new Broken(
                Reason.BAD_REDIRECT,
                response.status() + " to " + (location.isEmpty() ? "nowhere" : RefusalPages.withoutQuery(location)));
    }

    private static boolean isWishList(Response response) {
        String path = response.address().getPath();
        return path != null && WISH_PATH.matcher(path).matches();
    }

    private Verdict content(Response response) {
        if (RefusalPages.isAddress(response.address().toString())) {
            return new Challenged("redirected to "
                    + RefusalPages.withoutQuery(response.address().toString()));
        }
        String type = response.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        boolean html = type.isEmpty() || type.contains("html");
        if (html || type.startsWith("text/")) {
            Optional<Verdict> notice = RefusalPages.judge(response);
            if (notice.isPresent()) {
                return notice.get();
            }
        }
        if (signedIn && isForStrangers(response)) {
            return new Challenged(
                    "the cookie in REELSYNC_DOUBAN_COOKIE has ended: set that of a browser which is signed in,"
                            + " or none");
        }
        boolean asked = isJsonAsked(response) ? type.isEmpty() || type.contains("json") : html;
        if (!asked) {
            return new Broken(Reason.WRONG_CONTENT_TYPE, "'" + type + "' from " + response.address());
        }
        return isBlank(response.body())
                ? new Broken(Reason.TRUNCATED, "an empty answer from " + response.address())
                : new Page();
    }

    private static boolean isForStrangers(Response response) {
        boolean signedOut = response.header("Set-Cookie")
                .filter(cookie -> cookie.replace("\"", "").contains("dbcl2=deleted"))
                .isPresent();
        return signedOut || contains(response.body(), BAR) && !contains(response.body(), ACCOUNT);
    }

    private static boolean contains(byte[] body, byte[] part) {
        for (int at = 0; at <= body.length - part.length; at++) {
            if (body[at] == part[0] && Arrays.equals(body, at, at + part.length, part, 0, part.length)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isJsonAsked(Response response) {
        String path = response.address().getPath();
        return path != null && path.contains(JSON_PATH);
    }

    /** What a JSON answer says in a code of its own, whatever its status. */
    private Optional<Verdict> code(Response response) {
        if (response.body().length > SHORT_JSON || !startsWithBrace(response.body())) {
            return Optional.empty();
        }
        try {
            JsonNode said = json.readTree(response.body());
            int code = said.path("code").asInt(0);
            // What has a number of its own is a title, whatever else it holds.
            return code == 0 || said.has("id")
                    ? Optional.empty()
                    : JsonCodes.judge(code, said.path("msg").asString(""), response, response.retryAfter(clock));
        } catch (JacksonException notJson) {
            return Optional.empty();
        }
    }

    private static boolean startsWithBrace(byte[] body) {
        return new String(body, StandardCharsets.UTF_8).stripLeading().startsWith("{");
    }

    private static boolean isBlank(byte[] body) {
        for (byte b : body) {
            if (b > ' ' || b < 0) {
                return false;
            }
        }
        return true;
    }
}
