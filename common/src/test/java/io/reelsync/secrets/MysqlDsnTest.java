package io.reelsync.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelsync.startup.StartRefused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MysqlDsnTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ' ',
            nullValues = "-",
            emptyValue = "",
            value = {
                "video:secret@tcp(db:3307)/films?charset=utf8mb4&parseTime=True&loc=Local video secret jdbc:mysql://db:3307/films?allowPublicKeyRetrieval=true",
                "video:secret@tcp(db)/films video secret jdbc:mysql://db:3306/films?allowPublicKeyRetrieval=true",
                "video:p@ss:w/rd?x=(1)@tcp(10.0.0.1:3306)/films video p@ss:w/rd?x=(1) jdbc:mysql://10.0.0.1:3306/films?allowPublicKeyRetrieval=true",
                "video:a@tcp(evil)/b@tcp(db:3306)/films video a@tcp(evil)/b jdbc:mysql://db:3306/films?allowPublicKeyRetrieval=true",
                "video:密碼@tcp(db:3306)/films video 密碼 jdbc:mysql://db:3306/films?allowPublicKeyRetrieval=true",
                "video@tcp(db:3306)/films video '' jdbc:mysql://db:3306/films?allowPublicKeyRetrieval=true",
                "tcp(db:3306)/films '' '' jdbc:mysql://db:3306/films?allowPublicKeyRetrieval=true",
                "video:secret@tcp([2001:db8::1]:3306)/films video secret jdbc:mysql://[2001:db8::1]:3306/films?allowPublicKeyRetrieval=true",
                "video:secret@tcp([::1])/films video secret jdbc:mysql://[::1]:3306/films?allowPublicKeyRetrieval=true",
                "video:secret@tcp/films video secret jdbc:mysql://127.0.0.1:3306/films?allowPublicKeyRetrieval=true",
                "video:secret@/films video secret jdbc:mysql://127.0.0.1:3306/films?allowPublicKeyRetrieval=true",
                "/films '' '' jdbc:mysql://127.0.0.1:3306/films?allowPublicKeyRetrieval=true",
                "video:secret@tcp(db)/films?tls=true&timeout=5s video secret jdbc:mysql://db:3306/films?sslMode=VERIFY_IDENTITY",
                "video:secret@tcp(db)/films?tls=false video secret jdbc:mysql://db:3306/films?sslMode=DISABLED&allowPublicKeyRetrieval=true",
                "video:secret@tcp(db)/films?tls=preferred video secret jdbc:mysql://db:3306/films?sslMode=PREFERRED&allowPublicKeyRetrieval=true",
                "video:secret@tcp(db)/films?loc=UTC&tls=skip-verify video secret jdbc:mysql://db:3306/films?sslMode=REQUIRED",
            })
    void leadsWhereGoWouldGo(String dsn, String user, String password, String url) {
        MysqlDsn read = MysqlDsn.parse(dsn);

        assertThat(read.user()).isEqualTo(user);
        assertThat(read.password()).isEqualTo(password);
        assertThat(read.jdbcUrl("mysql")).isEqualTo(url);
    }

    @Test
    void leadsToMariaDbWhereThatIsSaid() {
        MysqlDsn read = MysqlDsn.parse("video:secret@tcp(db)/films?tls=true");

        assertThat(read.jdbcUrl("mariadb")).isEqualTo("jdbc:mariadb://db:3306/films?sslMode=verify-full");
        assertThatThrownBy(() -> read.jdbcUrl("oracle"))
                .isInstanceOf(StartRefused.class)
                .hasMessage("REELSYNC_MYSQL_DRIVER is mysql or mariadb");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "video:secret@unix(/run/mysqld/mysqld.sock)/films | leads to a unix socket",
                "video:secret@udp(db)/films | names no network that we know",
                "video:secret@cloudsql(a:b:c)/films | names no network that we know",
                "video:secret@tcp(db:3306 | has no '/' before the database",
                "video:secret@tcp(db:3306/films | has no ')' after the host",
                "video:secret@tcp(db:3306)/ | names no database",
                "video:secret@tcp(db:0)/films | has a port beyond 65535, or 0",
                "video:secret@tcp(db:65536)/films | has a port beyond 65535, or 0",
                "video:secret@tcp(db:port)/films | has no host and port that can be read",
                "video:secret@tcp(2001:db8::1)/films | has no host and port that can be read",
                "video:secret@tcp()/films | has no host and port that can be read",
                "secret | has no '/' before the database"
            })
    void refusesWhatLeadsNowhere(String dsn, String why) {
        assertThatThrownBy(() -> MysqlDsn.parse(dsn))
                .isInstanceOf(StartRefused.class)
                .hasMessageStartingWith("mysql_dsn " + why)
                .hasMessageEndingWith("it is user:password@tcp(host:port)/database")
                .message()
                .doesNotContain("secret");
    }

    /** JDBC addresses have settings that read files and make objects. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "u:p@tcp(db:3306)/films#x",
                "u:p@tcp(db,evil:3306)/films",
                "u:p@tcp((host=evil,allowLoadLocalInfile=true))/films",
                "u:p@tcp(db:3306)/films&autoDeserialize=true",
                "u:p@tcp(db:3306)/films;a=b",
                "u:p@tcp(db\n:3306)/films"
            })
    void smugglesNothingIntoAnAddress(String dsn) {
        assertThatThrownBy(() -> MysqlDsn.parse(dsn)).isInstanceOf(StartRefused.class);
    }

    @Test
    void takesNoOtherParameterAlong() {
        assertThat(MysqlDsn.parse("u:p@tcp(db)/films?allowLoadLocalInfile=true&tls=false")
                        .jdbcUrl("mysql"))
                .isEqualTo("jdbc:mysql://db:3306/films?sslMode=DISABLED&allowPublicKeyRetrieval=true");
        assertThatThrownBy(() -> MysqlDsn.parse("u:p@tcp(db)/films?tls=true%26allowLoadLocalInfile=true")
                        .jdbcUrl("mysql"))
                .hasMessageContaining("has a tls that the driver for mysql does not know");
    }

    @Test
    void showsNoPassword() {
        assertThat(MysqlDsn.parse("video:secret@tcp(db)/films")).hasToString("MysqlDsn[db:3306/films]");
    }
}
