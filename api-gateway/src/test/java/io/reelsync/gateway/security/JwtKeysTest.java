package io.reelsync.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelsync.startup.StartRefused;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JwtKeysTest {
    private static final String GOOD = base64("wR7#kf02Lz!xq9Vb-eT4mYp6sH8jUo1d");

    @Test
    void signsWithTheFirstKeyAndKnowsAll() {
        JwtKeys keys = JwtKeys.parse("2026-11:" + GOOD + ", k_1:" + base64("0pQz5!nGa8rXc2#Lw7tJy-3vKe9uMb6D"));

        assertThat(keys.signing().kid()).isEqualTo("2026-11");
        assertThat(keys.find("k_1")).isPresent();
        assertThat(keys.find("k_2")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "secret",
                "Secret",
                "changeme",
                "password",
                "your-256-bit-secret",
                "0123456789abcdef",
                "a",
                "ab",
                "reelsync",
                "change-me",
                "super-secret-key-change-me",
                "super-secret-key-change-me-in-production",
                "abcdefghijklmnopqrstuvwxyz",
            })
    void refusesWellKnownKeysHoweverOftenRepeated(String known) {
        assertThatThrownBy(() -> JwtKeys.parse(
                        "k:" + base64(known.repeat(64 / known.length() + 1).substring(0, 64))))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("REELSYNC_JWT_KEYS has a key k that can be guessed")
                .hasMessageContaining("openssl rand -base64 32");
    }

    @Test
    void refusesBytesThatCountUp() {
        byte[] counting = new byte[32];
        for (int i = 0; i < counting.length; i++) {
            counting[i] = (byte) i;
        }

        assertThatThrownBy(() -> JwtKeys.parse("k:" + Base64.getEncoder().encodeToString(counting)))
                .hasMessageContaining("can be guessed");
    }

    @Test
    void refusesWhatIsMissingShortOrMalformed() {
        assertThatThrownBy(() -> JwtKeys.parse(" ")).hasMessageContaining("is not set");
        assertThatThrownBy(() -> JwtKeys.parse("k:" + base64("wR7#kf02Lz!xq9Vb-eT4mYp6sH8jUo1")))
                .hasMessageContaining("of 31 bytes; 32 are the least");
        assertThatThrownBy(() -> JwtKeys.parse("k:" + GOOD + "\n")).hasMessageContaining("ends with a line break");
        assertThatThrownBy(() -> JwtKeys.parse(GOOD)).hasMessageContaining("without an id");
        assertThatThrownBy(() -> JwtKeys.parse("a b:" + GOOD)).hasMessageContaining("without an id");
        assertThatThrownBy(() -> JwtKeys.parse("k:%%%")).hasMessageContaining("not base64");
        assertThatThrownBy(() -> JwtKeys.parse("k:" + GOOD + ",k:" + GOOD)).hasMessageContaining("two keys called k");
        assertThatThrownBy(() -> JwtKeys.parse("k:" + GOOD + ",")).hasMessageContaining("without an id");
    }

    @Test
    void saysNothingOfAKeyItRefuses() {
        assertThatThrownBy(() -> JwtKeys.parse("k:" + base64("short-but-mine")))
                .message()
                .doesNotContain(base64("short-but-mine"), "short-but-mine");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
