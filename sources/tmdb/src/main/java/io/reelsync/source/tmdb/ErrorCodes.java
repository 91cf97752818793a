package io.reelsync.source.tmdb;

import io.reelsync.source.PageText;
import io.reelsync.source.Reason;
import io.reelsync.source.Response;
import io.reelsync.source.Verdict;
import io.reelsync.source.Verdict.Broken;
import io.reelsync.source.Verdict.Challenged;
import io.reelsync.source.Verdict.Gone;
import io.reelsync.source.Verdict.Throttled;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The codes in which TMDB says why it gives nothing, sorted by whom they speak of: of us, or of the one title. */
final class ErrorCodes {
    /**
     * Authentication failed (3, 14), invalid key (7), suspended key (10), account disabled (31) or not verified (32),
     * invalid token (35), no permission (36, 38), user suspended (45).
     */
    private static final Set<Integer> TOKEN_REFUSED = Set.of(3, 7, 10, 14, 31, 32, 35, 36, 38, 45);

    /** Over the rate (25), service offline (9), maintenance (46). */
    private static final Set<Integer> NOT_NOW = Set.of(25, 9, 46);

    /** Invalid id (6), entry not found (21), resource not found (34). */
    private static final Set<Integer> NOT_THERE = Set.of(6, 21, 34);

    /** Internal error (11), failed (15), and what stands behind the API gave no answer (24, 43) or a bad one (44). */
    private static final Set<Integer> ERROR = Set.of(11, 15, 24, 43, 44);

    /** The resource is private (39). */
    private static final Set<Integer> WITHHELD = Set.of(39);

    private ErrorCodes() {}

    /** Empty where the answer says no code, or one that says no more than its status does. */
    static Optional<Verdict> judge(JsonNode said, Response response, @Nullable Duration retryAfter) {
        int code = ApiJson.count(said, "status_code").orElse(0);
        String message = PageText.line(ApiJson.text(said, "status_message").orElse(""));
        String why = "code " + code + (message.isEmpty() ? "" : " " + message);
        if (TOKEN_REFUSED.contains(code)) {
            return Optional.of(tokenRefused(why));
        }
        if (NOT_NOW.contains(code)) {
            return Optional.of(new Throttled(why, retryAfter));
        }
        if (NOT_THERE.contains(code)) {
            return Optional.of(new Gone(why));
        }
        if (WITHHELD.contains(code)) {
            return Optional.of(new Broken(Reason.WITHHELD, why + " from " + response.address()));
        }
        if (ERROR.contains(code)) {
            return Optional.of(new Broken(Reason.BAD_STATUS, why + " from " + response.address(), retryAfter));
        }
        boolean refusal = response.status() == 200 || response.status() == 401 || response.status() == 403;
        return code == 0 || !refusal
                ? Optional.empty()
                : Optional.of(new Broken(
                        Reason.UNKNOWN_CODE,
                        why + ", status " + response.status() + " from " + response.address(),
                        retryAfter));
    }

    /** To be signed in with another token is what TMDB asks of us: nothing passes until a person has seen to it. */
    static Verdict tokenRefused(String why) {
        return new Challenged("the token is refused (" + why + "): set REELSYNC_TMDB_TOKEN to one that TMDB takes");
    }
}
