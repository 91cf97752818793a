package io.reelsync.gateway.security;

import io.jsonwebtoken.security.Keys;
import io.reelsync.startup.StartRefused;
import io.reelsync.startup.StrayWhitespace;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;

/** The keys of the tokens, by their ids. */
final class JwtKeys {
    private static final Pattern KID = Pattern.compile("[A-Za-z0-9_-]{1,32}");
    private static final int LEAST_BYTES = 32;
    /** Fewer different bytes than any random key of 32 has in a thousand billion tries. */
    private static final int LEAST_DIFFERENT_BYTES = 12;

    private static final Set<String> KNOWN_DEFAULTS = Set.of(
            "secret",
            "secretkey",
            "changeme",
            "changeit",
            "change-me",
            "change_me",
            "password",
            "default",
            "example",
            "test",
            "jwt",
            "jwtsecret",
            "jwt-secret",
            "jwt_secret",
            "yoursecret",
            "your-secret",
            "your_secret",
            "yoursecretkey",
            "your-secret-key",
            "your_secret_key",
            "your-256-bit-secret",
            "mysecret",
            "mysecretkey",
            "supersecret",
            "supersecretkey",
            "super-secret-key-change-me",
            "super-secret-key-change-me-in-production",
            "reelsync",
            "admin",
            "key",
            "qwerty",
            "abc",
            "abcdefghijklmnopqrstuvwxyz",
            "123456",
            "0123456789",
            "1234567890",
            "12345678",
            "0123456789abcdef");

    private final Map<String, SecretKey> byKid;
    private final String signing;

    private JwtKeys(Map<String, SecretKey> byKid) {
        this.byKid = byKid;
        this.signing = byKid.keySet().iterator().next();
    }

    /** @throws StartRefused where there is no key, or one is malformed, weak or well known */
    static JwtKeys parse(String setting) {
        if (setting.isBlank()) {
            throw refused("is not set");
        }
        StrayWhitespace.refuse("REELSYNC_JWT_KEYS", setting);
        Map<String, SecretKey> keys = new LinkedHashMap<>();
        for (String entry : setting.split(",", -1)) {
            int colon = entry.indexOf(':');
            String kid = entry.substring(0, Math.max(colon, 0)).trim();
            if (!KID.matcher(kid).matches()) {
                throw refused("has an entry without an id of 1 to 32 letters, digits, '-' or '_' before a colon");
            }
            if (keys.put(kid, key(kid, entry.substring(colon + 1).trim())) != null) {
                throw refused("has two keys called " + kid);
            }
        }
        return new JwtKeys(keys);
    }

    /** A key with its name, which tells nothing of it. */
    record Named(String kid, SecretKey key) {
        @Override
        public String toString() {
            return kid;
        }
    }

    Named signing() {
        return new Named(signing, find(signing).orElseThrow());
    }

    Set<String> kids() {
        return byKid.keySet();
    }

    Optional<SecretKey> find(String kid) {
        return Optional.ofNullable(byKid.get(kid));
    }

    private static SecretKey key(String kid, String base64) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw refused("has a key " + kid + " that is not base64");
        }
        if (bytes.length < LEAST_BYTES) {
            throw refused("has a key " + kid + " of " + bytes.length + " bytes; " + LEAST_BYTES + " are the least");
        }
        if (guessable(bytes)) {
            throw refused("has a key " + kid + " that can be guessed");
        }
        return Keys.hmacShaKeyFor(bytes);
    }

    private static boolean guessable(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return text.chars().distinct().count() < LEAST_DIFFERENT_BYTES
                || ascending(bytes)
                || KNOWN_DEFAULTS.contains(shortestPeriod(text).strip().toLowerCase(Locale.ROOT));
    }

    /** The shortest text that, written again and again, gives this one. */
    private static String shortestPeriod(String text) {
        for (int length = 1; length < text.length(); length++) {
            if (text.startsWith(text.substring(length))) {
                return text.substring(0, length);
            }
        }
        return text;
    }

    private static boolean ascending(byte[] bytes) {
        for (int i = 1; i < bytes.length; i++) {
            if ((byte) (bytes[i - 1] + 1) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    private static StartRefused refused(String what) {
        return new StartRefused("REELSYNC_JWT_KEYS " + what
                + ": set it to kid:base64 with 32 random bytes or more, for example"
                + " k1:$(openssl rand -base64 32)");
    }
}
