package io.reelsync.gateway.security;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The tokens.
 *
 * @param keys {@code kid:base64} keys of 32 bytes or more with commas between, the same for all gateways: the first
 *     signs, all verify. Put a new key first, and remove an old one once the tokens that it signed have ended; needed
 * @param accessFor how long an access token is good for
 * @param refreshFor how long a session lives without being used
 */
@Validated
@ConfigurationProperties("reelsync.jwt")
record JwtSettings(
        @DefaultValue("") String keys,
        @NotNull @DefaultValue("15m") Duration accessFor,
        @NotNull @DefaultValue("30d") Duration refreshFor) {
    @Override
    public String toString() {
        return "JwtSettings[accessFor=" + accessFor + ", refreshFor=" + refreshFor + "]";
    }
}
