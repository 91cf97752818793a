package io.reelsync.gateway.security;

import io.reelsync.outage.Outage;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.web.authentication.AuthenticationConverter;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Tells who makes a request by the access token or API key in its one Authorization header, and nowhere else. */
@Component
class BearerTokens implements AuthenticationConverter, AuthenticationManager {
    private static final String SCHEME = "Bearer ";

    private final Credentials credentials;

    BearerTokens(Credentials credentials) {
        this.credentials = credentials;
    }

    @Override
    public @Nullable Authentication convert(HttpServletRequest request) {
        List<String> headers = Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION));
        if (headers.isEmpty()) {
            return null;
        }
        String header = headers.get(0);
        if (headers.size() > 1 || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw new BadCredentialsException("not one bearer token");
        }
        return UsernamePasswordAuthenticationToken.unauthenticated(null, header.substring(SCHEME.length()));
    }

    @Override
    public Authentication authenticate(Authentication request) {
        Caller user = find(String.valueOf(request.getCredentials()))
                .orElseThrow(() -> new BadCredentialsException("not a good token or key"));
        return authenticated(user);
    }

    static Authentication authenticated(Caller user) {
        return UsernamePasswordAuthenticationToken.authenticated(
                user, null, AuthorityUtils.createAuthorityList("ROLE_" + user.role()));
    }

    private Optional<Caller> find(String secret) {
        return orNobody(() -> credentials.find(secret));
    }

    /** Without the database nobody knows whether a credential still stands, and nobody is let in. */
    static <T> T orNobody(Supplier<T> look) {
        try {
            return look.get();
        } catch (DataAccessException | TransactionException failure) {
            if (Outage.ofDatabase(failure)) {
                throw new AuthenticationServiceException("no credential can be looked at", failure);
            }
            throw failure;
        }
    }
}
