package io.reelsync.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelsync.startup.StartRefused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.amqp.autoconfigure.RabbitConnectionDetails.Address;

class RabbitMqAddressTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ' ',
            nullValues = "-",
            emptyValue = "",
            value = {
                "amqp://u:p@h:5673/v u p h:5673 v",
                "amqp://h - - h:5672 /",
                "amqps://u:p@h u p h:5671 /",
                "amqp://u:p@h/ u p h:5672 /",
                "amqp://u:p@h/%2F u p h:5672 /",
                "amqp://u:p@h// u p h:5672 /",
                "amqp://u:p@h/team%2Fcrawl u p h:5672 team/crawl",
                "amqp://u:p@h/team/crawl u p h:5672 team/crawl",
                "amqp://u%40a:p%40ss%3Aw%2Frd%2C1%25@h u@a p@ss:w/rd,1% h:5672 /",
                "amqp://u:p@ss:w/rd,1@h:5673 u p@ss:w/rd,1 h:5673 /",
                "amqp://u:a+b%2Bc#?&=%zz%@h u a+b+c#?&=%zz% h:5672 /",
                "amqp://u:%E5%AF%86碼@h u 密碼 h:5672 /",
                "amqp://u:a${b}c#{d}@h u a${b}c#{d} h:5672 /",
                "amqp://u:p@[::1]:5673/v u p [::1]:5673 v",
                "amqp://u:@h u '' h:5672 /",
                "amqp://u@h u - h:5672 /",
            })
    void isReadAsItIsWrittenOrEncoded(String text, String user, String password, String address, String host) {
        RabbitMqAddress read = RabbitMqAddress.parse(text, Authorities.of(null));

        assertThat(read.getUsername()).isEqualTo(user);
        assertThat(read.getPassword()).isEqualTo(password);
        assertThat(read.getAddresses().stream().map(one -> one.host() + ":" + one.port()))
                .containsExactly(address);
        assertThat(read.getVirtualHost()).isEqualTo(host);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {"amqps://u:p@a,b:5673/v", "amqps://u:p@a/v,amqps://u:p@b:5673/v", "amqps://u:p@a/v,amqps://b:5673"
            })
    void leadsToSeveralBrokers(String text) {
        RabbitMqAddress read = RabbitMqAddress.parse(text, Authorities.of(null));

        assertThat(read.getAddresses()).containsExactly(new Address("a", 5671), new Address("b", 5673));
        assertThat(read.getVirtualHost()).isEqualTo("v");
        assertThat(read.getSslBundle()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://u:hunter2@h | has another scheme",
                "u:hunter2@h | can't be read",
                "amqp://u:hunter2@ | can't be read",
                "amqp://u:hunter2@h:port | can't be read",
                "amqp://u:hunter2@h:65536 | has a port beyond 65535",
                "amqp://u:hunter2@h/team@x | can be read in two ways",
                "amqp://u:hunter@2/3@h | can be read in two ways",
                "amqps://u:hunter2@a,amqp://u:hunter2@b | mixes schemes",
                "amqp://u:hunter2@h?heartbeat=1 | has parameters, of which none is known",
                "amqp://u:hunter2@h/v?heartbeat=1 | has parameters, of which none is known"
            })
    void isRefusedWithoutTellingItsPassword(String text, String why) {
        assertThatThrownBy(() -> RabbitMqAddress.parse(text, Authorities.of(null)))
                .isInstanceOf(StartRefused.class)
                .hasMessageStartingWith("REELSYNC_RABBITMQ_URL " + why)
                .hasMessageEndingWith(": it is amqp://user:password@host:port/vhost, or amqps:// with TLS")
                .message()
                .doesNotContain("hunter");
    }

    @Test
    void showsNoPassword() {
        assertThat(RabbitMqAddress.parse("amqp://u:hunter2@h", Authorities.of(null))
                        .toString())
                .doesNotContain("hunter2");
    }
}
