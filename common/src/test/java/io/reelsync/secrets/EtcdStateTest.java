package io.reelsync.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelsync.startup.StartRefused;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EtcdStateTest {

    @Test
    void readsOurNamesHoweverTheyAreWritten() {
        assertThat(settings("""
                        {"REELSYNC_REDIS_URL": "redis://a", "reelsync.rabbitmq.url": "amqp://b",
                         "reelsync_mysql_user": "video", "reelsync.douban.list-size": 20, "reelsync.metrics.open": true,
                         "jwt_key": "k", "redis_password": "another's", "oss": {"secret": "another's"}, "etc": [1]}""", null))
                .isEqualTo(Map.of(
                        "REELSYNC_REDIS_URL", "redis://a",
                        "REELSYNC_RABBITMQ_URL", "amqp://b",
                        "REELSYNC_MYSQL_USER", "video",
                        "REELSYNC_DOUBAN_LIST_SIZE", "20",
                        "REELSYNC_METRICS_OPEN", "true",
                        "jwt_key", "k"));
    }

    @Test
    void letsTheSecretWin() {
        String config = "{\"reelsync.redis.url\": \"redis://config\", \"reelsync.port\": 1}";

        assertThat(settings("{\"REELSYNC_REDIS_URL\": \"redis://secret\"}", config))
                .isEqualTo(Map.of("REELSYNC_REDIS_URL", "redis://secret", "REELSYNC_PORT", "1"));
    }

    @Test
    void readsPropertiesToo() {
        assertThat(settings(null, "# ours\nreelsync.redis.url=redis://a\nREELSYNC_PORT: 1\nserver:\n  port: 8080\n"))
                .isEqualTo(Map.of("REELSYNC_REDIS_URL", "redis://a", "REELSYNC_PORT", "1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"jwt_key\": hunter2} | /video-service/secret is not valid JSON (line 1, column 13)",
                "{\"jwt_key\": \"hunter2 | /video-service/secret is not valid JSON (line 1, column 21)",
                "hunter2 | /video-service/secret is not valid JSON (line 1, column 1)",
                "[\"hunter2\"] | /video-service/secret is not a JSON object",
                "\"hunter2\" | /video-service/secret is not a JSON object",
                "{\"jwt_key\": [\"hunter2\"]} | /video-service/secret has an object or a list instead of text for jwt_key",
                "{\"reelsync.redis.url\": {\"a\": \"hunter2\"}} | /video-service/secret has an object or a list instead of text for"
                        + " REELSYNC_REDIS_URL"
            })
    void refusesWhatCanNotBeReadAndShowsNothingOfIt(String secret, String line) {
        assertThatThrownBy(() -> settings(secret, null))
                .isInstanceOf(StartRefused.class)
                .hasMessage(line)
                .hasNoCause();
    }

    @Test
    void refusesWhatSaysTwoThings() {
        assertThatThrownBy(() -> settings("{\"jwt_key\": \"a\", \"jwt_key\": \"b\"}", null))
                .hasMessageStartingWith("/video-service/secret is not valid JSON (line 1");
    }

    @Test
    void refusesWhatIsTooLarge() {
        assertThatThrownBy(() -> settings("{\"jwt_key\": \"" + "k".repeat(70_000) + "\"}", null))
                .hasMessage("/video-service/secret is longer than 65536 characters");
        assertThatThrownBy(() -> settings(null, "a=" + "k".repeat(70_000)))
                .hasMessage("/video-service/config is longer than 65536 characters");
    }

    @Test
    void refusesJsonThatIsNestedWithoutEnd() {
        assertThatThrownBy(() -> settings("{\"a\":".repeat(10_000), null)).isInstanceOf(StartRefused.class);
    }

    @Test
    void refusesPropertiesThatCanNotBeRead() {
        assertThatThrownBy(() -> settings(null, "a=\\uhunter2"))
                .hasMessage("/video-service/config is neither JSON nor properties");
    }

    @Test
    void showsNoValue() {
        assertThat(new EtcdState("hunter2", "hunter2", 5, 4)).hasToString("EtcdState[revision=5, changedAt=4]");
    }

    private static Map<String, String> settings(@Nullable String secret, @Nullable String config) {
        return new EtcdState(secret, config, 1, 1).settings();
    }
}
