package io.reelsync.gateway.security;

import io.reelsync.database.DatabaseTime;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Objects;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table shared with the video service, which writes it too: only what has changed is written here. One
 * without a role is a visitor of that site alone.
 */
@Entity
@DynamicUpdate
@Table(name = "users")
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
class User {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private String username;
    private String password;

    @Column(name = "reelsync_role")
    @Enumerated(EnumType.STRING)
    private @Nullable Role role;

    @Column(name = "reelsync_disabled_at")
    private @Nullable LocalDateTime disabledAt;

    private @Nullable LocalDateTime createdAt;
    private @Nullable LocalDateTime updatedAt;

    protected User() {}

    User(String username, String passwordHash, Role role, LocalDateTime now) {
        this.username = username;
        this.password = passwordHash;
        this.role = role;
        this.createdAt = now;
        this.updatedAt = now;
    }

    long id() {
        return Objects.requireNonNull(id, "only a stored user has an id");
    }

    String username() {
        return username;
    }

    String passwordHash() {
        return password;
    }

    @Nullable
    Role role() {
        return role;
    }

    boolean disabled() {
        return disabledAt != null;
    }

    @Nullable
    Instant createdAt() {
        return DatabaseTime.instantOrNull(createdAt);
    }

    /** Null for who may not sign in here. */
    @Nullable
    Account account() {
        return role == null || disabled() ? null : new Account(id(), username, role);
    }

    void setRole(Role role, LocalDateTime now) {
        this.role = role;
        updatedAt = now;
    }

    /** One who is disabled already stays so from the same time on. */
    void disable(LocalDateTime now) {
        disabledAt = Objects.requireNonNullElse(disabledAt, now);
        updatedAt = now;
    }

    void enable(LocalDateTime now) {
        disabledAt = null;
        updatedAt = now;
    }

    void setPasswordHash(String hash, LocalDateTime now) {
        password = hash;
        updatedAt = now;
    }
}
