package io.reelsync.gateway.security;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which passwords may be set. */
final class Passwords {
    static final int SHORTEST = 12;
    /** What BCrypt takes; it would ignore the rest. */
    static final int LONGEST_BYTES = 72;

    private static final int LEAST_DISTINCT = 4;
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

    private Passwords() {}

    /** What is wrong with a password. */
    enum Weakness {
        TOO_SHORT("is too short"),
        TOO_LONG("is too long"),
        GUESSABLE("can be guessed");

        private final String text;

        Weakness(String text) {
            this.text = text;
        }

        /** As the end of a sentence. */
        String text() {
            return text;
        }
    }

    /** What is wrong with it; null where nothing is. */
    static @Nullable Weakness weakness(String password, String username) {
        if (password.length() < SHORTEST) {
            return Weakness.TOO_SHORT;
        }
        if (!fits(password)) {
            return Weakness.TOO_LONG;
        }
        String plain = password.toLowerCase(Locale.ROOT);
        boolean guessable = password.chars().distinct().count() < LEAST_DISTINCT
                || KNOWN_DEFAULTS.contains(plain)
                || plain.equals(username.toLowerCase(Locale.ROOT));
        return guessable ? Weakness.GUESSABLE : null;
    }

    /** Whether all of it counts. */
    static boolean fits(String password) {
        return password.getBytes(StandardCharsets.UTF_8).length <= LONGEST_BYTES;
    }
}
