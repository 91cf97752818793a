package io.reelsync.gateway.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.i18n.AcceptHeaderLocaleResolver;

/** The messages for people, in Chinese and English; Chinese where the request names neither. */
@Component
class Messages {
    private final ResourceBundleMessageSource texts = new ResourceBundleMessageSource();
    private final AcceptHeaderLocaleResolver languages = new AcceptHeaderLocaleResolver();

    Messages() {
        texts.setBasename("io/reelsync/gateway/web/messages");
        texts.setDefaultEncoding("UTF-8");
        texts.setFallbackToSystemLocale(false);
        texts.setAlwaysUseMessageFormat(true);
        languages.setSupportedLocales(List.of(Locale.CHINESE, Locale.ENGLISH));
        languages.setDefaultLocale(Locale.CHINESE);
    }

    AcceptHeaderLocaleResolver languages() {
        return languages;
    }

    Locale locale(HttpServletRequest request) {
        return languages.resolveLocale(request);
    }

    String text(Locale locale, String key, Object... arguments) {
        return texts.getMessage(key, arguments, locale);
    }

    /** The message of an HTTP status; those without one of their own have that of their class. */
    String ofStatus(Locale locale, int status) {
        String general = text(locale, status < 500 ? "status.400" : "status.500");
        String own = texts.getMessage("status." + status, null, general, locale);
        return own == null ? general : own;
    }
}
