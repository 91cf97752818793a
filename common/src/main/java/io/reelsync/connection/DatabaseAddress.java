package io.reelsync.connection;

import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.web.util.UriUtils;

/** Where the database is, whose account we have there, and whom the driver trusts where the address asks for TLS. */
record DatabaseAddress(String jdbcUrl, String user, String password) implements JdbcConnectionDetails {
    private static final Set<String> VERIFYING = Set.of("verify_ca", "verify_identity", "verify-ca", "verify-full");

    static DatabaseAddress of(ServerSettings.Mysql settings, Authorities authorities) {
        String url = settings.url();
        boolean mariaDb = url.startsWith("jdbc:mariadb:");
        Map<String, String> options = options(url);
        if (!mariaDb && options.getOrDefault("usessl", "").equals("true") && !options.containsKey("sslmode")) {
            // To the driver this old word means: with TLS if the server has it, whoever it is, and otherwise without.
            boolean whoeverItIs =
                    options.getOrDefault("verifyservercertificate", "").equals("false");
            url = with(url, "sslMode", whoeverItIs ? "REQUIRED" : "VERIFY_IDENTITY");
            options = options(url);
        }
        if (authorities.file() != null && authorities.trusted() != null && verifies(options, mariaDb)) {
            url = mariaDb
                    ? with(
                            url,
                            "serverSslCert",
                            authorities.file().toAbsolutePath().toString())
                    : withStore(url, authorities.trusted());
        }
        return new DatabaseAddress(url, settings.user(), settings.password());
    }

    private static String withStore(String url, KeyStore trusted) {
        // This driver decodes what it is given; MariaDB's doesn't.
        String store = UriUtils.encode(Authorities.store(trusted).toUri().toString(), StandardCharsets.UTF_8);
        return with(
                with(with(url, "trustCertificateKeyStoreUrl", store), "trustCertificateKeyStoreType", "PKCS12"),
                "trustCertificateKeyStorePassword",
                Authorities.STORE_PASSWORD);
    }

    /** Whether by certificates that the address doesn't name itself. */
    private static boolean verifies(Map<String, String> options, boolean mariaDb) {
        boolean own = options.containsKey(mariaDb ? "serversslcert" : "trustcertificatekeystoreurl");
        boolean byOldWord = mariaDb && options.getOrDefault("usessl", "").equals("true");
        return !own && (byOldWord || VERIFYING.contains(options.getOrDefault("sslmode", "")));
    }

    /** In small letters, since drivers don't mind. */
    private static Map<String, String> options(String url) {
        int query = url.indexOf('?');
        return query < 0
                ? Map.of()
                : Arrays.stream(url.substring(query + 1)
                                .toLowerCase(Locale.ROOT)
                                .split("&"))
                        .map(option -> option.split("=", 2))
                        .collect(Collectors.toMap(
                                option -> option[0],
                                option -> option.length > 1 ? option[1] : "",
                                (first, last) -> last));
    }

    private static String with(String url, String option, String value) {
        return url + (url.contains("?") ? "&" : "?") + option + "=" + value;
    }

    @Override
    public String getJdbcUrl() {
        return jdbcUrl;
    }

    @Override
    public String getUsername() {
        return user;
    }

    @Override
    public String getPassword() {
        return password;
    }

    @Override
    public String toString() {
        return "DatabaseAddress[user=" + user + "]";
    }
}
