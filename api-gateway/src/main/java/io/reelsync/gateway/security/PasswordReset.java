package io.reelsync.gateway.security;

import io.reelsync.startup.StartRefused;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Sets a lost password in the database itself: for whoever may write there, without a gateway. */
public final class PasswordReset {
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    public PasswordReset(JdbcClient jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /**
     * Sets it, and ends all sessions of that user.
     *
     * @throws StartRefused where nobody of that name may sign in, or the password is too weak
     */
    public void reset(String username, String password) {
        Passwords.Weakness weakness = Passwords.weakness(password, username);
        if (weakness != null) {
            throw new StartRefused("the new password " + weakness.text() + ": it has " + Passwords.SHORTEST
                    + " characters to " + Passwords.LONGEST_BYTES + " bytes, and is none of the well-known ones");
        }
        Users users = new Users(jdbc);
        String hash = Accounts.hash(password);
        transaction.executeWithoutResult(status -> {
            User user = users.findByUsername(username)
                    .filter(found -> found.role() != null)
                    .orElseThrow(() -> new StartRefused(
                            "there is no user '" + username + "' here, but " + String.join(", ", names())));
            users.setPasswordHash(user.id(), hash);
            Sessions.endOthers(jdbc, user.id(), null);
        });
    }

    private List<String> names() {
        List<String> names = jdbc.sql(
                        "SELECT username FROM users WHERE reelsync_role IS NOT NULL ORDER BY username LIMIT 20")
                .query(String.class)
                .list();
        return names.isEmpty() ? List.of("nobody yet: start a gateway first") : names;
    }
}
