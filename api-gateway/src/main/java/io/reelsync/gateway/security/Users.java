package io.reelsync.gateway.security;

import io.reelsync.database.DatabaseTime;
import io.reelsync.gateway.web.Paging;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Component;

/**
 * The users of the video service and of us, in a table that both write: a change sets the columns that it is about and
 * no other.
 */
@Component
class Users {
    private static final String SELECT = """
            SELECT id, username, password, reelsync_role, reelsync_disabled_at, created_at FROM users""";

    private final JdbcClient jdbc;

    Users(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @throws org.springframework.dao.DuplicateKeyException where the name is taken */
    User add(String username, String passwordHash, Role role, LocalDateTime now) {
        KeyHolder key = new GeneratedKeyHolder();
        jdbc.sql("""
                        INSERT INTO users (username, password, reelsync_role, created_at, updated_at)
                        VALUES (?, ?, ?, ?, ?)""").params(username, passwordHash, role.name(), now, now).update(key, "id");
        long id = Objects.requireNonNull(key.getKey()).longValue();
        return new User(id, username, passwordHash, role, false, DatabaseTime.instant(now));
    }

    /** One of those who may sign in here, or might if they weren't disabled. */
    Optional<User> find(long id) {
        return jdbc.sql(SELECT + " WHERE id = ? AND reelsync_role IS NOT NULL")
                .param(id)
                .query((row, n) -> read(row))
                .optional();
    }

    /** Whoever has that name, a visitor of the video service included. */
    Optional<User> findByUsername(String username) {
        return jdbc.sql(SELECT + " WHERE username = ?")
                .param(username)
                .query((row, n) -> read(row))
                .optional();
    }

    /** Those who may sign in here, or might if they weren't disabled, by their names. */
    List<User> page(Paging paging) {
        return jdbc.sql(SELECT + " WHERE reelsync_role IS NOT NULL ORDER BY username LIMIT ? OFFSET ?")
                .params(paging.size(), paging.offset())
                .query((row, n) -> read(row))
                .list();
    }

    long count() {
        return jdbc.sql("SELECT COUNT(*) FROM users WHERE reelsync_role IS NOT NULL")
                .query(Long.class)
                .single();
    }

    boolean existsByRole(Role role) {
        return jdbc.sql("SELECT 1 FROM users WHERE reelsync_role = ? LIMIT 1")
                .param(role.name())
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /** The ids of those of a role who may sign in, locked until the transaction ends. */
    List<Long> lockEnabled(Role role) {
        return jdbc.sql("""
                        SELECT id FROM users WHERE reelsync_role = ? AND reelsync_disabled_at IS NULL
                        ORDER BY id FOR UPDATE""").param(role.name()).query(Long.class).list();
    }

    void setRole(long id, Role role) {
        jdbc.sql("UPDATE users SET reelsync_role = ?, updated_at = UTC_TIMESTAMP(3) WHERE id = ?")
                .params(role.name(), id)
                .update();
    }

    /** One who is disabled already stays so from the same time on. */
    void disable(long id) {
        jdbc.sql("""
                        UPDATE users SET reelsync_disabled_at = COALESCE(reelsync_disabled_at, UTC_TIMESTAMP(3)),
                            updated_at = UTC_TIMESTAMP(3)
                        WHERE id = ?""").param(id).update();
    }

    void enable(long id) {
        jdbc.sql("UPDATE users SET reelsync_disabled_at = NULL, updated_at = UTC_TIMESTAMP(3) WHERE id = ?")
                .param(id)
                .update();
    }

    void setPasswordHash(long id, String hash) {
        jdbc.sql("UPDATE users SET password = ?, updated_at = UTC_TIMESTAMP(3) WHERE id = ?")
                .params(hash, id)
                .update();
    }

    private static User read(ResultSet row) throws SQLException {
        String role = row.getString("reelsync_role");
        return new User(
                row.getLong("id"),
                row.getString("username"),
                row.getString("password"),
                role == null ? null : Role.valueOf(role),
                row.getObject("reelsync_disabled_at") != null,
                DatabaseTime.instantOrNull(row, "created_at"));
    }
}
