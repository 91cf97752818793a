package io.reelsync.gateway.security;

import io.reelsync.gateway.web.ApiException;
import io.reelsync.gateway.web.AuditNotes;
import io.reelsync.gateway.web.Envelope;
import io.reelsync.gateway.web.Fields;
import io.reelsync.gateway.web.Listing;
import io.reelsync.gateway.web.Paging;
import io.reelsync.gateway.web.PathId;
import io.reelsync.gateway.web.Responses;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Where administrators make and revoke the keys of machine clients. */
@RestController
@RequestMapping("/api/api-keys")
class ApiKeysController {
    private static final Logger log = LoggerFactory.getLogger(ApiKeysController.class);
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._ -]{0,98}[\\p{L}\\p{N}]");
    private static final int MOST_DAYS = 3650;

    private final ApiKeys keys;
    private final ApiKeyService apiKeyService;
    private final Responses responses;

    ApiKeysController(ApiKeys keys, ApiKeyService apiKeyService, Responses responses) {
        this.keys = keys;
        this.apiKeyService = apiKeyService;
        this.responses = responses;
    }

    /**
     * A key as the API tells it.
     *
     * @param key the secret; only ever in the answer to the call that made it
     */
    record KeyJson(
            String id,
            String name,
            Role role,
            String createdBy,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Instant lastUsedAt,
            @Nullable Instant revokedAt,
            @Nullable String key) {
        static KeyJson of(ApiKey key, @Nullable String secret) {
            return new KeyJson(
                    Long.toString(key.id()),
                    key.name(),
                    key.role(),
                    key.createdBy(),
                    key.createdAt(),
                    key.expiresAt(),
                    key.lastUsedAt(),
                    key.revokedAt(),
                    secret);
        }
    }

    @GetMapping
    ResponseEntity<Envelope<Listing<KeyJson>>> list(@RequestParam Map<String, String> query) {
        Fields fields = Fields.ofQuery(query, "page", "size");
        Paging paging = Paging.of(fields, query);
        fields.check();
        List<KeyJson> found =
                keys.page(paging).stream().map(key -> KeyJson.of(key, null)).toList();
        return responses.ok(new Listing<>(found, paging.page(), paging.size(), keys.count()));
    }

    @PostMapping
    ResponseEntity<Envelope<KeyJson>> create(@RequestBody JsonNode body, @AuthenticationPrincipal Caller admin) {
        Fields fields = Fields.ofBody(body, Set.of("name", "role", "expires_in_days"));
        String name = fields.requiredText("name");
        Role role = fields.choice("role", fields.requiredText("role"), Role.class);
        Integer days = fields.wholeNumber("expires_in_days", 1, MOST_DAYS);
        if (!name.isEmpty() && !NAME.matcher(name).matches()) {
            fields.refuse("name", "key.name");
        }
        fields.check();
        AuditNotes.add("key " + name + " as " + role);
        ApiKeyService.Created created = apiKeyService
                .create(name, Objects.requireNonNull(role), days, admin.username())
                .orElseThrow(() -> new ApiException(HttpStatus.CONFLICT, "key.taken"));
        log.info("{} has made API key {} as {}", admin.username(), name, role);
        return responses.created("key.created", KeyJson.of(created.key(), created.secret()));
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Envelope<KeyJson>> revoke(@PathVariable String id, @AuthenticationPrincipal Caller admin) {
        ApiKey key = PathId.parse(id).flatMap(apiKeyService::revoke).orElseThrow(ApiException::notFound);
        AuditNotes.add("key " + key.name());
        log.info("{} has revoked API key {}", admin.username(), key.name());
        return responses.ok("key.revoked", KeyJson.of(key, null));
    }
}
