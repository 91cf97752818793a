package io.reelsync.source.douban;

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

/**
 * The codes in which Douban's JSON says why it gives no details, sorted by whom they speak of: of us (too much, or a
 * sign-in or a test is wanted), or of the one title. Names are the site's own, from its list of codes.
 */
final class JsonCodes {
    /**
     * rate_limit_exceeded1, rate_limit_exceeded2, search_access_rate_limit, subject_ip_rate_limit; apikey_is_blocked,
     * user_has_blocked, user_locked.
     */
    private static final Set<Integer> TOO_MUCH = Set.of(111, 112, 1080, 1309, 105, 122, 128);

    /**
     * access_token_is_missing, invalid_access_token, invalid_apikey, access_token_has_expired (106, and 123 since its
     * password changed), not_trial_user, invalid_user, invalid_request_source, need_captcha; invalid_request_996 and
     * invalid_request_1287, where a signature or a referer is missing.
     */
    private static final Set<Integer> SIGN_IN_OR_TEST = Set.of(102, 103, 104, 106, 123, 110, 121, 126, 1007, 996, 1287);

    /** need_permission: guests don't see this title. */
    private static final Set<Integer> WITHHELD = Set.of(1000);

    /** target_not_found, movie_not_found. Not uri_not_found: the site may have moved the interface. */
    private static final Set<Integer> NOT_THERE = Set.of(1006, 5000);

    private JsonCodes() {}

    /** Empty where the status tells more: of an unknown code in anything but a refusal. */
    static Optional<Verdict> judge(int code, String message, Response response, @Nullable Duration retryAfter) {
        String said = "code " + code + (message.isBlank() ? "" : " " + PageText.line(message));
        if (TOO_MUCH.contains(code)) {
            return Optional.of(new Throttled(said, retryAfter));
        }
        if (SIGN_IN_OR_TEST.contains(code)) {
            return Optional.of(new Challenged(said));
        }
        if (WITHHELD.contains(code)) {
            return Optional.of(new Broken(Reason.WITHHELD, said + " from " + response.address()));
        }
        if (NOT_THERE.contains(code)) {
            return Optional.of(new Gone(said));
        }
        return switch (response.status()) {
            case 200, 400, 401, 403 ->
                Optional.of(new Broken(
                        Reason.UNKNOWN_CODE,
                        said + ", status " + response.status() + " from " + response.address(),
                        retryAfter));
            default -> Optional.empty();
        };
    }
}
