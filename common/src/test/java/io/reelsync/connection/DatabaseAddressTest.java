package io.reelsync.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelsync.TestCertificate;
import io.reelsync.startup.StartRefused;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseAddressTest {

    @ParameterizedTest
    @CsvSource({
        "jdbc:mysql://db/films?useSSL=true, jdbc:mysql://db/films?useSSL=true&sslMode=VERIFY_IDENTITY",
        "jdbc:mysql://db/films?useSSL=true&sslMode=REQUIRED, jdbc:mysql://db/films?useSSL=true&sslMode=REQUIRED",
        "jdbc:mysql://db/films?useSSL=true&verifyServerCertificate=false,"
                + " jdbc:mysql://db/films?useSSL=true&verifyServerCertificate=false&sslMode=REQUIRED",
        "jdbc:mysql://db/films, jdbc:mysql://db/films",
        "jdbc:mariadb://db/films?sslMode=verify-full, jdbc:mariadb://db/films?sslMode=verify-full",
    })
    void isWhatWasGivenButThatTheOldWordForTlsMeansIt(String given, String driver) {
        assertThat(url(given, null)).isEqualTo(driver);
    }

    @Test
    void tellsTheDriverWhomWeTrust(@TempDir Path folder) throws Exception {
        String file = TestCertificate.in(folder).certificate().toString();

        assertThat(url("jdbc:mariadb://db/films?sslMode=verify-full", file))
                .startsWith("jdbc:mariadb://db/films?sslMode=verify-full&serverSslCert=");
        assertThat(url("jdbc:mysql://db/films?sslMode=VERIFY_CA", file))
                .startsWith("jdbc:mysql://db/films?sslMode=VERIFY_CA&trustCertificateKeyStoreUrl=file")
                .contains("&trustCertificateKeyStoreType=PKCS12");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:mysql://db/films",
                "jdbc:mysql://db/films?sslMode=DISABLED",
                "jdbc:mysql://db/films?sslMode=VERIFY_CA&trustCertificateKeyStoreUrl=file:/own.p12",
                "jdbc:mariadb://db/films?sslMode=verify-full&serverSslCert=/own.pem",
            })
    void leavesAnAddressThatAsksForNoTlsOrNamesItsOwnAuthorities(String given, @TempDir Path folder) throws Exception {
        assertThat(url(given, TestCertificate.in(folder).certificate().toString()))
                .isEqualTo(given);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hunter2", "-----BEGIN CERTIFICATE-----\nhunter2\n-----END CERTIFICATE-----\n"})
    void namesTheFileThatHoldsNoCertificate(String content, @TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("ca.pem"), content);

        assertThatThrownBy(() -> Authorities.of(file.toString()))
                .isInstanceOf(StartRefused.class)
                .hasMessageStartingWith("REELSYNC_TLS_CA_FILE can't be used: it holds ");
        assertThatThrownBy(() -> Authorities.of(folder.resolve("none.pem").toString()))
                .hasMessage("REELSYNC_TLS_CA_FILE can't be used: NoSuchFileException");
    }

    private static String url(String given, String caFile) {
        return DatabaseAddress.of(new ServerSettings.Mysql(given, "u", "p"), Authorities.of(caFile))
                .getJdbcUrl();
    }
}
