package io.reelsync.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.reelsync.Installation;
import io.reelsync.TestCertificate;
import io.reelsync.outage.UnpooledDatabase;
import io.reelsync.servers.DatabaseServer;
import io.reelsync.servers.RabbitMqServer;
import io.reelsync.servers.RedisServer;
import io.reelsync.servers.Tls;
import io.reelsync.startup.StartFailures;
import io.reelsync.testservers.TestServers;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redisson.Redisson;
import org.redisson.config.Config;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.boot.amqp.autoconfigure.RabbitAutoConfiguration;
import org.springframework.boot.amqp.autoconfigure.RabbitConnectionDetails;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** What goes over the wire, and to whom, where an address asks for TLS. */
class EncryptedServersTest {
    private static final String CLIENT_HELLO = "\u0016\u0003";

    @TempDir
    static Path folder;

    private static Tls tls;
    private static RedisServer redis;
    private static RabbitMqServer broker;
    private static DatabaseServer database;

    @BeforeAll
    static void startServers() throws Exception {
        tls = TestCertificate.in(folder);
        redis = TestServers.privateRedis(tls);
        broker = TestServers.privateRabbitMq(tls);
        database = TestServers.privateDatabase(tls);
    }

    @AfterAll
    static void stopServers() {
        redis.close();
        broker.close();
        database.close();
    }

    @Test
    void worksWithAllThreeAndNobodyBetweenCanReadASecret() throws Exception {
        try (Wiretap toRedis = new Wiretap(redis.tlsPort());
                Wiretap toBroker = new Wiretap(broker.tlsPort());
                Wiretap toDatabase = new Wiretap(database.port())) {
            Installation.start(Map.of(
                            "reelsync.tls.ca-file", tls.certificate(),
                            "reelsync.redis.url", "rediss://127.0.0.1:" + toRedis.port(),
                            "reelsync.rabbitmq.url", brokerUrl("127.0.0.1", toBroker.port()),
                            "reelsync.mysql.url", databaseUrl("127.0.0.1", toDatabase.port()),
                            "reelsync.mysql.user", database.user(),
                            "reelsync.mysql.password", database.password()))
                    .close();

            assertThat(toRedis.heard()).startsWith(CLIENT_HELLO);
            assertThat(toDatabase.heard()).contains(CLIENT_HELLO).doesNotContain(database.user());
            connectToBroker(brokerUrl("127.0.0.1", toBroker.port()), trusted());
            assertThat(toBroker.heard()).startsWith(CLIENT_HELLO).doesNotContain(broker.user());
        }
    }

    @Test
    void tellsAServerWithoutTlsNoSecret() throws Exception {
        try (Wiretap toRedis = new Wiretap(URI.create(TestServers.redisUrl()).getPort());
                Wiretap toBroker =
                        new Wiretap(URI.create(TestServers.rabbitMqUrl()).getPort())) {
            assertThat(refusalOf(() ->
                            connectToRedis("rediss://:hunter2@127.0.0.1:" + toRedis.port(), Authorities.of(null))))
                    .startsWith("Redis (REELSYNC_REDIS_URL) does not take us: ")
                    .doesNotContain("hunter2");
            assertThat(refusalOf(() -> connectToBroker(
                            "amqps://reelsync:hunter2@127.0.0.1:" + toBroker.port(), Authorities.of(null))))
                    .doesNotContain("hunter2");

            assertThat(toRedis.heard()).startsWith(CLIENT_HELLO).doesNotContain("hunter2");
            assertThat(toBroker.heard()).startsWith(CLIENT_HELLO).doesNotContain("hunter2");
        }
    }

    @Test
    void refusesACertificateThatNobodyVouchesFor() {
        Authorities others = Authorities.of(null);
        String advice = "the certificate is of an authority that we don't know: name its file in REELSYNC_TLS_CA_FILE";

        assertThat(refusalOf(() -> connectToRedis("rediss://127.0.0.1:" + redis.tlsPort(), others)))
                .contains(advice);
        assertThat(refusalOf(() -> connectToBroker(brokerUrl("127.0.0.1", broker.tlsPort()), others)))
                .contains(advice);
        assertThat(refusalOf(() -> connectToDatabase(databaseUrl("127.0.0.1", database.port()), others)))
                .contains(advice);
    }

    @Test
    void refusesTheCertificateOfAnotherHost() {
        String advice = "the certificate is another host's";

        assertThat(refusalOf(() -> connectToRedis("rediss://localhost:" + redis.tlsPort(), trusted())))
                .contains(advice);
        assertThat(refusalOf(() -> connectToBroker(brokerUrl("localhost", broker.tlsPort()), trusted())))
                .contains(advice);
        assertThat(refusalOf(() -> connectToDatabase(databaseUrl("localhost", database.port()), trusted())))
                .contains(advice);
    }

    private static Authorities trusted() {
        return Authorities.of(tls.certificate().toString());
    }

    private static String brokerUrl(String host, int port) {
        return "amqps://" + broker.user() + ":" + broker.password() + "@" + host + ":" + port;
    }

    private static String databaseUrl(String host, int port) {
        return database.url().replace("127.0.0.1", host).replace(String.valueOf(database.port()), String.valueOf(port))
                + "?sslMode=VERIFY_IDENTITY";
    }

    private static void connectToRedis(String url, Authorities authorities) {
        Config once = RedisAddress.parse(url).config(authorities);
        once.useSingleServer().setRetryAttempts(0);
        Redisson.create(once).shutdown();
    }

    private static void connectToBroker(String url, Authorities authorities) {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(RabbitAutoConfiguration.class))
                .withBean(RabbitConnectionDetails.class, () -> RabbitMqAddress.parse(url, authorities))
                .run(context -> context.getBean(ConnectionFactory.class)
                        .createConnection()
                        .close());
    }

    private static void connectToDatabase(String url, Authorities authorities) throws Exception {
        UnpooledDatabase.of(
                        DatabaseAddress.of(
                                new ServerSettings.Mysql(url, database.user(), database.password()), authorities),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5))
                .getConnection()
                .close();
    }

    private interface Connecting {
        void connect() throws Exception;
    }

    /** The line that a start would end in. */
    private static String refusalOf(Connecting connecting) {
        Throwable failure = catchThrowable(connecting::connect);
        assertThat(failure).as("the connection").isNotNull();
        return StartFailures.explain(failure);
    }
}
