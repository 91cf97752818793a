package io.reelsync.gateway.security;

import io.reelsync.database.DatabaseTime;
import io.reelsync.telemetry.Texts;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Sessions, each a family of refresh tokens of which only the newest is good. Using one that was replaced means that
 * somebody has a copy: it ends the whole family. The tabs of a browser may come with the same one at the same time, each
 * of them gets a successor, and the use of one of these replaces the others. Of a token only its hash is kept.
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
    record Device(@Nullable String name, String address) {
        static Device of(HttpServletRequest request) {
            String agent = request.getHeader(HttpHeaders.USER_AGENT);
            return new Device(agent == null ? null : Texts.cut(agent, 100), request.getRemoteAddr());
        }
    }

    /** Who keeps the refresh tokens of a session. Neither takes those of the other. */
    enum Keeper {
        /** A program, which comes with each token once. */
        PROGRAM("", Duration.ZERO),
        /** A browser, in a cookie of all its tabs. The answer that replaces it is lost where a tab is closed meanwhile. */
        BROWSER("b.", Duration.ofMinutes(1));

        /** Of the token, before letters, digits, {@code -} and {@code _}. */
        private final String prefix;

        /** How long after its first use a token may be used again. */
        private final Duration overlap;

        Keeper(String prefix, Duration overlap) {
            this.prefix = prefix;
            this.overlap = overlap;
        }

        private boolean owns(String token) {
            return this == (token.startsWith(BROWSER.prefix) ? BROWSER : PROGRAM);
        }
    }

    /** What a good token is one of. @param until when it ends by itself */
    record Held(Account account, String session, Instant until) {}

    /** A session with its newest refresh token. */
    record Opened(Account account, String session, String refreshToken) {}

    @Transactional
    Opened open(Account account, Device device, Keeper keeper) {
        jdbc.sql("""
                        DELETE FROM user_tokens
                        WHERE user_id = ? AND reelsync_family IS NOT NULL AND expires_at < UTC_TIMESTAMP(3)""").param(account.id()).update();
        return addToken(account, UUID.randomUUID().toString(), device, keeper);
    }

    /**
     * Replaces a refresh token.
     *
     * @return empty where the token isn't good; the end of its family is committed then
     */
    @Transactional
    Optional<Opened> rotate(String refreshToken, Device device, Keeper keeper) {
        Optional<String> found = keeper.owns(refreshToken) ? familyOf(refreshToken) : Optional.empty();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        String family = found.get();
        lock(family);
        Stored stored = stored(refreshToken, keeper);
        if (stored == null) {
            return Optional.empty();
        }
        if (stored.spent()) {
            if (end(family)) {
                log.warn("a refresh token was used twice; its session is ended, and its owner has to sign in again");
            }
            return Optional.empty();
        }
        Optional<Account> account = account(family);
        if (!stored.good() || account.isEmpty()) {
            return Optional.empty();
        }
        // What is younger than the overlap may be in the browser instead of what is made here. What is older is there
        // no more, and whoever comes with it has a copy: it is spent at once.
        jdbc.sql("""
                        UPDATE user_tokens
                        SET is_active = 0, reelsync_replaced_at = CASE WHEN id = ? THEN ? ELSE created_at END
                        WHERE reelsync_family = ? AND is_active = 1
                            AND (id = ? OR created_at <= ? - INTERVAL ? SECOND)""")
                .params(stored.id(), stored.now(), family, stored.id(), stored.now(), keeper.overlap.toSeconds())
                .update();
        return Optional.of(addToken(account.get(), family, device, keeper));
    }

    private record Stored(long id, boolean spent, boolean good, LocalDateTime now) {}

    private @Nullable Stored stored(String refreshToken, Keeper keeper) {
        return jdbc.sql("""
                        SELECT id, reelsync_replaced_at <= UTC_TIMESTAMP(3) - INTERVAL ? SECOND spent,
                            (is_active = 1 OR reelsync_replaced_at IS NOT NULL) AND expires_at > UTC_TIMESTAMP(3) good,
                            UTC_TIMESTAMP(3) now
                        FROM user_tokens WHERE token = ? FOR UPDATE""")
                .param(keeper.overlap.toSeconds())
                .param(RandomSecrets.hash(refreshToken))
                .query((row, n) -> new Stored(
                        row.getLong("id"),
                        row.getBoolean("spent"),
                        row.getBoolean("good"),
                        row.getObject("now", LocalDateTime.class)))
                .optional()
                .orElse(null);
    }

    private Optional<String> familyOf(String refreshToken) {
        return jdbc.sql("SELECT reelsync_family FROM user_tokens WHERE token = ? AND reelsync_family IS NOT NULL")
                .param(RandomSecrets.hash(refreshToken))
                .query(String.class)
                .optional();
    }

    /**
     * One at a time changes tokens of a family: two that hold one each would wait for each other. By its first row's primary
     * key, since who locks by the family's index waits for entries that the other one moves.
     */
    private void lock(String family) {
        lock(
                jdbc,
                jdbc.sql("SELECT MIN(id) FROM user_tokens WHERE reelsync_family = ? GROUP BY reelsync_family")
                        .param(family)
                        .query(Long.class)
                        .list());
    }

    private static void lock(JdbcClient jdbc, List<Long> firstOfFamilies) {
        if (!firstOfFamilies.isEmpty()) {
            jdbc.sql("SELECT id FROM user_tokens WHERE id IN (:ids) ORDER BY id FOR UPDATE")
                    .param("ids", firstOfFamilies)
                    .query(Long.class)
                    .list();
        }
    }

    /** What a browser's token is one of, without using it up; empty where it isn't good. */
    Optional<Held> peek(String refreshToken) {
        if (!Keeper.BROWSER.owns(refreshToken)) {
            return Optional.empty();
        }
        record Good(String family, Instant until) {}
        return jdbc.sql("""
                        SELECT reelsync_family, expires_at FROM user_tokens
                        WHERE token = ? AND reelsync_family IS NOT NULL AND is_active = 1
                            AND expires_at > UTC_TIMESTAMP(3)""")
                .param(RandomSecrets.hash(refreshToken))
                .query((row, n) -> new Good(row.getString(1), DatabaseTime.instant(row, "expires_at")))
                .optional()
                .flatMap(good -> account(good.family()).map(owner -> new Held(owner, good.family(), good.until())));
    }

    /** Ends the session of a browser's token, be it used up. Gives whose it was; empty where it had ended before. */
    @Transactional
    Optional<Account> endOf(String refreshToken) {
        Optional<String> family = Keeper.BROWSER.owns(refreshToken) ? familyOf(refreshToken) : Optional.empty();
        Optional<Account> owner = family.flatMap(this::account);
        family.ifPresent(this::end);
        return owner;
    }

    /** Ends a session: all its tokens stop working. */
    @Transactional
    boolean end(String session) {
        lock(session);
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
                            AND u.reelsync_role IS NOT NULL AND u.reelsync_disabled_at IS NULL
                        LIMIT 1""")
                .param(session)
                .query((row, n) -> new Account(row.getLong(1), row.getString(2), Role.valueOf(row.getString(3))))
                .optional();
    }

    /** Ends all sessions of a user but one. Works within the caller's transaction. */
    void endOthers(long userId, @Nullable String but) {
        endOthers(jdbc, userId, but);
    }

    static void endOthers(JdbcClient jdbc, long userId, @Nullable String but) {
        lock(jdbc, jdbc.sql("""
                        SELECT MIN(id) FROM user_tokens WHERE user_id = ? AND reelsync_family IS NOT NULL
                        GROUP BY reelsync_family""").param(userId).query(Long.class).list());
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

    private Opened addToken(Account account, String session, Device device, Keeper keeper) {
        String token = keeper.prefix + secrets.random();
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
