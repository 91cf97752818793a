package io.reelsync.connection;

import io.reelsync.startup.StartRefused;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.amqp.autoconfigure.RabbitConnectionDetails;
import org.springframework.boot.ssl.SslBundle;

/** Where RabbitMQ is, and with which account and virtual host it is spoken to; {@code amqps} is with TLS. */
record RabbitMqAddress(ServerUrl url, Authorities authorities) implements RabbitConnectionDetails {
    private static final String TLS = "amqps";

    /** @throws StartRefused where it is none */
    static RabbitMqAddress parse(String text, Authorities authorities) {
        try {
            ServerUrl url = ServerUrl.parse(text);
            if (!Set.of("amqp", TLS).contains(url.scheme())) {
                throw new StartRefused("has another scheme");
            }
            if (!url.more().isEmpty() && !url.more().startsWith("/")
                    || url.more().contains("?")) {
                throw new StartRefused("has parameters, of which none is known (%3F is a '?' within a name)");
            }
            return new RabbitMqAddress(url, authorities);
        } catch (StartRefused why) {
            throw new StartRefused("REELSYNC_RABBITMQ_URL " + why.getMessage()
                    + ": it is amqp://user:password@host:port/vhost, or amqps:// with TLS");
        }
    }

    @Override
    public @Nullable String getUsername() {
        return url.user();
    }

    @Override
    public @Nullable String getPassword() {
        return url.password();
    }

    @Override
    public String getVirtualHost() {
        return url.more().length() < 2 ? "/" : ServerUrl.decoded(url.more().substring(1));
    }

    @Override
    public List<Address> getAddresses() {
        return url.hosts().stream()
                .map(host -> new Address(host.name(), host.portOr(encrypted() ? 5671 : 5672)))
                .toList();
    }

    @Override
    public @Nullable SslBundle getSslBundle() {
        return encrypted() ? authorities.bundle() : null;
    }

    private boolean encrypted() {
        return url.scheme().equals(TLS);
    }
}
