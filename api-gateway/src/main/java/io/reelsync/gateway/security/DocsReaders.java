package io.reelsync.gateway.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.AuthenticationConverter;
import org.springframework.stereotype.Component;

/**
 * Tells who reads the description of the API by the cookie of their session: a browser that goes to a page sends nothing
 * else. To read is all that the cookie is good for, and no other site's page gets to see what it reads.
 */
@Component
class DocsReaders implements AuthenticationConverter {
    private final SessionCookie cookie;
    private final Sessions sessions;

    DocsReaders(SessionCookie cookie, Sessions sessions) {
        this.cookie = cookie;
        this.sessions = sessions;
    }

    static boolean isDocs(String path) {
        return path.startsWith("/v3/api-docs") || path.startsWith("/swagger-ui");
    }

    @Override
    public @Nullable Authentication convert(HttpServletRequest request) {
        if (!isDocs(request.getServletPath()) || !request.getMethod().equals("GET")) {
            return null;
        }
        Optional<String> token = cookie.in(request);
        return BearerTokens.orNobody(() -> token.flatMap(sessions::peek))
                .map(held -> BearerTokens.authenticated(new Caller(
                        held.account().username(),
                        held.account().role(),
                        new Caller.Credential.Session(held.session()),
                        held.until())))
                .orElse(null);
    }
}
