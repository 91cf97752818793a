package io.reelsync.gateway.security;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Manages those who may sign in here. Visitors of the video service, who have no role, are none of them. */
@Component
class Users {
    private static final String SELECT = """
            SELECT u.id, u.username, u.reelsync_role, u.reelsync_disabled_at, u.created_at,
                (SELECT COUNT(DISTINCT t.reelsync_family) FROM user_tokens t
                    WHERE t.user_id = u.id AND t.is_active = 1 AND t.reelsync_family IS NOT NULL
                        AND t.expires_at > UTC_TIMESTAMP(3)) sessions
            FROM users u WHERE u.reelsync_role IS NOT NULL""";

    private final JdbcClient jdbc;
    private final Accounts accounts;
    private final Sessions sessions;

    Users(JdbcClient jdbc, Accounts accounts, Sessions sessions) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.sessions = sessions;
    }

    /**
     * Someone who may sign in, or might if they weren't disabled.
     *
     * @param sessions how many are open
     */
    record User(
            long id,
            String username,
            Role role,
            boolean disabled,
            @Nullable Instant createdAt,
            int sessions) {}

    /** What is to change; null for what stays. */
    record Change(
            @Nullable Role role,
            @Nullable Boolean disabled,
            @Nullable String password) {}

    /** How a change went. */
    enum Outcome {
        DONE,
        NO_SUCH_USER,
        /** There would be no administrator left who can sign in. */
        LAST_ADMIN
    }

    List<User> page(int size, long offset) {
        return jdbc.sql(SELECT + " ORDER BY u.username LIMIT ? OFFSET ?")
                .params(size, offset)
                .query(Users::read)
                .list();
    }

    long count() {
        return jdbc.sql("SELECT COUNT(*) FROM users WHERE reelsync_role IS NOT NULL")
                .query(Long.class)
                .single();
    }

    Optional<User> find(long id) {
        return jdbc.sql(SELECT + " AND u.id = ?").param(id).query(Users::read).optional();
    }

    /** Adds a user; empty where the name is taken, be it by a visitor of the video service. */
    Optional<User> create(String username, String password, Role role) {
        if (!accounts.addIfAbsent(username, password, role)) {
            return Optional.empty();
        }
        return jdbc.sql("SELECT id FROM users WHERE username = ?")
                .param(username)
                .query(Long.class)
                .optional()
                .flatMap(this::find);
    }

    /** Changes a user. Who is disabled or has a new password is signed out everywhere at once. */
    @Transactional
    Outcome change(long id, Change change) {
        // All administrators are locked first, so that two changes at once can't take away the last one together.
        List<Long> admins = jdbc.sql("""
                        SELECT id FROM users WHERE reelsync_role = 'ADMIN' AND reelsync_disabled_at IS NULL
                        ORDER BY id FOR UPDATE""").query(Long.class).list();
        if (find(id).isEmpty()) {
            return Outcome.NO_SUCH_USER;
        }
        boolean stepsDown =
                Boolean.TRUE.equals(change.disabled()) || (change.role() != null && change.role() != Role.ADMIN);
        if (stepsDown && admins.equals(List.of(id))) {
            return Outcome.LAST_ADMIN;
        }
        if (change.role() != null) {
            jdbc.sql("UPDATE users SET reelsync_role = ?, updated_at = UTC_TIMESTAMP(3) WHERE id = ?")
                    .params(change.role().name(), id)
                    .update();
        }
        if (change.disabled() != null) {
            jdbc.sql("""
                            UPDATE users SET updated_at = UTC_TIMESTAMP(3),
                                reelsync_disabled_at = IF(?, COALESCE(reelsync_disabled_at, UTC_TIMESTAMP(3)), NULL)
                            WHERE id = ?""").params(change.disabled(), id).update();
        }
        if (Boolean.TRUE.equals(change.disabled())) {
            sessions.endOthers(id, null);
        }
        if (change.password() != null) {
            setPassword(id, change.password(), null);
        }
        return Outcome.DONE;
    }

    /**
     * Sets a password.
     *
     * @param keptSession the only session that goes on; null for none
     */
    @Transactional
    void setPassword(long id, String password, @Nullable String keptSession) {
        jdbc.sql("UPDATE users SET password = ?, updated_at = UTC_TIMESTAMP(3) WHERE id = ?")
                .params(accounts.hash(password), id)
                .update();
        sessions.endOthers(id, keptSession);
    }

    private static User read(ResultSet row, int n) throws SQLException {
        LocalDateTime created = row.getObject("created_at", LocalDateTime.class);
        return new User(
                row.getLong("id"),
                row.getString("username"),
                Role.valueOf(row.getString("reelsync_role")),
                row.getTimestamp("reelsync_disabled_at") != null,
                created == null ? null : created.toInstant(ZoneOffset.UTC),
                row.getInt("sessions"));
    }
}
