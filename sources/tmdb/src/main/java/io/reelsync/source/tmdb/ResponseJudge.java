package io.reelsync.source.tmdb;

import io.reelsync.source.Reason;
import io.reelsync.source.Response;
import io.reelsync.source.Verdict;
import io.reelsync.source.Verdict.Broken;
import io.reelsync.source.Verdict.Gone;
import io.reelsync.source.Verdict.Page;
import io.reelsync.source.Verdict.Throttled;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;

/** Tells what kind of answer TMDB gave: by the code in it where it says one, else by its status. */
final class ResponseJudge {
    /** Answers that only say why they refuse are far shorter. */
    private static final int SHORT_JSON = 8 * 1024;

    private final Clock clock;

    ResponseJudge(Clock clock) {
        this.clock = clock;
    }

    Verdict judge(Response response) {
        return code(response).orElseGet(() -> byStatus(response));
    }

    private Verdict byStatus(Response response) {
        int status = response.status();
        return switch (status) {
            case 200 -> content(response);
            case 401 -> ErrorCodes.tokenRefused("status 401");
            case 404, 410 -> new Gone(status + ", not found");
            case 403, 429 -> new Throttled("status " + status, response.retryAfter(clock));
            case 503 ->
                response.header("Retry-After").isPresent()
                        ? new Throttled("status 503", response.retryAfter(clock))
                        : error(response);
            // Nor is a redirect followed: the API has none, and the token is for nobody else.
            default -> error(response);
        };
    }

    private Verdict error(Response response) {
        return new Broken(
                Reason.BAD_STATUS,
                "status " + response.status() + " from " + response.address(),
                response.retryAfter(clock));
    }

    private static Verdict content(Response response) {
        String type = response.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        if (!type.isEmpty() && !type.contains("json")) {
            return new Broken(Reason.WRONG_CONTENT_TYPE, "'" + type + "' from " + response.address());
        }
        return response.text().isBlank()
                ? new Broken(Reason.TRUNCATED, "an empty answer from " + response.address())
                : new Page();
    }

    /** What has a number of its own is a title, and what has results a list, whatever else they hold. */
    private Optional<Verdict> code(Response response) {
        if (response.body().length > SHORT_JSON) {
            return Optional.empty();
        }
        return ApiJson.objectIn(response.body())
                .filter(said -> said.has("status_code") && !said.has("id") && !said.has("results"))
                .flatMap(said -> ErrorCodes.judge(said, response, response.retryAfter(clock)));
    }
}
