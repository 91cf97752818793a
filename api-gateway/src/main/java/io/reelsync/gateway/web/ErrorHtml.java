package io.reelsync.gateway.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;
import org.springframework.web.util.HtmlUtils;

/** What a browser is shown where there is no such page. Programs, and all who ask the API, get the envelope. */
@Component
class ErrorHtml {
    /** No address of ours is as deep as that. */
    private static final int DEEPEST = 20;

    static final MediaType TYPE = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

    private final Messages messages;
    private final String template;

    ErrorHtml(Messages messages) {
        this.messages = messages;
        try {
            template = new ClassPathResource("error.html", ErrorHtml.class).getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /** Whether whoever asks would rather read a page than JSON. */
    static boolean isWanted(HttpServletRequest request) {
        String path = path(request);
        return List.of("GET", "HEAD").contains(request.getMethod())
                && !path.equals("/api")
                && !path.startsWith("/api/")
                && prefersHtml(request.getHeader("Accept"));
    }

    private static boolean prefersHtml(@Nullable String accept) {
        if (accept == null) {
            return false;
        }
        try {
            List<MediaType> accepted = MediaType.parseMediaTypes(accept);
            double html = quality(accepted, MediaType.TEXT_HTML);
            return html > 0 && html >= quality(accepted, MediaType.APPLICATION_JSON);
        } catch (InvalidMediaTypeException unreadable) {
            return false;
        }
    }

    /** As far as a type is named itself: who takes anything is no browser. */
    private static double quality(List<MediaType> accepted, MediaType type) {
        return accepted.stream()
                .filter(type::equalsTypeAndSubtype)
                .mapToDouble(MediaType::getQualityValue)
                .max()
                .orElse(0);
    }

    /** The address that was asked for, in whatever dispatch of the request this is. */
    private static String path(HttpServletRequest request) {
        Object asked = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        return Objects.requireNonNullElse(asked instanceof String uri ? uri : request.getRequestURI(), "/");
    }

    String page(int status, HttpServletRequest request, String traceId) {
        Locale locale = messages.locale(request);
        // Relative, so that it holds behind a proxy's path too.
        int depth = Math.min(StringUtils.countOccurrencesOf(path(request), "/") - 1, DEEPEST);
        String room = depth > 0 ? "../".repeat(depth) : "./";
        return template.replace("{lang}", locale.getLanguage())
                .replace("{status}", Integer.toString(status))
                .replace("{message}", HtmlUtils.htmlEscape(messages.ofStatus(locale, status), "UTF-8"))
                .replace("{back}", HtmlUtils.htmlEscape(messages.text(locale, "page.back"), "UTF-8"))
                .replace("{trace}", HtmlUtils.htmlEscape(traceId, "UTF-8"))
                .replace("{room}", room);
    }
}
