package io.reelsync.gateway;

import io.reelsync.startup.Service;
import io.reelsync.testservers.Database;
import io.reelsync.testservers.TestServers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.redisson.api.RedissonClient;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** A gateway as it runs in production, on real servers, with a database and a Redis namespace of its own. */
public final class Gateway implements AutoCloseable {
    public static final String ADMIN_PASSWORD = "an administrator's phrase";
    public static final String PASSWORD = "a user's own phrase";
    /** Verifies and signs; the second one only verifies. */
    public static final byte[] KEY = "wR7#kf02Lz!xq9Vb-eT4mYp6sH8jUo1d".getBytes(StandardCharsets.UTF_8);

    public static final byte[] OLD_KEY = "0pQz5!nGa8rXc2#Lw7tJy-3vKe9uMb6D".getBytes(StandardCharsets.UTF_8);

    private static final String HASH = new BCryptPasswordEncoder(4).encode(PASSWORD);
    private static Gateway shared;
    private static Gateway emptied;

    private final Map<String, Object> settings;
    private final ConfigurableApplicationContext context;

    private Gateway(Map<String, Object> settings) {
        this.settings = settings;
        this.context = startContext(settings);
    }

    /** One for all tests that leave nothing behind that could disturb another. */
    public static synchronized Gateway shared() {
        if (shared == null) {
            shared = start(Map.of());
        }
        return shared;
    }

    /** One for all tests that begin with nothing in the database, or {@linkplain #asNew nothing before each}. */
    public static synchronized Gateway emptied() {
        if (emptied == null) {
            emptied = start(Map.of());
        }
        emptied.asNew();
        return emptied;
    }

    static ConfigurableApplicationContext startContext(Map<String, Object> settings) {
        return Service.start("gateway", GatewayApplication.class, settings);
    }

    public static Gateway start(Map<String, Object> changes) {
        Database database = TestServers.databaseWithTables();
        Map<String, Object> settings = settings(database);
        settings.putAll(changes);
        Gateway gateway = new Gateway(settings);
        TestServers.keepTables(database);
        return gateway;
    }

    /** With these settings and no others. */
    public static Gateway startWith(Map<String, Object> settings) {
        return new Gateway(settings);
    }

    /** A second one of the same installation. */
    public Gateway another() {
        return new Gateway(settings);
    }

    /** As if the installation had just been made: the administrator, and nothing that a test left behind. */
    public void asNew() {
        List<String> tables = jdbc().sql("""
                        SELECT table_name FROM information_schema.tables
                        WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'
                            AND table_name NOT IN ('reelsync_schema_history', 'instances', 'users')""").query(String.class).list();
        tables.forEach(table -> jdbc().sql("DELETE FROM " + table).update());
        jdbc().sql("DELETE FROM instances WHERE service <> 'gateway'").update();
        jdbc().sql("DELETE FROM users WHERE username <> 'admin'").update();
        jdbc().sql("UPDATE users SET reelsync_role = 'ADMIN', reelsync_disabled_at = NULL")
                .update();
        bean(RedissonClient.class).getKeys().deleteByPattern(settings.get("reelsync.limit.namespace") + "*");
    }

    /** What a gateway needs to start on a database. */
    public static Map<String, Object> settings(Database database) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("reelsync.port", 0);
        settings.put("reelsync.mysql.url", database.url());
        settings.put("reelsync.mysql.user", database.user());
        settings.put("reelsync.mysql.password", database.password());
        settings.put("reelsync.rabbitmq.url", TestServers.rabbitMqUrl());
        settings.put("reelsync.redis.url", TestServers.redisUrl());
        settings.put(
                "reelsync.limit.namespace",
                "gateway-" + UUID.randomUUID().toString().substring(0, 8));
        settings.put("reelsync.jwt.keys", "new:" + base64(KEY) + ",old:" + base64(OLD_KEY));
        settings.put("reelsync.admin.password", ADMIN_PASSWORD);
        settings.put("reelsync.log-dir", "target/logs");
        return settings;
    }

    public String url() {
        return "http://127.0.0.1:" + port();
    }

    public int port() {
        return ((WebServerApplicationContext) context).getWebServer().getPort();
    }

    public JdbcClient jdbc() {
        return context.getBean(JdbcClient.class);
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public <T> T bean(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    /** A new user with a name of its own. */
    public String user(String role) {
        String name = "u" + UUID.randomUUID().toString().substring(0, 12);
        jdbc().sql("INSERT INTO users (username, password, reelsync_role) VALUES (?, ?, ?)")
                .params(name, HASH, role)
                .update();
        return name;
    }

    /** Someone of that role, signed in. */
    public Client as(String role) {
        return new Client(url()).signIn(user(role), PASSWORD);
    }

    public Client anyone() {
        return new Client(url());
    }

    @Override
    public void close() {
        context.close();
    }

    private static String base64(byte[] key) {
        return Base64.getEncoder().encodeToString(key);
    }
}
