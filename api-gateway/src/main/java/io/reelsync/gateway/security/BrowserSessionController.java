package io.reelsync.gateway.security;

import io.reelsync.gateway.security.Sessions.Device;
import io.reelsync.gateway.security.Sessions.Keeper;
import io.reelsync.gateway.web.ApiException;
import io.reelsync.gateway.web.AuditNotes;
import io.reelsync.gateway.web.Envelope;
import io.reelsync.gateway.web.Responses;
import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/**
 * Signing in, staying signed in, and signing out, for the control room: the refresh token is in a cookie, which counts
 * nowhere else. A browser sends it by itself, so these calls want a header that no other site's page can send.
 */
@RestController
@RequestMapping("/api/auth/session")
class BrowserSessionController {
    /** Pages of other sites would have to ask for leave to send it, which they don't get. */
    static final String OWN_PAGE = "X-Requested-With";

    private static final Logger log = LoggerFactory.getLogger(BrowserSessionController.class);

    private final SignIn signIn;
    private final Sessions sessions;
    private final AccessTokens accessTokens;
    private final SessionCookie cookie;
    private final Responses responses;

    BrowserSessionController(
            SignIn signIn, Sessions sessions, AccessTokens accessTokens, SessionCookie cookie, Responses responses) {
        this.signIn = signIn;
        this.sessions = sessions;
        this.accessTokens = accessTokens;
        this.cookie = cookie;
        this.responses = responses;
    }

    /** @param expiresIn seconds until it ends */
    record AccessToken(String accessToken, String tokenType, long expiresIn) {}

    /** Begins a session, and ends the one that the browser had. */
    @PostMapping
    ResponseEntity<Envelope<AccessToken>> begin(@RequestBody JsonNode body, HttpServletRequest request) {
        refuseOtherSites(request);
        Account account = signIn.account(body, request);
        cookie.in(request).ifPresent(sessions::endOf);
        return answer("login.done", sessions.open(account, Device.of(request), Keeper.BROWSER), request);
    }

    @PostMapping("/refresh")
    ResponseEntity<Envelope<AccessToken>> refresh(HttpServletRequest request) {
        refuseOtherSites(request);
        return cookie.in(request)
                .flatMap(token -> sessions.rotate(token, Device.of(request), Keeper.BROWSER))
                .map(session -> answer("refresh.done", session, request))
                .orElseThrow(() -> new ApiException(HttpStatus.UNAUTHORIZED, "refresh.refused"));
    }

    /** Ends the browser's session, if it has one: its access tokens may have ended long ago. */
    @DeleteMapping
    ResponseEntity<Envelope<Void>> end(HttpServletRequest request) {
        refuseOtherSites(request);
        cookie.in(request).flatMap(sessions::endOf).ifPresent(owner -> {
            AuditNotes.actor(owner.username());
            log.info("{} signed out", owner.username());
        });
        return with(cookie.forgetting(request), responses.ok("logout.done", null));
    }

    private ResponseEntity<Envelope<AccessToken>> answer(
            String key, Sessions.Opened session, HttpServletRequest request) {
        AccessTokens.Issued access = accessTokens.issue(session.account(), session.session());
        return with(
                cookie.keeping(session.refreshToken(), request),
                responses.ok(
                        key,
                        new AccessToken(
                                access.token(), "Bearer", access.goodFor().toSeconds())));
    }

    private static <T> ResponseEntity<T> with(String cookie, ResponseEntity<T> answer) {
        return ResponseEntity.status(answer.getStatusCode())
                .headers(answer.getHeaders())
                .header(HttpHeaders.SET_COOKIE, cookie)
                .body(answer.getBody());
    }

    private static void refuseOtherSites(HttpServletRequest request) {
        String from = request.getHeader("Sec-Fetch-Site");
        if (from != null && !from.equals("same-origin")) {
            throw new ApiException(HttpStatus.FORBIDDEN, "session.other-site");
        }
        if (request.getHeader(OWN_PAGE) == null) {
            throw new ApiException(HttpStatus.BAD_REQUEST, "session.own-page");
        }
    }
}
