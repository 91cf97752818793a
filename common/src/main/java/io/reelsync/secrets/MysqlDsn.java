package io.reelsync.secrets;

import io.reelsync.startup.StartRefused;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A database's address as programs in Go write it, {@code user:password@tcp(host:port)/database?parameters}. Of its
 * parameters {@code tls} alone is taken: the others are settings of Go's driver.
 *
 * @param host with brackets where it is an IPv6 address
 * @param tls as written; null where it isn't
 */
record MysqlDsn(
        String user,
        String password,
        String host,
        int port,
        String database,
        @Nullable String tls) {
    /** Nothing that a JDBC address would take for more than a name. */
    private static final Pattern ADDRESS =
            Pattern.compile("(?<host>[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(:(?<port>[0-9]{1,5}))?");

    private static final Pattern DATABASE = Pattern.compile("[\\p{L}\\p{N}_$.-]{1,64}");
    private static final Pattern TLS = Pattern.compile("(?:^|&)tls=([^&]*)");
    private static final int DEFAULT_PORT = 3306;

    /** The names of {@code sslMode} of each driver, by what Go's calls them. */
    private static final Map<String, Map<String, String>> SSL_MODES = Map.of(
            "mysql",
            Map.of("true", "VERIFY_IDENTITY", "skip-verify", "REQUIRED", "preferred", "PREFERRED", "false", "DISABLED"),
            "mariadb",
            Map.of("true", "verify-full", "skip-verify", "trust", "false", "disable"));

    /** Without TLS Go's driver encrypts a password with a key that it asks the server for; others want to be told so. */
    private static final String WITH_THE_SERVERS_KEY = "allowPublicKeyRetrieval=true";

    private static final Set<String> MAYBE_PLAIN = Set.of("false", "preferred");

    /** @throws StartRefused where it isn't one, or leads where a JDBC driver can't go; says nothing of its password */
    static MysqlDsn parse(String dsn) {
        // A password may hold any of the signs that separate, so it is read from the end, as Go's driver does.
        int slash = dsn.lastIndexOf('/');
        if (slash < 0) {
            throw refused("has no '/' before the database");
        }
        String account = "";
        String address = dsn.substring(0, slash);
        int at = address.lastIndexOf('@');
        if (at >= 0) {
            account = address.substring(0, at);
            address = address.substring(at + 1);
        }
        int colon = account.indexOf(':');
        Matcher host = address(address);
        String[] path = dsn.substring(slash + 1).split("\\?", 2);
        return new MysqlDsn(
                colon < 0 ? account : account.substring(0, colon),
                colon < 0 ? "" : account.substring(colon + 1),
                Objects.requireNonNull(host.group("host")),
                port(host.group("port")),
                database(path[0]),
                tls(path.length > 1 ? path[1] : ""));
    }

    /** @param driver {@code mysql} or {@code mariadb} */
    String jdbcUrl(String driver) {
        Map<String, String> modes = SSL_MODES.get(driver);
        if (modes == null) {
            throw new StartRefused("REELSYNC_MYSQL_DRIVER is mysql or mariadb");
        }
        String address = "jdbc:" + driver + "://" + host + ":" + port + "/" + database;
        if (tls == null) {
            return address + "?" + WITH_THE_SERVERS_KEY;
        }
        String mode = modes.get(tls);
        if (mode == null) {
            throw refused("has a tls that the driver for " + driver + " does not know (it knows "
                    + String.join(", ", modes.keySet().stream().sorted().toList()) + ")");
        }
        boolean maybePlain = MAYBE_PLAIN.contains(tls);
        return address + "?sslMode=" + mode + (maybePlain ? "&" + WITH_THE_SERVERS_KEY : "");
    }

    private static Matcher address(String address) {
        String inner = "127.0.0.1";
        int open = address.indexOf('(');
        String net = open < 0 ? address : address.substring(0, open);
        if (net.equals("unix")) {
            throw refused("leads to a unix socket, which a JDBC driver can't reach: write tcp(host:port)");
        }
        if (!net.isEmpty() && !net.equals("tcp")) {
            throw refused("names no network that we know: write tcp(host:port)");
        }
        if (open >= 0) {
            if (!address.endsWith(")")) {
                throw refused("has no ')' after the host");
            }
            inner = address.substring(open + 1, address.length() - 1);
        }
        Matcher matcher = ADDRESS.matcher(inner);
        if (!matcher.matches()) {
            throw refused("has no host and port that can be read: write tcp(host:port), IPv6 as tcp([::1]:3306)");
        }
        return matcher;
    }

    private static int port(@Nullable String digits) {
        int port = digits == null ? DEFAULT_PORT : Integer.parseInt(digits);
        if (port < 1 || port > 65_535) {
            throw refused("has a port beyond 65535, or 0");
        }
        return port;
    }

    private static String database(String name) {
        if (!DATABASE.matcher(name).matches()) {
            throw refused("names no database, or one with other signs than letters, digits, '_', '$', '.' and '-'");
        }
        return name;
    }

    private static @Nullable String tls(String parameters) {
        Matcher found = TLS.matcher(parameters);
        return found.find() ? URLDecoder.decode(found.group(1), StandardCharsets.UTF_8) : null;
    }

    @Override
    public String toString() {
        return "MysqlDsn[" + host + ":" + port + "/" + database + "]";
    }

    private static StartRefused refused(String what) {
        return new StartRefused("mysql_dsn " + what + ": it is user:password@tcp(host:port)/database");
    }
}
