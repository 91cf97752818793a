package io.reelsync.gateway.security;

import com.github.f4b6a3.tsid.TsidCreator;
import io.reelsync.outage.Outage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The keys of machine clients. Of a key only its hash is kept; whoever made it saw it once. */
@Component
class ApiKeys {
    private static final Logger log = LoggerFactory.getLogger(ApiKeys.class);
    private static final String PREFIX = "rsk_";
    private static final int MOST_CHARACTERS = 100;

    private final JdbcClient jdbc;
    private final Secrets secrets;

    ApiKeys(JdbcClient jdbc, Secrets secrets) {
        this.jdbc = jdbc;
        this.secrets = secrets;
    }

    /**
     * A key, without its secret.
     *
     * @param expiresAt null where it doesn't end by itself
     * @param lastUsedAt to the minute
     */
    record ApiKey(
            long id,
            String name,
            Role role,
            String createdBy,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Instant lastUsedAt,
            @Nullable Instant revokedAt) {}

    /** A new key. Nobody can be told its secret again. */
    record Created(ApiKey key, String secret) {}

    static boolean looksLikeOne(String secret) {
        return secret.startsWith(PREFIX) && secret.length() <= MOST_CHARACTERS;
    }

    /**
     * Makes a key.
     *
     * @param days after which it ends; null for never
     * @return empty where the name is taken
     */
    Optional<Created> create(String name, Role role, @Nullable Integer days, String createdBy) {
        long id = TsidCreator.getTsid().toLong();
        String secret = PREFIX + secrets.random();
        try {
            jdbc.sql("""
                            INSERT INTO api_keys (id, name, role, key_hash, created_by, created_at, expires_at)
                            VALUES (?, ?, ?, ?, ?, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3) + INTERVAL ? DAY)""")
                    .param(id)
                    .param(name)
                    .param(role.name())
                    .param(Secrets.hash(secret))
                    .param(createdBy)
                    .param(days)
                    .update();
        } catch (DuplicateKeyException taken) {
            return Optional.empty();
        }
        return find(id).map(key -> new Created(key, secret));
    }

    /** The key of a secret where it is good, noted as used. */
    Optional<ApiKey> use(String secret) {
        Optional<ApiKey> key = jdbc.sql("SELECT * FROM api_keys WHERE key_hash = ? AND " + GOOD)
                .param(Secrets.hash(secret))
                .query(ApiKeys::read)
                .optional();
        key.ifPresent(this::noteUse);
        return key;
    }

    /** A key that is good stays so while nobody can note that it was used. */
    private void noteUse(ApiKey used) {
        try {
            jdbc.sql("""
                            UPDATE api_keys SET last_used_at = UTC_TIMESTAMP(3) WHERE id = ?
                            AND (last_used_at IS NULL OR last_used_at < UTC_TIMESTAMP(3) - INTERVAL 1 MINUTE)""").param(used.id()).update();
        } catch (DataAccessException failure) {
            if (Outage.refusal(failure).isEmpty()) {
                throw failure;
            }
            log.debug("the use of key {} could not be noted", used.name(), failure);
        }
    }

    private static final String GOOD = "revoked_at IS NULL AND (expires_at IS NULL OR expires_at > UTC_TIMESTAMP(3))";

    boolean stands(long id) {
        return jdbc.sql("SELECT 1 FROM api_keys WHERE id = ? AND " + GOOD)
                .param(id)
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /** All keys, the newest first, those that were revoked or have ended included. */
    List<ApiKey> page(int size, long offset) {
        return jdbc.sql("SELECT * FROM api_keys ORDER BY id DESC LIMIT ? OFFSET ?")
                .params(size, offset)
                .query(ApiKeys::read)
                .list();
    }

    long count() {
        return jdbc.sql("SELECT COUNT(*) FROM api_keys").query(Long.class).single();
    }

    /** Ends a key at once; empty where there is none. One that was revoked before stays so. */
    Optional<ApiKey> revoke(long id) {
        jdbc.sql("UPDATE api_keys SET revoked_at = UTC_TIMESTAMP(3) WHERE id = ? AND revoked_at IS NULL")
                .param(id)
                .update();
        return find(id);
    }

    private Optional<ApiKey> find(long id) {
        return jdbc.sql("SELECT * FROM api_keys WHERE id = ?")
                .param(id)
                .query(ApiKeys::read)
                .optional();
    }

    private static ApiKey read(ResultSet row, int n) throws SQLException {
        return new ApiKey(
                row.getLong("id"),
                row.getString("name"),
                Role.valueOf(row.getString("role")),
                row.getString("created_by"),
                row.getObject("created_at", LocalDateTime.class).toInstant(ZoneOffset.UTC),
                instant(row, "expires_at"),
                instant(row, "last_used_at"),
                instant(row, "revoked_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        LocalDateTime time = row.getObject(column, LocalDateTime.class);
        return time == null ? null : time.toInstant(ZoneOffset.UTC);
    }
}
