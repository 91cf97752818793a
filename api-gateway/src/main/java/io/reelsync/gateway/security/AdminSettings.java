package io.reelsync.gateway.security;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The first administrator.
 *
 * @param password the password of {@code admin}; needed at the first start only
 */
@ConfigurationProperties("reelsync.admin")
record AdminSettings(@DefaultValue("") String password) {
    @Override
    public String toString() {
        return "AdminSettings[]";
    }
}
