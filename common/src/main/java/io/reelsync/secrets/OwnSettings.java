package io.reelsync.secrets;

import io.reelsync.startup.LiteralText;
import io.reelsync.startup.StartRefused;
import io.reelsync.startup.StrayWhitespace;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What is ours among settings that stand elsewhere, under the names that the environment would have. Ours are
 * {@code REELSYNC_REDIS_URL}, also written {@code reelsync.redis.url} or {@code reelsync_redis_url}, and what the video
 * service calls {@code jwt_key} and {@code mysql_dsn}, where our own names don't say the same. All else is others'.
 */
final class OwnSettings {
    static final String JWT_KEYS = "REELSYNC_JWT_KEYS";
    private static final String MYSQL_URL = "REELSYNC_MYSQL_URL";
    private static final String MYSQL_USER = "REELSYNC_MYSQL_USER";
    private static final String MYSQL_PASSWORD = "REELSYNC_MYSQL_PASSWORD";
    private static final String MYSQL_DRIVER = "REELSYNC_MYSQL_DRIVER";
    private static final String JWT_KEY = "jwt_key";
    private static final String MYSQL_DSN = "mysql_dsn";
    private static final Map<String, String> ALIASES =
            Map.of(JWT_KEY, JWT_KEY, "jwt_keys", JWT_KEYS, MYSQL_DSN, MYSQL_DSN);
    private static final Pattern OURS = Pattern.compile("(?i)reelsync[._-][a-z0-9._-]+");
    private static final int LARGEST = 64 * 1024;
    private static final int KID_BYTES = 4;

    private OwnSettings() {}

    /** The name under which a setting is known to us; empty where it isn't ours. */
    static Optional<String> name(String written) {
        if (OURS.matcher(written).matches()) {
            return Optional.of(variable(written));
        }
        return Optional.ofNullable(ALIASES.get(written));
    }

    /** As the environment would write a property's name. */
    static String variable(String property) {
        return property.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /**
     * The settings that follow, each as it is: nothing in it is taken for the name of another.
     *
     * @param found by the names of {@link #name}
     * @param driver the driver for a {@code mysql_dsn}, unless one of the settings names another; empty for MySQL's
     * @throws StartRefused where one can't be; names the setting, and says nothing of its value
     */
    static Map<String, Object> from(Map<String, String> found, String driver) {
        Map<String, String> settings = new TreeMap<>(found);
        settings.forEach((name, value) -> {
            if (value.length() > LARGEST) {
                throw new StartRefused(name + " is longer than " + LARGEST + " characters");
            }
        });
        String jwtKey = settings.remove(JWT_KEY);
        if (jwtKey != null) {
            StrayWhitespace.refuse(JWT_KEY, jwtKey);
            settings.putIfAbsent(JWT_KEYS, named(jwtKey));
        }
        String dsn = settings.remove(MYSQL_DSN);
        if (dsn != null && !settings.containsKey(MYSQL_URL)) {
            StrayWhitespace.refuse(MYSQL_DSN, dsn);
            MysqlDsn database = MysqlDsn.parse(dsn);
            String beside = settings.getOrDefault(MYSQL_DRIVER, "mysql");
            settings.put(MYSQL_URL, database.jdbcUrl(driver.isEmpty() ? beside : driver));
            if (!database.user().isEmpty()) {
                settings.putIfAbsent(MYSQL_USER, database.user());
            }
            if (database.user().equals(settings.get(MYSQL_USER))) {
                settings.putIfAbsent(MYSQL_PASSWORD, database.password());
            }
        }
        settings.replaceAll((name, value) -> LiteralText.of(value));
        return new TreeMap<>(settings);
    }

    /** A key by itself gets a name that is the same everywhere, and tells nothing of a key that can't be guessed. */
    private static String named(String key) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(hash, 0, KID_BYTES) + ":"
                    + Base64.getEncoder().encodeToString(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
