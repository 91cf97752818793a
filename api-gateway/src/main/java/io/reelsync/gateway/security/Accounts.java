package io.reelsync.gateway.security;

import io.reelsync.database.DatabaseTime;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** Who may sign in here, and with which password. */
@Component
class Accounts {
    private static final PasswordEncoder PASSWORDS = new BCryptPasswordEncoder();

    /** A hash of no password that is known, at the cost of {@link #PASSWORDS}. */
    private static final String NOBODYS_PASSWORD = "$2a$10$" + ".".repeat(53);

    private final Users users;
    private final DatabaseTime time;

    Accounts(Users users, DatabaseTime time) {
        this.users = users;
        this.time = time;
    }

    /** An account with its password's hash; the account is null where nobody may sign in with it. */
    record Candidate(@Nullable Account account, String throttleName, String passwordHash) {}

    /** Who that name could be. Never empty: an unknown name costs the same work as a known one. */
    Candidate candidate(String username) {
        return users.findByUsername(username)
                .map(this::candidate)
                .orElseGet(() -> new Candidate(null, "name " + username.toLowerCase(Locale.ROOT), NOBODYS_PASSWORD));
    }

    private Candidate candidate(User user) {
        Account account = user.account();
        return new Candidate(account, "user " + user.id(), account == null ? NOBODYS_PASSWORD : user.passwordHash());
    }

    /** The account where the password is its own. */
    Optional<Account> check(Candidate candidate, String password) {
        boolean matches = PASSWORDS.matches(password, candidate.passwordHash());
        return matches && Passwords.fits(password) ? Optional.ofNullable(candidate.account()) : Optional.empty();
    }

    boolean anyAdmin() {
        return users.existsByRole(Role.ADMIN);
    }

    /** Adds an account; empty where the name is taken, be it by a visitor of the video service. */
    Optional<User> addIfAbsent(String username, String password, Role role) {
        try {
            return Optional.of(users.add(username, hash(password), role, time.now()));
        } catch (DuplicateKeyException taken) {
            return Optional.empty();
        }
    }

    static String hash(String password) {
        return Objects.requireNonNull(PASSWORDS.encode(password));
    }
}
