package io.reelsync.gateway.security;

import io.reelsync.gateway.web.ApiException;
import io.reelsync.gateway.web.AuditNotes;
import io.reelsync.gateway.web.Fields;
import io.reelsync.telemetry.Texts;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.redisson.client.RedisException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Looks at names and passwords, and makes those who guess wait. */
@Component
class SignIn {
    private static final Logger log = LoggerFactory.getLogger(SignIn.class);

    private final Accounts accounts;
    private final Sessions sessions;
    private final LoginThrottle throttle;

    SignIn(Accounts accounts, Sessions sessions, LoginThrottle throttle) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.throttle = throttle;
    }

    /**
     * Whose user name and password a body has.
     *
     * @throws ApiException where there is no such account, or too many attempts were made
     */
    Account account(JsonNode body, HttpServletRequest request) {
        Fields fields = Fields.ofBody(body, Set.of("username", "password"));
        String username = fields.requiredText("username");
        String password = fields.requiredText("password");
        fields.check();
        AuditNotes.actor("?" + username);
        String address = request.getRemoteAddr();
        Accounts.Candidate candidate = accounts.candidate(username);
        countAttempt(candidate, address);
        Account account = accounts.check(candidate, password).orElseThrow(() -> {
            log.info("'{}' could not sign in from {}", Texts.cut(username, 100), address);
            return new ApiException(HttpStatus.UNAUTHORIZED, "login.refused");
        });
        forgetFailures(candidate, address);
        AuditNotes.actor(account.username());
        log.info("{} signed in from {}", account.username(), address);
        return account;
    }

    /**
     * The account of who is signed in, if the password is theirs: who has found an open screen may not guess it there
     * without end.
     *
     * @throws ApiException where it isn't, or too many attempts were made
     */
    Account confirmed(Caller user, String password, HttpServletRequest request) {
        Accounts.Candidate candidate = accounts.candidate(user.username());
        countAttempt(candidate, request.getRemoteAddr());
        Account account = accounts.check(candidate, password)
                .orElseThrow(() -> new ApiException(HttpStatus.FORBIDDEN, "password.wrong"));
        forgetFailures(candidate, request.getRemoteAddr());
        return account;
    }

    private void countAttempt(Accounts.Candidate candidate, String address) {
        try {
            throttle.attempt(candidate.throttleName(), address, knows(candidate, address))
                    .ifPresent(wait -> {
                        throw new ApiException(HttpStatus.TOO_MANY_REQUESTS, "login.throttled", wait);
                    });
        } catch (RedisException away) {
            // Uncounted guessing is worse than nobody coming in for a while.
            log.debug("Redis can't count attempts to sign in; nobody can until it answers", away);
            throw new ApiException(HttpStatus.SERVICE_UNAVAILABLE, "status.503");
        }
    }

    private void forgetFailures(Accounts.Candidate candidate, String address) {
        try {
            throttle.succeeded(candidate.throttleName(), address, knows(candidate, address));
        } catch (RedisException away) {
            log.warn("earlier failures to sign in stay counted until their window ends: {}", away.getMessage());
        }
    }

    private boolean knows(Accounts.Candidate candidate, String address) {
        Account account = candidate.account();
        return account != null && sessions.cameFrom(account, address);
    }
}
