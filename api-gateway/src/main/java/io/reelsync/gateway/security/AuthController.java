package io.reelsync.gateway.security;

import io.reelsync.gateway.web.ApiException;
import io.reelsync.gateway.web.AuditNotes;
import io.reelsync.gateway.web.Envelope;
import io.reelsync.gateway.web.Fields;
import io.reelsync.gateway.web.Responses;
import io.reelsync.telemetry.Texts;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.redisson.client.RedisException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Signing in, staying signed in, and signing out. */
@RestController
@RequestMapping("/api/auth")
class AuthController {
    private static final Logger log = LoggerFactory.getLogger(AuthController.class);

    private final Accounts accounts;
    private final UserService users;
    private final Sessions sessions;
    private final AccessTokens accessTokens;
    private final LoginThrottle throttle;
    private final Responses responses;

    AuthController(
            Accounts accounts,
            UserService users,
            Sessions sessions,
            AccessTokens accessTokens,
            LoginThrottle throttle,
            Responses responses) {
        this.accounts = accounts;
        this.users = users;
        this.sessions = sessions;
        this.accessTokens = accessTokens;
        this.throttle = throttle;
        this.responses = responses;
    }

    /** Who is signed in. */
    record Me(String username, Role role) {}

    /** @param expiresIn seconds until the access token ends */
    record Tokens(String accessToken, String refreshToken, String tokenType, long expiresIn) {}

    @PostMapping("/login")
    ResponseEntity<Envelope<Tokens>> login(@RequestBody JsonNode body, HttpServletRequest request) {
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
        return responses.ok("login.done", tokens(sessions.open(account, device(request))));
    }

    @PostMapping("/refresh")
    ResponseEntity<Envelope<Tokens>> refresh(@RequestBody JsonNode body, HttpServletRequest request) {
        Fields fields = Fields.ofBody(body, Set.of("refresh_token"));
        String token = fields.requiredText("refresh_token");
        fields.check();
        return sessions.rotate(token, device(request))
                .map(session -> responses.ok("refresh.done", tokens(session)))
                .orElseThrow(() -> new ApiException(HttpStatus.UNAUTHORIZED, "refresh.refused"));
    }

    @PostMapping("/logout")
    ResponseEntity<Envelope<Void>> logout(@AuthenticationPrincipal Caller user) {
        sessions.end(session(user));
        log.info("{} signed out", user.username());
        return responses.ok("logout.done", null);
    }

    @GetMapping("/me")
    ResponseEntity<Envelope<Me>> me(@AuthenticationPrincipal Caller user) {
        return responses.ok(new Me(user.username(), user.role()));
    }

    /** Sets one's own password. All other sessions of the user end. */
    @PostMapping("/password")
    ResponseEntity<Envelope<Void>> password(
            @RequestBody JsonNode body, @AuthenticationPrincipal Caller user, HttpServletRequest request) {
        String session = session(user);
        Fields fields = Fields.ofBody(body, Set.of("current_password", "new_password"));
        String current = fields.requiredText("current_password");
        String wanted = fields.requiredText("new_password");
        UserRequest.checkPassword(fields, "new_password", wanted, user.username());
        fields.check();
        // Who has found an open screen may not guess the password at it without end.
        Accounts.Candidate candidate = accounts.candidate(user.username());
        countAttempt(candidate, request.getRemoteAddr());
        Account account = accounts.check(candidate, current)
                .orElseThrow(() -> new ApiException(HttpStatus.FORBIDDEN, "password.wrong"));
        forgetFailures(candidate, request.getRemoteAddr());
        users.setPassword(account.id(), wanted, session);
        log.info("{} has set a new password", user.username());
        return responses.ok("password.set", null);
    }

    /** A machine client has no session to end and no password to change. */
    private static String session(Caller user) {
        if (user.credential() instanceof Caller.Credential.Session session) {
            return session.id();
        }
        throw new ApiException(HttpStatus.FORBIDDEN, "key.session");
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

    private Tokens tokens(Sessions.Opened session) {
        AccessTokens.Issued access = accessTokens.issue(session.account(), session.session());
        return new Tokens(
                access.token(),
                session.refreshToken(),
                "Bearer",
                access.goodFor().toSeconds());
    }

    private static Sessions.Device device(HttpServletRequest request) {
        String agent = request.getHeader(HttpHeaders.USER_AGENT);
        return new Sessions.Device(agent == null ? null : Texts.cut(agent, 100), request.getRemoteAddr());
    }
}
