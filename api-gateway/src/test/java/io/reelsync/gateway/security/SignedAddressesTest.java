package io.reelsync.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class SignedAddressesTest {
    private static final String COVER = "/api/videos/7/cover?width=320&version=0123456789abcdef0123456789abcdef";
    private static final String OLD_KEY = "k1:" + base64("wR7#kf02Lz!xq9Vb-eT4mYp6sH8jUo1d");
    private static final String NEW_KEY = "k2:" + base64("0pQz5!nGa8rXc2#Lw7tJy-3vKe9uMb6D");

    private final KeyRingTest.Hands clock = new KeyRingTest.Hands();
    private KeyRing keys;
    private SignedAddresses addresses;
    private String signed;

    @BeforeEach
    void sign() {
        keys = new KeyRing(settings(OLD_KEY), clock);
        addresses = new SignedAddresses(keys, clock);
        signed = addresses.sign(COVER);
    }

    @Test
    void areGoodAsTheyAre() {
        assertThat(signed).startsWith(COVER + "&until=").contains("&sig=k1.");
        assertThat(isGood(signed)).isTrue();
        assertThat(isGood(signed + "&again=2")).isTrue();
    }

    @Test
    void areTheSameForHalfADayAndEndWithinADay() {
        clock.move(Duration.ofHours(12).minusSeconds(1));
        assertThat(addresses.sign(COVER)).isEqualTo(signed);

        clock.move(Duration.ofHours(12));
        assertThat(isGood(signed)).isTrue();
        clock.move(Duration.ofSeconds(1));
        assertThat(isGood(signed)).isFalse();
        assertThat(isGood(addresses.sign(COVER))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "videos/7/, videos/8/",
                "videos/7/cover, videos/7/changes",
                "width=320, width=640",
                "version=0, version=1",
                "until=1, until=2",
                "&sig=k1., &sig=k2.",
                "&sig=k1., &sig=",
                "&sig=k1., &sig=k1.A",
                "width=320, width=320&width=640",
                "/api/, /api//",
                "/cover, /cover;x=1",
                "/cover, /%63over"
            })
    void areGoodForNothingElse(String change) {
        String[] parts = change.split(", ");
        String changed = signed.replaceFirst(Pattern.quote(parts[0]), parts[1]);

        assertThat(changed).isNotEqualTo(signed);
        assertThat(isGood(changed)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "&sig=",
                "&sig=k1.",
                "&until=99999999999&sig=k1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "&until=99999999999999999999&sig=k1.AAAA",
                "&until=-1&sig=none.",
                "&sig=%00"
            })
    void areNothingThatCanBeGuessed(String end) {
        assertThat(isGood(COVER + end)).isFalse();
    }

    @Test
    void takeNothingBehindTheSignatureButANumber() {
        assertThat(isGood(signed + "&width=640")).isFalse();
        assertThat(isGood(signed + "&again=1&width=640")).isFalse();
        assertThat(isGood(signed + "&again=x")).isFalse();
        assertThat(isGood(signed + "A")).isFalse();
        assertThat(isGood(signed + "&sig=k1.x")).isFalse();
    }

    @Test
    void areForReadingAlone() {
        MockHttpServletRequest request = request(signed);
        request.setMethod("POST");
        assertThat(addresses.isGood(request)).isFalse();
    }

    /** As the tokens do: those of the old key for a quarter of an hour, and the new ones at once. */
    @Test
    void endSoonAfterTheirKeyWasReplaced() {
        keys.replace(NEW_KEY);
        clock.move(Duration.ofMinutes(1));
        String anew = addresses.sign(COVER);

        assertThat(anew).contains("&sig=k2.");
        assertThat(isGood(anew)).isTrue();
        assertThat(isGood(signed)).isTrue();

        clock.move(Duration.ofHours(1));
        assertThat(isGood(anew)).isTrue();
        assertThat(isGood(signed)).isFalse();
    }

    @Test
    void areSignedByNoKeyOfTokens() {
        SignedAddresses other = new SignedAddresses(new KeyRing(settings(NEW_KEY.replace("k2:", "k1:")), clock), clock);

        assertThat(isGood(other.sign(COVER))).isFalse();
        assertThat(new AccessTokens(keys, settings(NEW_KEY), clock)
                        .verify(signed.substring(signed.indexOf("&sig=") + 5)))
                .isEmpty();
    }

    private boolean isGood(String address) {
        return addresses.isGood(request(address));
    }

    private static MockHttpServletRequest request(String address) {
        int question = address.indexOf('?');
        MockHttpServletRequest request = new MockHttpServletRequest("GET", address.substring(0, question));
        request.setQueryString(address.substring(question + 1));
        return request;
    }

    private static JwtSettings settings(String keys) {
        return new JwtSettings(keys, Duration.ofMinutes(15), Duration.ofDays(30));
    }

    private static String base64(String key) {
        return Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.US_ASCII));
    }
}
