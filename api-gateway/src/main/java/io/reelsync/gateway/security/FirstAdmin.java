package io.reelsync.gateway.security;

import io.reelsync.startup.StartRefused;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/** Makes the first administrator where there is none, before the gateway opens. */
@Component
class FirstAdmin implements SmartInitializingSingleton {
    private static final Logger log = LoggerFactory.getLogger(FirstAdmin.class);
    private static final String NAME = "admin";
    private static final int SHORTEST_PASSWORD = 12;
    private static final Set<String> KNOWN_DEFAULTS = Set.of(
            "administrator",
            "adminadminadmin",
            "admin1234567",
            "admin12345678",
            "admin123456789",
            "123456789012",
            "1234567890123",
            "changemechangeme",
            "changeme1234",
            "change-me-now",
            "passwordpassword",
            "password1234",
            "password12345",
            "password123456",
            "qwertyuiop12",
            "qwertyuiop123",
            "letmeinletmein",
            "reelsyncreelsync",
            "reelsync1234",
            "reelsyncadmin",
            "defaultpassword",
            "your-password",
            "yourpassword",
            "secretsecret");

    private final Accounts accounts;
    private final AdminSettings settings;

    FirstAdmin(Accounts accounts, AdminSettings settings) {
        this.accounts = accounts;
        this.settings = settings;
    }

    @Override
    public void afterSingletonsInstantiated() {
        if (accounts.anyAdmin()) {
            return;
        }
        String password = settings.password();
        refuseWeak(password);
        if (accounts.addIfAbsent(NAME, password, Role.ADMIN)) {
            log.info("there was no administrator: '{}' can sign in now, with REELSYNC_ADMIN_PASSWORD", NAME);
        } else if (!accounts.anyAdmin()) {
            // Neither another gateway's doing nor ours: that user's password is known to somebody else.
            throw new StartRefused("a user '" + NAME + "' of the video service is there already; make it"
                    + " an administrator by hand: UPDATE users SET reelsync_role = 'ADMIN' WHERE username = '" + NAME
                    + "'");
        }
    }

    private static void refuseWeak(String password) {
        if (password.isBlank()) {
            throw refused("there is no administrator yet");
        }
        if (password.length() < SHORTEST_PASSWORD) {
            throw refused("REELSYNC_ADMIN_PASSWORD is too short");
        }
        if (!Accounts.fits(password)) {
            throw refused("REELSYNC_ADMIN_PASSWORD is too long");
        }
        boolean monotonous = password.chars().distinct().count() < 4;
        if (monotonous || KNOWN_DEFAULTS.contains(password.toLowerCase(Locale.ROOT))) {
            throw refused("REELSYNC_ADMIN_PASSWORD can be guessed");
        }
    }

    private static StartRefused refused(String why) {
        return new StartRefused(why + ": set REELSYNC_ADMIN_PASSWORD to a password of " + SHORTEST_PASSWORD
                + " characters to " + Accounts.LONGEST_PASSWORD_BYTES + " bytes for the user '" + NAME + "'");
    }
}
