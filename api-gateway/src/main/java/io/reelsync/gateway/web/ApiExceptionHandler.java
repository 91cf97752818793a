package io.reelsync.gateway.web;

import io.reelsync.outage.Outage;
import io.reelsync.outage.RepeatedFailures;
import io.reelsync.outage.Server;
import io.reelsync.outage.Servers;
import io.reelsync.telemetry.TraceId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;

/** Turns whatever goes wrong within Spring MVC into an answer in the envelope. */
@RestControllerAdvice
class ApiExceptionHandler {
    private static final Logger log = LoggerFactory.getLogger(ApiExceptionHandler.class);

    private final Responses responses;
    private final Messages messages;
    private final ErrorHtml html;
    private final Servers servers;
    private final RepeatedFailures failures = new RepeatedFailures(log);

    ApiExceptionHandler(Responses responses, Messages messages, ErrorHtml html, Servers servers) {
        this.responses = responses;
        this.html = html;
        this.servers = servers;
        this.messages = messages;
    }

    record FieldMessage(String field, String message) {}

    @ExceptionHandler
    ResponseEntity<Object> refused(ApiException refused, HttpServletRequest request) {
        HttpHeaders headers = new HttpHeaders();
        Duration retryAfter = refused.retryAfter();
        if (retryAfter != null) {
            headers.set(
                    HttpHeaders.RETRY_AFTER,
                    Long.toString(retryAfter.plusMillis(999).toSeconds()));
        }
        String message = messages.text(messages.locale(request), refused.key(), refused.arguments());
        return responses.refusal(refused.status().value(), message, null, headers);
    }

    @ExceptionHandler
    ResponseEntity<Object> invalid(InvalidFields invalid, HttpServletRequest request) {
        Locale locale = messages.locale(request);
        List<FieldMessage> errors = invalid.fields().stream()
                .map(field -> new FieldMessage(
                        field.field(),
                        messages.text(locale, field.key(), field.arguments().toArray())))
                .toList();
        return responses.refusal(422, messages.ofStatus(locale, 422), Map.of("errors", errors), HttpHeaders.EMPTY);
    }

    @ExceptionHandler
    ResponseEntity<Object> unreadable(HttpMessageNotReadableException unreadable, HttpServletRequest request) {
        if (unreadable.contains(BodyLimit.TooLarge.class)) {
            return ofStatus(HttpStatus.CONTENT_TOO_LARGE.value(), HttpHeaders.EMPTY, request);
        }
        if (unreadable.contains(BodyLimit.TooSlow.class) || unreadable.contains(SocketTimeoutException.class)) {
            return tooSlow(request);
        }
        return ofStatus(HttpStatus.BAD_REQUEST.value(), HttpHeaders.EMPTY, request);
    }

    private ResponseEntity<Object> tooSlow(HttpServletRequest request) {
        HttpHeaders headers = new HttpHeaders();
        headers.setConnection("close");
        return ofStatus(HttpStatus.REQUEST_TIMEOUT.value(), headers, request);
    }

    /** The reader has gone: there is nobody left to answer. */
    @ExceptionHandler
    void gone(AsyncRequestNotUsableException gone) {
        log.debug("the client has gone: {}", gone.getMessage());
    }

    /** @throws Exception where an answer is under way: the container cuts it off, so that nobody takes it for a whole one */
    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> other(Exception failure, HttpServletRequest request, HttpServletResponse response)
            throws Exception {
        if (response.isCommitted()) {
            log.warn("{} {} was cut off in the middle of its answer", request.getMethod(), request.getRequestURI());
            throw failure;
        }
        if (failure instanceof ErrorResponse known) {
            return ofStatus(known.getStatusCode().value(), known.getHeaders(), request);
        }
        Optional<String> refusal = Outage.refusal(failure);
        if (refusal.isPresent()) {
            servers.refused(Server.MYSQL, refusal.get());
            String message = messages.text(messages.locale(request), "database.takes-no-writes");
            return responses.refusal(503, message, null, HttpHeaders.EMPTY);
        }
        if (Outage.ofDatabase(failure)) {
            logUnlessUnavailable(failure);
            return ofStatus(503, HttpHeaders.EMPTY, request);
        }
        log.error("{} {} failed; the client is told 500", request.getMethod(), request.getRequestURI(), failure);
        return ofStatus(500, HttpHeaders.EMPTY, request);
    }

    /** That the database is away is told elsewhere, once. */
    private void logUnlessUnavailable(Exception failure) {
        try {
            if (!servers.awayLately(Server.MYSQL)) {
                failures.tell(
                        "The database answers, but gave us no connection that lasts; clients are told 503", failure);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    ResponseEntity<Object> ofStatus(int status, HttpHeaders headers, HttpServletRequest request) {
        if (ErrorHtml.isWanted(request)) {
            return ResponseEntity.status(status)
                    .headers(headers)
                    .varyBy(HttpHeaders.ACCEPT)
                    .contentType(ErrorHtml.TYPE)
                    .body(html.page(status, request, TraceId.current()));
        }
        return responses.refusal(status, messages.ofStatus(messages.locale(request), status), null, headers);
    }
}
