package io.reelsync.gateway.security;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which other sites' pages may call the API from a browser.
 *
 * @param origins the origins of other sites whose pages may call the API from a browser, with commas between, as
 *     {@code https://films.example}
 */
@ConfigurationProperties("reelsync.cors")
record CorsSettings(@DefaultValue List<String> origins) {
    /** @throws IllegalArgumentException where one is no single origin */
    CorsSettings {
        origins.stream()
                .filter(origin -> !origin.matches("https?://[^/*\\s]+"))
                .findFirst()
                .ifPresent(wrong -> {
                    throw new IllegalArgumentException(
                            wrong + " is no origin: give scheme, host and port, without a path or *");
                });
    }
}
