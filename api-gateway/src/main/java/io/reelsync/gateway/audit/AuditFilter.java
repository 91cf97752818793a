package io.reelsync.gateway.audit;

import io.reelsync.gateway.security.Caller;
import io.reelsync.gateway.web.AuditNotes;
import io.reelsync.outage.Outage;
import io.reelsync.telemetry.TraceId;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Writes each call that would change something to the audit log, once it is answered: those of users and keys, refused
 * ones included, and every attempt to sign in. Strangers' other calls are refused before they could mean anything, and
 * would only fill the log.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 5)
class AuditFilter extends OncePerRequestFilter {
    private static final Logger log = LoggerFactory.getLogger(AuditFilter.class);
    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");
    /** A question that is too long for an address: it changes nothing. */
    private static final String QUESTION = "/api/sync/understand";

    private final AuditLog audit;

    AuditFilter(AuditLog audit) {
        this.audit = audit;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } finally {
            String actor = actor(request);
            if (actor != null
                    && !READS.contains(request.getMethod())
                    && !request.getServletPath().equals(QUESTION)) {
                write(new Call(
                        actor,
                        request.getRemoteAddr(),
                        request.getMethod(),
                        request.getServletPath(),
                        response.getStatus(),
                        (String) request.getAttribute(AuditNotes.detailAttribute()),
                        TraceId.current()));
            }
        }
    }

    private static @Nullable String actor(HttpServletRequest request) {
        return Caller.of(request).map(Caller::username).orElseGet(() ->
                (String) request.getAttribute(AuditNotes.actorAttribute()));
    }

    /** The call has been made, and the log's own line tells of it where the database can't. */
    private void write(Call call) {
        try {
            audit.add(call);
        } catch (RuntimeException failure) {
            if (Outage.ofDatabase(failure)) {
                log.warn("the audit log could not be written ({}): {}", Outage.words(failure), call);
                return;
            }
            log.warn("the audit log could not be written: {}", call, failure);
        }
    }
}
