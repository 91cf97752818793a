package io.reelsync.gateway.ratelimit;

import io.reelsync.gateway.web.Addresses;
import io.reelsync.gateway.web.Responses;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses requests to the API beyond what one address may make, before any work is done for them. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
class AddressLimit extends OncePerRequestFilter {
    private final RequestLimits limits;
    private final RequestSettings settings;
    private final Responses responses;

    AddressLimit(RequestLimits limits, RequestSettings settings, Responses responses) {
        this.limits = limits;
        this.settings = settings;
        this.responses = responses;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<Duration> wait = limits.take(
                RequestLimits.Policy.ADDRESS,
                Addresses.network(request.getRemoteAddr()),
                settings.perMinutePerAddress(),
                response);
        if (wait.isPresent()) {
            response.setHeader(
                    HttpHeaders.RETRY_AFTER,
                    Long.toString(wait.get().plusMillis(999).toSeconds()));
            responses.refuse(request, response, HttpStatus.TOO_MANY_REQUESTS);
        } else {
            chain.doFilter(request, response);
        }
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getServletPath().startsWith("/api/");
    }
}
