package io.reelsync.gateway.security;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/**
 * The cookie in which a browser keeps the refresh token of its session. No script can read it, and no page of another
 * site makes the browser send it. It is named after the port, since a host's ports share their cookies: two
 * installations on one machine would sign each other's users out.
 */
@Component
class SessionCookie {
    private static final String NAME = "reelsync-session-";
    /** A browser takes such a one over HTTPS alone and from the host itself alone, so that no neighbour can set it. */
    private static final String SEALED = "__Host-" + NAME;

    private final Duration goodFor;

    SessionCookie(JwtSettings settings) {
        this.goodFor = settings.refreshFor();
    }

    /** The refresh token that a request carries. Over HTTPS only that of a cookie that came over HTTPS. */
    Optional<String> in(HttpServletRequest request) {
        Optional<String> sealed = value(request, SEALED + request.getServerPort());
        return sealed.isPresent() || isSecure(request) ? sealed : value(request, NAME + request.getServerPort());
    }

    /** What makes a browser keep that refresh token. */
    String keeping(String refreshToken, HttpServletRequest request) {
        return cookie(refreshToken, goodFor, request);
    }

    /** What makes a browser forget it. */
    String forgetting(HttpServletRequest request) {
        return cookie("", Duration.ZERO, request);
    }

    private static String cookie(String value, Duration goodFor, HttpServletRequest request) {
        boolean secure = isSecure(request);
        return ResponseCookie.from((secure ? SEALED : NAME) + request.getServerPort(), value)
                .httpOnly(true)
                .secure(secure)
                .sameSite("Strict")
                .path("/")
                .maxAge(goodFor)
                .build()
                .toString();
    }

    /** A proxy may have the certificate. Whoever asks us to change something tells by its origin where its page is from. */
    private static boolean isSecure(HttpServletRequest request) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        return request.isSecure() || (origin != null && origin.startsWith("https://"));
    }

    private static Optional<String> value(HttpServletRequest request, String name) {
        Cookie @Nullable [] cookies = request.getCookies();
        return cookies == null
                ? Optional.empty()
                : Arrays.stream(cookies)
                        .filter(cookie -> cookie.getName().equals(name))
                        .map(Cookie::getValue)
                        .findFirst();
    }
}
