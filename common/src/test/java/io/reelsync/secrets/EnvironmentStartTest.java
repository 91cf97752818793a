package io.reelsync.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A start with secrets in the environment. */
class EnvironmentStartTest {

    @ParameterizedTest
    @ValueSource(strings = {"a${b}c#{d}", "x${HOME}y", "${", "a\\${HOME}", "a\\b\\\\", "${a:b}", "#{1+1}", "%24{HOME}"})
    void takesThemAsTheyAre(String password) {
        Map<String, Object> variables = Map.of("REELSYNC_MYSQL_PASSWORD", password, "HOME", "/root");

        try (Started started = Started.with(variables, "reelsync.told={${reelsync.mysql.password}}")) {
            assertThat(started.get("reelsync.mysql.password")).isEqualTo(password);
            assertThat(started.get("reelsync.told")).isEqualTo("{" + password + "}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"OTHER", "SPRING_OTHER"})
    void leavesToSpringWhatIsNotOurs(String name) {
        try (Started started = Started.with(Map.of(name, "${HOME}", "HOME", "/root"))) {
            assertThat(started.get(name)).isEqualTo("/root");
        }
    }
}
