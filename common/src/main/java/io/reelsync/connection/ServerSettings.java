package io.reelsync.connection;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** The servers that every service needs. Shows no password. */
@ConfigurationProperties("reelsync")
record ServerSettings(
        @DefaultValue Mysql mysql,
        @DefaultValue Rabbitmq rabbitmq,
        @DefaultValue Redis redis,
        @DefaultValue Tls tls) {

    /**
     * The database.
     *
     * @param url the database, {@code jdbc:mysql://host:port/name} or {@code jdbc:mariadb://host:port/name}, with TLS
     *     where {@code ?sslMode=VERIFY_IDENTITY} stands behind it; needed. Sessions speak UTC whatever the server's zone;
     *     that is set by {@code sessionVariables}, which have no place in the address
     * @param user its user
     * @param password its user's password
     */
    record Mysql(
            @DefaultValue("") String url,
            @DefaultValue("root") String user,
            @DefaultValue("") String password) {
        @Override
        public String toString() {
            return "Mysql[user=" + user + "]";
        }
    }

    /**
     * The broker.
     *
     * @param url the broker, {@code amqp://user:password@host:port/vhost}, with TLS {@code amqps://}; needed
     */
    record Rabbitmq(@DefaultValue("") String url) {
        @Override
        public String toString() {
            return "Rabbitmq[]";
        }
    }

    /**
     * Redis.
     *
     * @param url Redis, {@code redis://:password@host:port/db}, with TLS {@code rediss://}; needed
     */
    record Redis(@DefaultValue("") String url) {
        @Override
        public String toString() {
            return "Redis[]";
        }
    }

    /**
     * TLS, for those of the three whose address asks for it.
     *
     * @param caFile the certificates, in PEM, that those of the database, RabbitMQ and Redis must be signed by; the JDK's
     *     authorities unless set
     */
    record Tls(@Nullable String caFile) {}
}
