package io.reelsync.gateway.security;

import io.reelsync.startup.Rehearsal;
import io.reelsync.startup.StartRefused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/** Makes the first administrator where there is none, before the gateway opens. */
@Component
class FirstAdmin implements SmartInitializingSingleton {
    private static final Logger log = LoggerFactory.getLogger(FirstAdmin.class);
    private static final String NAME = "admin";

    private final Accounts accounts;
    private final AdminSettings settings;

    FirstAdmin(Accounts accounts, AdminSettings settings) {
        this.accounts = accounts;
        this.settings = settings;
    }

    @Override
    public void afterSingletonsInstantiated() {
        if (Rehearsal.isOn() || accounts.anyAdmin()) {
            return;
        }
        String password = settings.password();
        refuseWeak(password);
        if (accounts.addIfAbsent(NAME, password, Role.ADMIN).isPresent()) {
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
        Passwords.Weakness weakness = Passwords.weakness(password, NAME);
        if (weakness != null) {
            throw refused("REELSYNC_ADMIN_PASSWORD " + weakness.text());
        }
    }

    private static StartRefused refused(String why) {
        return new StartRefused(why + ": set REELSYNC_ADMIN_PASSWORD to a password of " + Passwords.SHORTEST
                + " characters to " + Passwords.LONGEST_BYTES + " bytes for the user '" + NAME + "'");
    }
}
