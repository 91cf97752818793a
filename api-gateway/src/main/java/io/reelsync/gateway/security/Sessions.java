package io.reelsync.gateway.security;

import java.time.LocalDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Sessions, each a family of refresh tokens of which only the newest is good. Using one that was replaced means that
 * somebody has a copy: it ends the whole family. Of a token only its hash is kept.
 */
@Component
class Sessions {
    private static final Logger log = LoggerFactory.getLogger(Sessions.class);

    private final JdbcClient jdbc;
    private final RandomSecrets secrets;
    private final JwtSettings settings;

    Sessions(JdbcClient jdbc, RandomSecrets secrets, JwtSettings settings) {
        this.jdbc = jdbc;
        this.secrets = secrets;
        this.settings = settings;
    }

    /** Where a session is used from, for its owner to recognise. */
    record Device(@Nullable String name, String address) {}

    /** A session with its newest refresh token. */
    record Opened(Account account, String session, String refreshToken) {}

    @Transactional
    Opened open(Account account, Device device) {
        jdbc.sql("""
                        DELETE FROM user_tokens
                        WHERE user_id = ? AND reelsync_family IS NOT NULL AND expires_at < UTC_TIMESTAMP(3)""").param(account.id()).update();
        return addToken(account, UUID.randomUUID().toString(), device);
    }

    /**
     * Replaces a refresh token.
     *
     * @return empty where the token isn't good; the end of its family is committed then
     */
    @Transactional
    Optional<Opened> rotate(String refreshToken, Device device) {
        record Stored(long id, String family, boolean replaced, boolean good, LocalDateTime now) {}
        Optional<Stored> found = jdbc.sql("""
                        SELECT id, reelsync_family, reelsync_replaced_at IS NOT NULL replaced,
                            is_active = 1 AND expires_at > UTC_TIMESTAMP(3) good, UTC_TIMESTAMP(3) now
                        FROM user_tokens
                        WHERE token = ? AND reelsync_family IS NOT NULL FOR UPDATE""")
                .param(RandomSecrets.hash(refreshToken))
                .query((row, n) -> new Stored(
                        row.getLong("id"),
                        row.getString("reelsync_family"),
                        row.getBoolean("replaced"),
                        row.getBoolean("good"),
                        row.getObject("now", LocalDateTime.class)))
                .optional();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Stored stored = found.get();
        if (stored.replaced()) {
            if (end(stored.family())) {
                log.warn("a refresh token was used twice; its session is ended, and its owner has to sign in again");
            }
            return Optional.empty();
        }
        Optional<Account> account = account(stored.family());
        if (!stored.good() || account.isEmpty()) {
            return Optional.empty();
        }
        jdbc.sql("UPDATE user_tokens SET is_active = 0, reelsync_replaced_at = ? WHERE id = ?")
                .params(stored.now(), stored.id())
                .update();
        return Optional.of(addToken(account.get(), stored.family(), device));
    }

    /** Ends a session: all its tokens stop working. */
    boolean end(String session) {
        return jdbc.sql("UPDATE user_tokens SET is_active = 0 WHERE reelsync_family = ? AND is_active = 1")
                        .param(session)
                        .update()
                > 0;
    }

    /** Whose session it is, with the present role; empty where it has ended or its owner may not sign in any more. */
    Optional<Account> account(String session) {
        return jdbc.sql("""
                        SELECT u.id, u.username, u.reelsync_role
                        FROM user_tokens t JOIN users u ON u.id = t.user_id
                        WHERE t.reelsync_family = ? AND t.is_active = 1 AND t.expires_at > UTC_TIMESTAMP(3)
                            AND u.reelsync_role IS NOT NULL AND u.reelsync_disabled_at IS NULL""")
                .param(session)
                .query((row, n) -> new Account(row.getLong(1), row.getString(2), Role.valueOf(row.getString(3))))
                .optional();
    }

    /** Ends all sessions of a user but one. */
    void endOthers(long userId, @Nullable String but) {
        endOthers(jdbc, userId, but);
    }

    static void endOthers(JdbcClient jdbc, long userId, @Nullable String but) {
        jdbc.sql("""
                        UPDATE user_tokens SET is_active = 0
                        WHERE user_id = ? AND reelsync_family IS NOT NULL AND reelsync_family <> COALESCE(?, '')
                            AND is_active = 1""").param(userId).param(but).update();
    }

    /** Whether an account was signed in from an address lately. */
    boolean cameFrom(Account account, String address) {
        return jdbc.sql("""
                        SELECT 1 FROM user_tokens
                        WHERE user_id = ? AND ip_address = ? AND reelsync_family IS NOT NULL LIMIT 1""")
                .params(account.id(), address)
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /** How many sessions of each user are open; a user without one is missing. */
    Map<Long, Integer> countOpen(Collection<Long> userIds) {
        Map<Long, Integer> open = new HashMap<>();
        if (!userIds.isEmpty()) {
            jdbc.sql("""
                            SELECT user_id, COUNT(DISTINCT reelsync_family) FROM user_tokens
                            WHERE user_id IN (:users) AND is_active = 1 AND expires_at > UTC_TIMESTAMP(3)
                            GROUP BY user_id""").param("users", userIds).query(row -> {
                open.put(row.getLong(1), row.getInt(2));
            });
        }
        return open;
    }

    private Opened addToken(Account account, String session, Device device) {
        String token = secrets.random();
        jdbc.sql("""
                        INSERT INTO user_tokens (user_id, token, reelsync_family, device, ip_address, expires_at,
                            is_active, created_at)
                        VALUES (?, ?, ?, ?, ?, UTC_TIMESTAMP(3) + INTERVAL ? SECOND, 1, UTC_TIMESTAMP(3))""")
                .param(account.id())
                .param(RandomSecrets.hash(token))
                .param(session)
                .param(device.name())
                .param(device.address())
                .param(settings.refreshFor().toSeconds())
                .update();
        return new Opened(account, session, token);
    }
}
