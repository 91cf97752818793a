package io.reelsync.connection;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import io.reelsync.startup.StartRefused;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.redisson.client.DefaultNettyHook;
import org.redisson.config.BaseConfig;
import org.redisson.config.Config;
import org.redisson.config.ReadMode;

/**
 * Where Redis is: one server, the sentinels of one ({@code redis-sentinel://host,host/db#master}), or some nodes of a
 * cluster ({@code redis-cluster://host,host}). With {@code rediss} instead of {@code redis}, with TLS.
 */
record RedisAddress(ServerUrl url, boolean encrypted, Form form, int database, String master) {
    private static final int CONNECT_WITHIN_MILLIS = 5_000;
    private static final int ANSWER_WITHIN_MILLIS = 3_000;
    /** A service sends some hundred small commands a second at most; Redisson's own choice is 48 threads. */
    private static final int THREADS = 4;

    private static final int IDLE_CONNECTIONS = 4;
    private static final Pattern SCHEME = Pattern.compile("redis(?<tls>s)?(?<form>-sentinel|-cluster)?");
    private static final Pattern MORE = Pattern.compile("(?:/(?<database>[0-9]{0,5}))?(?:#(?<master>.+))?");

    private enum Form {
        SINGLE(6379),
        SENTINEL(26379),
        CLUSTER(6379);

        private final int port;

        Form(int port) {
            this.port = port;
        }

        private static Form of(@Nullable String suffix) {
            return suffix == null ? SINGLE : suffix.equals("-sentinel") ? SENTINEL : CLUSTER;
        }
    }

    /** @throws StartRefused where it is none */
    static RedisAddress parse(String text) {
        try {
            ServerUrl url = ServerUrl.parse(text);
            Matcher scheme = SCHEME.matcher(url.scheme());
            if (!scheme.matches()) {
                throw new StartRefused("has another scheme");
            }
            Matcher more = MORE.matcher(url.more());
            if (!more.matches()) {
                throw new StartRefused("has more than a database's number behind the host");
            }
            return of(url, scheme.group("tls") != null, Form.of(scheme.group("form")), more);
        } catch (StartRefused why) {
            throw new StartRefused("REELSYNC_REDIS_URL " + why.getMessage() + ": it is redis://:password@host:port/db,"
                    + " redis-sentinel://:password@host,host/db#master or redis-cluster://:password@host,host,"
                    + " or rediss with TLS");
        }
    }

    private static RedisAddress of(ServerUrl url, boolean encrypted, Form form, Matcher more) {
        String database = more.group("database");
        String master = more.group("master");
        int number = database == null || database.isEmpty() ? 0 : Integer.parseInt(database);
        if (form == Form.SINGLE && url.hosts().size() > 1) {
            throw new StartRefused("names several servers");
        }
        if (form == Form.CLUSTER && number != 0) {
            throw new StartRefused("names a database, of which a cluster has one alone");
        }
        if ((form == Form.SENTINEL) != (master != null)) {
            throw new StartRefused(master == null ? "names no master" : "names a master without sentinels");
        }
        return new RedisAddress(url, encrypted, form, number, master == null ? "" : ServerUrl.decoded(master));
    }

    /** What leads there, for a client. */
    Config config(Authorities authorities) {
        Config config = new Config()
                .setUsername(user())
                .setPassword(password())
                .setThreads(THREADS)
                .setNettyThreads(THREADS);
        if (encrypted) {
            config.setSslTrustManagerFactory(authorities.bundle().getManagers().getTrustManagerFactory())
                    .setNettyHook(new GiveUpInTime());
        }
        String[] nodes = url.hosts().stream()
                .map(host -> (encrypted ? "rediss://" : "redis://") + host.name() + ":" + host.portOr(form.port))
                .toArray(String[]::new);
        BaseConfig<?> servers =
                switch (form) {
                    case SINGLE ->
                        config.useSingleServer()
                                .setAddress(nodes[0])
                                .setDatabase(database)
                                .setConnectionMinimumIdleSize(IDLE_CONNECTIONS);
                    case SENTINEL ->
                        config.useSentinelServers()
                                .addSentinelAddress(nodes)
                                .setMasterName(master)
                                // A replica may be behind, and what is asked for has been written just now.
                                .setReadMode(ReadMode.MASTER)
                                .setMasterConnectionMinimumIdleSize(IDLE_CONNECTIONS)
                                .setSlaveConnectionMinimumIdleSize(IDLE_CONNECTIONS)
                                .setDatabase(database)
                                .setCheckSentinelsList(false);
                    case CLUSTER ->
                        config.useClusterServers()
                                .addNodeAddress(nodes)
                                // A replica may be behind, and what is asked for has been written just now.
                                .setReadMode(ReadMode.MASTER)
                                .setMasterConnectionMinimumIdleSize(IDLE_CONNECTIONS)
                                .setSlaveConnectionMinimumIdleSize(IDLE_CONNECTIONS);
                };
        servers.setConnectTimeout(CONNECT_WITHIN_MILLIS).setTimeout(ANSWER_WITHIN_MILLIS);
        return config;
    }

    /** Redis takes an empty name for a stranger's. */
    private @Nullable String user() {
        return url.user() == null || url.user().isEmpty() || url.password() == null ? null : url.user();
    }

    /** What stands alone before the '@' is one too. */
    private @Nullable String password() {
        String password = url.password() == null ? url.user() : url.password();
        return password == null || password.isEmpty() ? null : password;
    }

    /** A Redis without TLS says nothing to a client that begins with it. */
    private static class GiveUpInTime extends DefaultNettyHook {
        @Override
        public void afterChannelInitialization(Channel channel) {
            channel.pipeline().get(SslHandler.class).setHandshakeTimeoutMillis(ANSWER_WITHIN_MILLIS);
        }
    }
}
