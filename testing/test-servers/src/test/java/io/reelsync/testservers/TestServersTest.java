package io.reelsync.testservers;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.MessageProperties;
import io.reelsync.servers.DatabaseServer;
import io.reelsync.servers.EtcdServer;
import io.reelsync.servers.RabbitMqServer;
import io.reelsync.servers.RedisServer;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class TestServersTest {
    @Test
    void givesEachTestADatabaseOfItsOwn() throws Exception {
        Database one = TestServers.database();
        Database other = TestServers.database();

        execute(one, "create table film (title varchar(50))");
        execute(one, "insert into film values ('霸王别姬 🎬')");

        assertThat(other.url()).isNotEqualTo(one.url());
        assertThat(query(one, "select title from film")).isEqualTo("霸王别姬 🎬");
        assertThat(query(other, "select count(*) from information_schema.tables where table_schema = database()"))
                .isEqualTo("0");
    }

    @Test
    void givesTestsTheTablesThatAServiceHasMadeWithoutTheirRows() throws Exception {
        Database none = TestServers.databaseWithTables();
        TestServers.keepTables(none);
        assertThat(tables(TestServers.databaseWithTables()))
                .as("before any is made")
                .isEqualTo("0");
        execute(none, "create table film (id int auto_increment primary key, title varchar(50) check (title <> ''))");
        execute(none, "insert into film (title) values ('霸王别姬')");
        execute(none, "create table reelsync_schema_history (version varchar(50))");
        execute(none, "insert into reelsync_schema_history values ('30')");

        TestServers.keepTables(none);
        Database made = TestServers.databaseWithTables();

        assertThat(tables(made)).isEqualTo("2");
        assertThat(query(made, "select count(*) from film")).isEqualTo("0");
        assertThat(query(made, "select version from reelsync_schema_history")).isEqualTo("30");
        execute(made, "insert into film (title) values ('红高粱')");
        assertThat(query(TestServers.databaseWithTables(), "select count(*) from film"))
                .isEqualTo("0");
    }

    private static String tables(Database database) throws SQLException {
        return query(database, "select count(*) from information_schema.tables where table_schema = database()");
    }

    @Test
    void deliversOverTheSharedRabbitMq() throws Exception {
        try (Connection connection = connect(TestServers.rabbitMqUrl());
                Channel channel = connection.createChannel()) {
            String queue = channel.queueDeclare().getQueue();
            channel.basicPublish("", queue, null, bytes("hello"));

            Awaitility.await().untilAsserted(() -> {
                GetResponse response = channel.basicGet(queue, true);
                assertThat(response).isNotNull();
                assertThat(response.getBody()).isEqualTo(bytes("hello"));
            });
        }
    }

    @Test
    void answersOnTheSharedRedis() throws Exception {
        assertThat(PlainRedis.ask(TestServers.redisUrl(), "SET reelsync:test here"))
                .isEqualTo("+OK");
        assertThat(PlainRedis.ask(TestServers.redisUrl(), "DEL reelsync:test")).isEqualTo(":1");
    }

    @Test
    void databaseKilledAndRestartedKeepsWhatWasCommitted() throws Exception {
        try (DatabaseServer server = TestServers.privateDatabase()) {
            Database database = new Database(server.url(), server.user(), server.password());
            execute(database, "create table film (title varchar(50))");
            execute(database, "insert into film values ('kept')");
            int port = server.port();

            server.kill();
            server.start();

            assertThat(server.port()).isEqualTo(port);
            assertThat(query(database, "select title from film")).isEqualTo("kept");
        }
    }

    @Test
    void etcdKilledAndRestartedKeepsWhatWasWritten() {
        try (EtcdServer server = TestServers.privateEtcd()) {
            EtcdKeys keys = new EtcdKeys(server.url());
            long revision = keys.put("film", "kept");
            String url = server.url();

            server.kill();
            server.start();

            assertThat(server.url()).isEqualTo(url);
            assertThat(keys.call("/v3/kv/range", "{\"key\":\"ZmlsbQ==\"}"))
                    .contains("\"value\":\"a2VwdA==\"", "\"mod_revision\":\"" + revision + "\"");
        }
    }

    @Test
    void redisKilledAndRestartedKeepsWhatWasWritten() throws Exception {
        try (RedisServer server = TestServers.privateRedis()) {
            assertThat(PlainRedis.ask(server.url(), "SET film kept")).isEqualTo("+OK");

            server.kill();
            server.start();

            assertThat(PlainRedis.ask(server.url(), "STRLEN film")).isEqualTo(":4");
        }
    }

    @Test
    void rabbitMqKilledAndRestartedKeepsConfirmedMessages() throws Exception {
        try (RabbitMqServer server = TestServers.privateRabbitMq()) {
            try (Connection connection = connect(server.url());
                    Channel channel = connection.createChannel()) {
                channel.queueDeclare("films", true, false, false, Map.of("x-queue-type", "classic"));
            }
            // RabbitMQ 3.10 confirms what is in a queue, not the queue: one as new as this was lost in a kill once.
            server.stop();
            server.start();
            try (Connection connection = connect(server.url());
                    Channel channel = connection.createChannel()) {
                channel.confirmSelect();
                channel.basicPublish("", "films", MessageProperties.PERSISTENT_BASIC, bytes("kept"));
                channel.waitForConfirmsOrDie(5_000);
            }

            server.kill();
            server.start();

            try (Connection connection = connect(server.url());
                    Channel channel = connection.createChannel()) {
                Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                    GetResponse response = channel.basicGet("films", true);
                    assertThat(response).isNotNull();
                    assertThat(response.getBody()).isEqualTo(bytes("kept"));
                });
            }
        }
    }

    private static Connection connect(String url) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(url);
        factory.setAutomaticRecoveryEnabled(false);
        return factory.newConnection();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void execute(Database database, String sql) throws SQLException {
        try (java.sql.Connection connection =
                        DriverManager.getConnection(database.url(), database.user(), database.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(Database database, String sql) throws SQLException {
        try (java.sql.Connection connection =
                        DriverManager.getConnection(database.url(), database.user(), database.password());
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }
}
