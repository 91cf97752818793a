package io.reelsync.gateway.web;

import io.reelsync.telemetry.TraceId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.util.DigestUtils;

/** Makes the envelopes, with their messages in the language of the request. */
@Component
public class Responses {
    private final Messages messages;
    private final ErrorHtml html;

    Responses(Messages messages, ErrorHtml html) {
        this.messages = messages;
        this.html = html;
    }

    public <T> ResponseEntity<Envelope<T>> ok(T data) {
        return ok("ok", data);
    }

    /** @param key the message's key in {@code messages.properties} */
    public <T> ResponseEntity<Envelope<T>> ok(String key, @Nullable T data) {
        return success(HttpStatus.OK, key, data);
    }

    /**
     * An answer that a client may keep and ask for again: with an entity tag of its data and language, by which Spring
     * answers 304 where the client has it already.
     */
    public <T> ResponseEntity<Envelope<T>> okUnlessUnchanged(T data) {
        byte[] json = ApiJson.MAPPER.writeValueAsBytes(data);
        String tag = DigestUtils.md5DigestAsHex(json) + "-"
                + LocaleContextHolder.getLocale().getLanguage();
        String message = messages.text(LocaleContextHolder.getLocale(), "ok");
        return ResponseEntity.ok()
                .eTag("W/\"" + tag + "\"")
                .cacheControl(CacheControl.noCache().cachePrivate())
                .varyBy(HttpHeaders.ACCEPT_LANGUAGE, HttpHeaders.AUTHORIZATION)
                .contentType(MediaType.APPLICATION_JSON)
                .body(new Envelope<>(0, message, data, TraceId.current()));
    }

    /**
     * What was asked for stands elsewhere now, and may come back: clients ask here again.
     *
     * @param place relative to the request's address, so that it holds behind a proxy's path too
     */
    public <T> ResponseEntity<Envelope<T>> moved(String key, String place) {
        String message = messages.text(LocaleContextHolder.getLocale(), key);
        return ResponseEntity.status(HttpStatus.TEMPORARY_REDIRECT)
                .header(HttpHeaders.LOCATION, place)
                .contentType(MediaType.APPLICATION_JSON)
                .body(new Envelope<>(0, message, null, TraceId.current()));
    }

    public <T> ResponseEntity<Envelope<T>> accepted(String key, T data) {
        return success(HttpStatus.ACCEPTED, key, data);
    }

    public <T> ResponseEntity<Envelope<T>> created(String key, T data) {
        return success(HttpStatus.CREATED, key, data);
    }

    private <T> ResponseEntity<Envelope<T>> success(HttpStatus status, String key, @Nullable T data) {
        String message = messages.text(LocaleContextHolder.getLocale(), key);
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .body(new Envelope<>(0, message, data, TraceId.current()));
    }

    /** The answer to a refused request, within Spring MVC. */
    ResponseEntity<Object> refusal(int status, String message, @Nullable Object data, HttpHeaders headers) {
        return ResponseEntity.status(status)
                .headers(headers)
                .contentType(MediaType.APPLICATION_JSON)
                .body(new Envelope<>(status, message, data, TraceId.current()));
    }

    /** Refuses a request before it has come to Spring MVC, with the status' own message. */
    public void refuse(HttpServletRequest request, HttpServletResponse response, HttpStatus status) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        String message = messages.ofStatus(messages.locale(request), status.value());
        Envelope<Void> envelope = new Envelope<>(status.value(), message, null, TraceId.current());
        response.setStatus(status.value());
        if (ErrorHtml.isWanted(request)) {
            response.setContentType(ErrorHtml.TYPE.toString());
            response.getOutputStream()
                    .write(html.page(status.value(), request, TraceId.current()).getBytes(StandardCharsets.UTF_8));
            return;
        }
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.getOutputStream()
                .write(ApiJson.MAPPER.writeValueAsString(envelope).getBytes(StandardCharsets.UTF_8));
    }
}
