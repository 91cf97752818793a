package io.reelsync.gateway.security;

import io.reelsync.gateway.security.Sessions.Device;
import io.reelsync.gateway.security.Sessions.Keeper;
import io.reelsync.gateway.web.ApiException;
import io.reelsync.gateway.web.Envelope;
import io.reelsync.gateway.web.Fields;
import io.reelsync.gateway.web.Responses;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Signing in, staying signed in, and signing out, for programs. */
@RestController
@RequestMapping("/api/auth")
class AuthController {
    private static final Logger log = LoggerFactory.getLogger(AuthController.class);

    private final SignIn signIn;
    private final UserService users;
    private final Sessions sessions;
    private final AccessTokens accessTokens;
    private final Responses responses;

    AuthController(
            SignIn signIn, UserService users, Sessions sessions, AccessTokens accessTokens, Responses responses) {
        this.signIn = signIn;
        this.users = users;
        this.sessions = sessions;
        this.accessTokens = accessTokens;
        this.responses = responses;
    }

    /** Who is signed in. */
    record Me(String username, Role role) {}

    /** @param expiresIn seconds until the access token ends */
    record Tokens(String accessToken, String refreshToken, String tokenType, long expiresIn) {}

    @PostMapping("/login")
    ResponseEntity<Envelope<Tokens>> login(@RequestBody JsonNode body, HttpServletRequest request) {
        Account account = signIn.account(body, request);
        return responses.ok("login.done", tokens(sessions.open(account, Device.of(request), Keeper.PROGRAM)));
    }

    @PostMapping("/refresh")
    ResponseEntity<Envelope<Tokens>> refresh(@RequestBody JsonNode body, HttpServletRequest request) {
        Fields fields = Fields.ofBody(body, Set.of("refresh_token"));
        String token = fields.requiredText("refresh_token");
        fields.check();
        return sessions.rotate(token, Device.of(request), Keeper.PROGRAM)
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
        Account account = signIn.confirmed(user, current, request);
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

    private Tokens tokens(Sessions.Opened session) {
        AccessTokens.Issued access = accessTokens.issue(session.account(), session.session());
        return new Tokens(
                access.token(),
                session.refreshToken(),
                "Bearer",
                access.goodFor().toSeconds());
    }
}
