package io.reelsync.gateway.security;

import io.reelsync.database.DatabaseTime;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Objects;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/** A key of a machine client. Of its secret only the hash is kept. */
@Entity
@DynamicUpdate
@Table(name = "api_keys")
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
class ApiKey {
    @Id
    private long id;

    private String name;

    @Enumerated(EnumType.STRING)
    private Role role;

    private String keyHash;
    private String createdBy;
    private LocalDateTime createdAt;
    private @Nullable LocalDateTime expiresAt;
    private @Nullable LocalDateTime lastUsedAt;
    private @Nullable LocalDateTime revokedAt;

    protected ApiKey() {}

    ApiKey(long id, String name, Role role, String secret, String createdBy, LocalDateTime now) {
        this.id = id;
        this.name = name;
        this.role = role;
        this.keyHash = RandomSecrets.hash(secret);
        this.createdBy = createdBy;
        this.createdAt = now;
    }

    long id() {
        return id;
    }

    String name() {
        return name;
    }

    Role role() {
        return role;
    }

    String createdBy() {
        return createdBy;
    }

    Instant createdAt() {
        return DatabaseTime.instant(createdAt);
    }

    /** Null where it doesn't end by itself. */
    @Nullable
    Instant expiresAt() {
        return DatabaseTime.instantOrNull(expiresAt);
    }

    /** To the minute. */
    @Nullable
    Instant lastUsedAt() {
        return DatabaseTime.instantOrNull(lastUsedAt);
    }

    @Nullable
    Instant revokedAt() {
        return DatabaseTime.instantOrNull(revokedAt);
    }

    void endAfter(int days) {
        expiresAt = createdAt.plusDays(days);
    }

    /** One that was revoked before stays so from the same time on. */
    void revoke(LocalDateTime now) {
        revokedAt = Objects.requireNonNullElse(revokedAt, now);
    }
}
