package io.reelsync.gateway.security;

import io.reelsync.database.DatabaseTime;
import io.reelsync.gateway.web.Paging;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The keys of machine clients. Whether one is good is a matter of the database's clock. */
@Component
class ApiKeys {
    private static final String GOOD = "revoked_at IS NULL AND (expires_at IS NULL OR expires_at > UTC_TIMESTAMP(3))";

    private final JdbcClient jdbc;

    ApiKeys(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Adds a new key.
     *
     * @param hash of its secret
     * @throws org.springframework.dao.DuplicateKeyException where the name is taken
     */
    void add(ApiKey key, String hash) {
        jdbc.sql("""
                        INSERT INTO api_keys (id, name, role, key_hash, created_by, created_at, expires_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?)""")
                .param(key.id())
                .param(key.name())
                .param(key.role().name())
                .param(hash)
                .param(key.createdBy())
                .param(DatabaseTime.column(key.createdAt()))
                .param(DatabaseTime.columnOrNull(key.expiresAt()))
                .update();
    }

    /** The newest first, those that were revoked or have ended included. */
    List<ApiKey> page(Paging paging) {
        return jdbc.sql("SELECT * FROM api_keys ORDER BY id DESC LIMIT ? OFFSET ?")
                .params(paging.size(), paging.offset())
                .query((row, n) -> read(row))
                .list();
    }

    long count() {
        return jdbc.sql("SELECT COUNT(*) FROM api_keys").query(Long.class).single();
    }

    Optional<ApiKey> find(long id) {
        return jdbc.sql("SELECT * FROM api_keys WHERE id = ?")
                .param(id)
                .query((row, n) -> read(row))
                .optional();
    }

    Optional<ApiKey> findGood(String hash) {
        return jdbc.sql("SELECT * FROM api_keys WHERE key_hash = ? AND " + GOOD)
                .param(hash)
                .query((row, n) -> read(row))
                .optional();
    }

    /** Whether there is a key of that id, and it is good. */
    boolean isGood(long id) {
        return jdbc.sql("SELECT COUNT(*) FROM api_keys WHERE id = ? AND " + GOOD)
                        .param(id)
                        .query(Long.class)
                        .single()
                > 0;
    }

    void recordUse(long id) {
        jdbc.sql("""
                        UPDATE api_keys SET last_used_at = UTC_TIMESTAMP(3) WHERE id = ?
                            AND (last_used_at IS NULL OR last_used_at < UTC_TIMESTAMP(3) - INTERVAL 1 MINUTE)""").param(id).update();
    }

    /** One that was revoked before stays so from the same time on. */
    void revoke(long id) {
        jdbc.sql("UPDATE api_keys SET revoked_at = UTC_TIMESTAMP(3) WHERE id = ? AND revoked_at IS NULL")
                .param(id)
                .update();
    }

    private static ApiKey read(ResultSet row) throws SQLException {
        return new ApiKey(
                row.getLong("id"),
                row.getString("name"),
                Role.valueOf(row.getString("role")),
                row.getString("created_by"),
                DatabaseTime.instant(row, "created_at"),
                DatabaseTime.instantOrNull(row, "expires_at"),
                DatabaseTime.instantOrNull(row, "last_used_at"),
                DatabaseTime.instantOrNull(row, "revoked_at"));
    }
}
