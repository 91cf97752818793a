package io.reelsync.source;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one way by which requests to a source leave: a proxy that speaks HTTP or SOCKS5. It shows no password.
 *
 * @param user null where the proxy asks for none
 * @param password null where the proxy asks for none
 */
public record EgressProxy(
        Type type,
        String host,
        int port,
        @Nullable String user,
        @Nullable String password) {

    /** What the proxy speaks. */
    public enum Type {
        HTTP("http"),
        SOCKS5("socks5");

        private final String scheme;

        Type(String scheme) {
            this.scheme = scheme;
        }

        private static Optional<Type> of(@Nullable String scheme) {
            return Arrays.stream(values())
                    .filter(type -> type.scheme.equals(String.valueOf(scheme).toLowerCase(Locale.ROOT)))
                    .findFirst();
        }
    }

    /**
     * Reads the form {@code http://user:password@host:port} or {@code socks5://…}; name and password percent-encoded.
     *
     * @throws IllegalArgumentException with a message for people, which doesn't repeat the address
     */
    public static EgressProxy of(String address) {
        URI uri;
        try {
            uri = new URI(address.strip());
        } catch (URISyntaxException wrong) {
            throw refused();
        }
        Type type = Type.of(uri.getScheme()).orElseThrow(EgressProxy::refused);
        boolean more = uri.getQuery() != null
                || uri.getFragment() != null
                || !path(uri).matches("/?");
        if (uri.getHost() == null || uri.getPort() < 1 || uri.getPort() > 65_535 || more) {
            throw refused();
        }
        String login = uri.getRawUserInfo();
        int colon = login == null ? -1 : login.indexOf(':');
        if (login != null && colon < 1) {
            throw refused();
        }
        return new EgressProxy(
                type,
                uri.getHost(),
                uri.getPort(),
                login == null ? null : decoded(login.substring(0, colon)),
                login == null ? null : decoded(login.substring(colon + 1)));
    }

    private static String path(URI uri) {
        return uri.getPath() == null ? "" : uri.getPath();
    }

    private static String decoded(String text) {
        // A plus is itself in an address.
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static IllegalArgumentException refused() {
        return new IllegalArgumentException(
                "a proxy is written http://host:port or socks5://host:port, with user:password@ before the host where it asks"
                        + " for them");
    }

    @Override
    public String toString() {
        return type.scheme + "://" + (user == null ? "" : "…@") + host + ":" + port;
    }
}
