package io.reelsync.gateway.security;

import io.reelsync.database.DatabaseTime;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Changes those who may sign in here. */
@Component
class UserService {
    private final Users users;
    private final Accounts accounts;
    private final Sessions sessions;
    private final DatabaseTime time;

    UserService(Users users, Accounts accounts, Sessions sessions, DatabaseTime time) {
        this.users = users;
        this.accounts = accounts;
        this.sessions = sessions;
        this.time = time;
    }

    /** What is to change; null for what stays. */
    record Change(
            @Nullable Role role,
            @Nullable Boolean disabled,
            @Nullable String password) {
        boolean endsAdministration() {
            return Boolean.TRUE.equals(disabled) || (role != null && role != Role.ADMIN);
        }
    }

    /** How a change went. */
    enum Outcome {
        DONE,
        NO_SUCH_USER,
        /** There would be no administrator left who can sign in. */
        LAST_ADMIN
    }

    /** Changes a user. Who is disabled or has a new password is signed out everywhere at once. */
    @Transactional
    Outcome change(long id, Change change) {
        // All administrators are locked first, so that two changes at once can't take away the last one together.
        List<User> admins = users.findByRoleAndDisabledAtIsNullOrderById(Role.ADMIN);
        User user = users.findByIdAndRoleIsNotNull(id).orElse(null);
        if (user == null) {
            return Outcome.NO_SUCH_USER;
        }
        if (change.endsAdministration() && admins.equals(List.of(user))) {
            return Outcome.LAST_ADMIN;
        }
        LocalDateTime now = time.now();
        if (change.role() != null) {
            user.setRole(change.role(), now);
        }
        if (Boolean.TRUE.equals(change.disabled())) {
            user.disable(now);
            sessions.endOthers(id, null);
        } else if (change.disabled() != null) {
            user.enable(now);
        }
        if (change.password() != null) {
            user.setPasswordHash(accounts.hash(change.password()), now);
            sessions.endOthers(id, null);
        }
        return Outcome.DONE;
    }

    /**
     * Sets a password.
     *
     * @param keptSession the only session that goes on
     */
    @Transactional
    void setPassword(long id, String password, String keptSession) {
        users.findById(id).ifPresent(user -> user.setPasswordHash(accounts.hash(password), time.now()));
        sessions.endOthers(id, keptSession);
    }
}
