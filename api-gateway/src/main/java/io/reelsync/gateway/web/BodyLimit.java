package io.reelsync.gateway.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses bodies beyond what the largest sensible request needs, whether or not they announce their length, and those
 * that come so slowly that they would hold a connection for nothing.
 */
class BodyLimit extends OncePerRequestFilter {
    private final BodySettings settings;
    private final Responses responses;

    BodyLimit(BodySettings settings, Responses responses) {
        this.settings = settings;
        this.responses = responses;
    }

    /** A body that went on beyond the limit. */
    static class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** A body that took too long. */
    static class TooSlow extends IOException {
        private static final long serialVersionUID = 1L;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getContentLengthLong() > settings.largest().toBytes()) {
            responses.refuse(request, response, HttpStatus.CONTENT_TOO_LARGE);
        } else {
            chain.doFilter(new Limited(request, settings), response);
        }
    }

    private static final class Limited extends HttpServletRequestWrapper {
        private final BodySettings settings;

        private Limited(HttpServletRequest request, BodySettings settings) {
            super(request);
            this.settings = settings;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            return new LimitedStream(super.getInputStream(), settings);
        }
    }

    private static final class LimitedStream extends ServletInputStream {
        private final ServletInputStream body;
        private final long most;
        private final long until;
        private long read;

        private LimitedStream(ServletInputStream body, BodySettings settings) {
            this.body = body;
            this.most = settings.largest().toBytes();
            this.until = System.nanoTime() + settings.slowest().toNanos();
        }

        @Override
        public int read() throws IOException {
            int next = body.read();
            count(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = body.read(buffer, offset, length);
            count(count);
            return count;
        }

        private void count(int bytes) throws TooLarge, TooSlow {
            if (System.nanoTime() - until > 0) {
                throw new TooSlow();
            }
            read += Math.max(bytes, 0);
            if (read > most) {
                throw new TooLarge();
            }
        }

        @Override
        public boolean isFinished() {
            return body.isFinished();
        }

        @Override
        public boolean isReady() {
            return body.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            body.setReadListener(listener);
        }
    }
}
