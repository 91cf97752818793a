package io.reelsync.gateway.security;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Changes those who may sign in here. */
@Component
class UserService {
    private final Users users;
    private final Sessions sessions;

    UserService(Users users, Sessions sessions) {
        this.users = users;
        this.sessions = sessions;
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
        List<Long> admins = users.lockEnabled(Role.ADMIN);
        if (users.find(id).isEmpty()) {
            return Outcome.NO_SUCH_USER;
        }
        if (change.endsAdministration() && admins.equals(List.of(id))) {
            return Outcome.LAST_ADMIN;
        }
        if (change.role() != null) {
            users.setRole(id, change.role());
        }
        if (Boolean.TRUE.equals(change.disabled())) {
            users.disable(id);
            sessions.endOthers(id, null);
        } else if (change.disabled() != null) {
            users.enable(id);
        }
        if (change.password() != null) {
            users.setPasswordHash(id, Accounts.hash(change.password()));
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
        users.setPasswordHash(id, Accounts.hash(password));
        sessions.endOthers(id, keptSession);
    }
}
