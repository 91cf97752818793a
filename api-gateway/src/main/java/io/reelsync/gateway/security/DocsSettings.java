package io.reelsync.gateway.security;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The description of the API.
 *
 * @param open whether {@code /v3/api-docs} and {@code /swagger-ui} are for strangers too; for viewers otherwise
 */
@ConfigurationProperties("reelsync.docs")
record DocsSettings(@DefaultValue("false") boolean open) {}
