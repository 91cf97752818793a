package io.reelsync.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelsync.startup.StartRefused;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnSettingsTest {

    @Test
    void makesAnEntryWithASteadyNameOfAJwtKey() {
        // printf %s correct-horse-battery-staple-0123456 | sha256sum, and | base64
        assertThat(OwnSettings.from(Map.of("jwt_key", "correct-horse-battery-staple-0123456"), ""))
                .isEqualTo(Map.of("REELSYNC_JWT_KEYS", "4bfffc6f:Y29ycmVjdC1ob3JzZS1iYXR0ZXJ5LXN0YXBsZS0wMTIzNDU2"));
    }

    @Test
    void makesAnAddressAUserAndAPasswordOfADsn() {
        Map<String, String> dsn = Map.of("mysql_dsn", "video:secret@tcp(db)/films");

        assertThat(OwnSettings.from(dsn, ""))
                .isEqualTo(Map.of(
                        "REELSYNC_MYSQL_URL", "jdbc:mysql://db:3306/films?allowPublicKeyRetrieval=true",
                        "REELSYNC_MYSQL_USER", "video",
                        "REELSYNC_MYSQL_PASSWORD", "secret"));
        assertThat(OwnSettings.from(dsn, "mariadb"))
                .containsEntry("REELSYNC_MYSQL_URL", "jdbc:mariadb://db:3306/films?allowPublicKeyRetrieval=true");
    }

    @Test
    void letsOurOwnNamesWin() {
        assertThat(OwnSettings.from(
                        Map.of(
                                "jwt_key", "weak",
                                "REELSYNC_JWT_KEYS", "k1:a2V5",
                                "mysql_dsn", "video:secret@unix(/run/mysqld.sock)/films",
                                "REELSYNC_MYSQL_URL", "jdbc:mariadb://other/films"),
                        ""))
                .isEqualTo(Map.of("REELSYNC_JWT_KEYS", "k1:a2V5", "REELSYNC_MYSQL_URL", "jdbc:mariadb://other/films"));
    }

    @Test
    void givesNoUserThePasswordOfAnother() {
        assertThat(OwnSettings.from(
                        Map.of("mysql_dsn", "video:secret@tcp(db)/films", "REELSYNC_MYSQL_USER", "reelsync"), ""))
                .isEqualTo(Map.of(
                        "REELSYNC_MYSQL_URL",
                        "jdbc:mysql://db:3306/films?allowPublicKeyRetrieval=true",
                        "REELSYNC_MYSQL_USER",
                        "reelsync"));
    }

    @Test
    void takesTheDriverFromTheEnvironmentOrFromBesideTheDsn() {
        Map<String, String> found =
                Map.of("mysql_dsn", "video:secret@tcp(db)/films", "REELSYNC_MYSQL_DRIVER", "mariadb");

        assertThat(OwnSettings.from(found, ""))
                .containsEntry("REELSYNC_MYSQL_URL", "jdbc:mariadb://db:3306/films?allowPublicKeyRetrieval=true");
        assertThat(OwnSettings.from(found, "mysql"))
                .containsEntry("REELSYNC_MYSQL_URL", "jdbc:mysql://db:3306/films?allowPublicKeyRetrieval=true");
    }

    @Test
    void knowsOursFromOthers() {
        assertThat(OwnSettings.name("REELSYNC_MYSQL_PASSWORD")).contains("REELSYNC_MYSQL_PASSWORD");
        assertThat(OwnSettings.name("reelsync_mysql_password")).contains("REELSYNC_MYSQL_PASSWORD");
        assertThat(OwnSettings.name("reelsync.mysql.password")).contains("REELSYNC_MYSQL_PASSWORD");
        assertThat(OwnSettings.name("reelsync-mysql-password")).contains("REELSYNC_MYSQL_PASSWORD");
        assertThat(OwnSettings.name("jwt_keys")).contains("REELSYNC_JWT_KEYS");
        assertThat(OwnSettings.name("mysql_dsn")).contains("mysql_dsn");
        assertThat(OwnSettings.name("spring.datasource.url")).isEmpty();
        assertThat(OwnSettings.name("LOGGING_CONFIG")).isEmpty();
        assertThat(OwnSettings.name("reelsynced.a")).isEmpty();
        assertThat(OwnSettings.name("reelsync.a\nb")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jwt_key", "mysql_dsn"})
    void namesTheSecretThatALineBreakWasLeftAt(String name) {
        assertThatThrownBy(() -> OwnSettings.from(Map.of(name, "hunter2\n"), ""))
                .isInstanceOf(StartRefused.class)
                .hasMessage(name + " ends with a line break: take it away (echo writes one, printf %s doesn't)");
    }

    @Test
    void refusesWhatIsTooLong() {
        assertThatThrownBy(() -> OwnSettings.from(Map.of("jwt_key", "k".repeat(70_000)), ""))
                .isInstanceOf(StartRefused.class)
                .hasMessage("jwt_key is longer than 65536 characters");
    }
}
