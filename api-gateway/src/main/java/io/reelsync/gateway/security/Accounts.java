package io.reelsync.gateway.security;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** The users of the table shared with the video service. One without a role is a visitor of that site alone. */
@Component
class Accounts {
    private final JdbcClient jdbc;
    private final PasswordEncoder passwords = new BCryptPasswordEncoder();
    private final String nobodysPassword = hash("nobody has this password");

    Accounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** An account with its password's hash; the account is null where nobody may sign in with it. */
    record Candidate(@Nullable Account account, String throttleName, String passwordHash) {}

    /** Whether an account was signed in from an address lately. */
    boolean knows(Candidate candidate, String address) {
        Account account = candidate.account();
        return account != null
                && jdbc.sql("""
                        SELECT 1 FROM user_tokens
                        WHERE user_id = ? AND ip_address = ? AND reelsync_family IS NOT NULL LIMIT 1""")
                        .params(account.id(), address)
                        .query(Integer.class)
                        .optional()
                        .isPresent();
    }

    /** Who that name could be. Never empty: an unknown name costs the same work as a known one. */
    Candidate candidate(String username) {
        return jdbc.sql("""
                        SELECT id, username, password, reelsync_role, reelsync_disabled_at FROM users
                        WHERE username = ?""")
                .param(username)
                .query((row, n) -> {
                    String role = row.getString("reelsync_role");
                    boolean allowed = role != null && row.getTimestamp("reelsync_disabled_at") == null;
                    long id = row.getLong("id");
                    return new Candidate(
                            allowed ? new Account(id, row.getString("username"), Role.valueOf(role)) : null,
                            "user " + id,
                            allowed ? row.getString("password") : nobodysPassword);
                })
                .optional()
                .orElseGet(() -> new Candidate(null, "name " + username.toLowerCase(Locale.ROOT), nobodysPassword));
    }

    /** The account where the password is its own. */
    Optional<Account> check(Candidate candidate, String password) {
        boolean matches = passwords.matches(password, candidate.passwordHash());
        return matches && Passwords.fits(password) ? Optional.ofNullable(candidate.account()) : Optional.empty();
    }

    boolean anyAdmin() {
        return jdbc.sql("SELECT COUNT(*) FROM users WHERE reelsync_role = 'ADMIN'")
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** Adds an account; where the name is taken nothing happens. */
    boolean addIfAbsent(String username, String password, Role role) {
        return jdbc.sql("""
                                INSERT IGNORE INTO users (username, password, reelsync_role, created_at, updated_at)
                                VALUES (?, ?, ?, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))""").params(username, hash(password), role.name()).update() == 1;
    }

    String hash(String password) {
        return Objects.requireNonNull(passwords.encode(password));
    }
}
