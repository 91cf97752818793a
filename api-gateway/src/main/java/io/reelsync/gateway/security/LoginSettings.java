package io.reelsync.gateway.security;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How guessing of passwords is slowed down.
 *
 * @param failures how many failures to sign in per account and address within the window
 * @param failuresPerAddress how many failures to sign in per address within the window, whatever the account
 * @param failuresPerAccount how many failures to sign in per account within the window, from all addresses together that
 *     it was never signed in from
 * @param window how long failures to sign in are counted, from the first one
 */
@Validated
@ConfigurationProperties("reelsync.login")
record LoginSettings(
        @Min(1) @DefaultValue("5") int failures,
        @Min(1) @DefaultValue("100") int failuresPerAddress,
        @Min(1) @DefaultValue("50") int failuresPerAccount,
        @NotNull @DefaultValue("15m") Duration window) {}
