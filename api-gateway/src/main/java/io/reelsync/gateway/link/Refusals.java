package io.reelsync.gateway.link;

import io.reelsync.gateway.web.ApiException;
import io.reelsync.statement.link.LinkDecisions.Outcome;
import io.reelsync.statement.link.LinkDecisions.Refusal;
import org.springframework.http.HttpStatus;

/** How it is answered that something is not done. */
final class Refusals {
    private Refusals() {}

    /** @throws ApiException where it was refused */
    static void check(Outcome outcome) {
        Refusal refusal = outcome.refusal();
        if (refusal != null) {
            throw answer(refusal);
        }
    }

    private static ApiException answer(Refusal refusal) {
        return switch (refusal) {
            case MISSING -> ApiException.notFound();
            case ITSELF -> new ApiException(HttpStatus.UNPROCESSABLE_CONTENT, "links.itself");
            case ELSEWHERE -> new ApiException(HttpStatus.UNPROCESSABLE_CONTENT, "links.elsewhere");
            case REDIRECTED -> new ApiException(HttpStatus.CONFLICT, "links.redirected");
            case ONLY_ONE -> new ApiException(HttpStatus.CONFLICT, "links.only_one");
            case DECIDED -> new ApiException(HttpStatus.CONFLICT, "links.decided");
            case AGAINST_DECISION -> new ApiException(HttpStatus.CONFLICT, "links.against_decision");
        };
    }
}
