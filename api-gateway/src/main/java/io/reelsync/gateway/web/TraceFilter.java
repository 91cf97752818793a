package io.reelsync.gateway.web;

import io.reelsync.telemetry.LogContext;
import io.reelsync.telemetry.TraceId;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Gives each request its trace id before anything else sees it, and puts it on the answer. */
class TraceFilter extends OncePerRequestFilter {
    private static final String ATTRIBUTE = TraceFilter.class.getName();

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String traceId = request.getAttribute(ATTRIBUTE) instanceof String known
                ? known
                : TraceId.validOrNew(request.getHeader(TraceId.HTTP_HEADER));
        request.setAttribute(ATTRIBUTE, traceId);
        response.setHeader(TraceId.HTTP_HEADER, traceId);
        try (LogContext log = LogContext.of(traceId)) {
            chain.doFilter(request, response);
        }
    }

    /** The answer to an error is made in a dispatch of its own. */
    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }
}
