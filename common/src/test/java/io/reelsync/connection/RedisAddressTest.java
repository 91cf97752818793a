package io.reelsync.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelsync.startup.StartRefused;
import java.io.IOException;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.redisson.config.Config;
import org.redisson.config.ConfigSupport;

class RedisAddressTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ' ',
            nullValues = "-",
            value = {
                "redis://:p@h:6380/5 - p redis://h:6380 5",
                "redis://h - - redis://h:6379 0",
                "redis://h/ - - redis://h:6379 0",
                "rediss://u:p@h u p rediss://h:6379 0",
                "redis://p@h - p redis://h:6379 0",
                "redis://u:p%40ss%3Aw%2Frd%251@h/5 u p@ss:w/rd%1 redis://h:6379 5",
                "redis://u:p@ss:w/rd%1@h/5 u p@ss:w/rd%1 redis://h:6379 5",
                "rediss://:p@[::1]:6380 - p rediss://[::1]:6380 0",
                "rediss-sentinel://:p@a,b:26380/3#films - p rediss://a:26379,rediss://b:26380 3",
                "redis-sentinel://:p@a#films - p redis://a:26379 0",
                "rediss-cluster://u:p@a:7000,b u p rediss://a:7000,rediss://b:6379 -",
            })
    void leadsAClientThere(String text, String user, String password, String nodes, Integer database) {
        Config config = RedisAddress.parse(text).config(Authorities.of(null));

        assertThat(config.getUsername()).isEqualTo(user);
        assertThat(config.getPassword()).isEqualTo(password);
        assertThat(config.getSslTrustManagerFactory() != null).isEqualTo(text.startsWith("rediss"));
        assertThat(config).satisfies(made -> {
            String yaml = yaml(made);
            for (String node : nodes.split(",")) {
                assertThat(yaml).containsPattern(Pattern.quote(node) + "\"?\\R");
            }
            assertThat(yaml.contains("database: " + database)).isEqualTo(database != null);
        });
    }

    private static String yaml(Config config) throws IOException {
        return new ConfigSupport().toYAML(config);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://:hunter2@h | has another scheme",
                "redis://:hunter2@a,b | names several servers",
                "redis://:hunter2@h/films | has more than a database's number behind the host",
                "redis://:hunter2@h/0?timeout=5s | has more than a database's number behind the host",
                "redis://:hunter2@h/0#films | names a master without sentinels",
                "redis-sentinel://:hunter2@h/0 | names no master",
                "redis-cluster://:hunter2@h/1 | names a database, of which a cluster has one alone",
                "rediss://:hunter2@a,redis://:hunter2@b | mixes schemes",
                "redis://:hunter@2/3@h | can be read in two ways",
            })
    void isRefusedWithoutTellingItsPassword(String text, String why) {
        assertThatThrownBy(() -> RedisAddress.parse(text))
                .isInstanceOf(StartRefused.class)
                .hasMessageStartingWith("REELSYNC_REDIS_URL " + why)
                .message()
                .doesNotContain("hunter");
    }
}
