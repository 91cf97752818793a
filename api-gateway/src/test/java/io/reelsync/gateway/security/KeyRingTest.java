package io.reelsync.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelsync.startup.StartRefused;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class KeyRingTest {
    private static final String OLD = "old:" + base64("wR7#kf02Lz!xq9Vb-eT4mYp6sH8jUo1d");
    private static final String NEW = "new:" + base64("0pQz5!nGa8rXc2#Lw7tJy-3vKe9uMb6D");
    private static final String NEWEST = "newest:" + base64("Vb6!xWq2#Zt8mLc0Rk4jHs-9yPe7uNd3");
    private static final Duration ACCESS = Duration.ofMinutes(15);

    private final Hands clock = new Hands();
    private final KeyRing ring = ring(OLD);

    @Test
    void verifiesByANewKeyAtOnceAndSignsWithItAMomentLater() {
        ring.replace(NEW);

        assertThat(ring.find("new")).isPresent();
        assertThat(ring.signing().kid()).isEqualTo("old");
        clock.move(Duration.ofSeconds(3));
        assertThat(ring.signing().kid()).isEqualTo("new");
    }

    @Test
    void verifiesByAnOldKeyUntilItsLastTokenHasEnded() {
        ring.replace(NEW);
        clock.move(Duration.ofSeconds(3).plus(ACCESS));

        assertThat(ring.find("old")).isPresent();
        clock.move(Duration.ofMinutes(2));
        assertThat(ring.find("old")).isEmpty();
    }

    @Test
    void keepsEveryKeyThatHasSignedOverSeveralChanges() {
        ring.replace(NEW);
        clock.move(Duration.ofMinutes(1));
        ring.replace(NEWEST);
        clock.move(Duration.ofMinutes(1));

        assertThat(ring.signing().kid()).isEqualTo("newest");
        assertThat(ring.find("old")).isPresent();
        assertThat(ring.find("new")).isPresent();
        clock.move(ACCESS);
        assertThat(ring.find("old")).isEmpty();
        assertThat(ring.find("new")).isPresent();
    }

    @Test
    void signsWithAKeyThatVerifiesWhileChangesFollowOneAnotherAtOnce() {
        ring.replace(NEW);
        ring.replace(NEWEST);

        assertThat(ring.signing().kid()).isEqualTo("old");
        clock.move(Duration.ofSeconds(3));
        assertThat(ring.signing().kid()).isEqualTo("newest");
        assertThat(ring.find("old")).isPresent();
    }

    @Test
    void letsAKeyThatNeverSignedGoAtOnce() {
        KeyRing two = ring(OLD + "," + NEW);

        two.replace(OLD);

        assertThat(two.find("new")).isEmpty();
        assertThat(two.signing().kid()).isEqualTo("old");
    }

    @Test
    void comesBackToAnOldKey() {
        ring.replace(NEW);
        clock.move(Duration.ofMinutes(1));
        ring.replace(OLD);
        clock.move(Duration.ofMinutes(1));

        assertThat(ring.signing().kid()).isEqualTo("old");
        assertThat(ring.find("new")).isPresent();
    }

    @Test
    void refusesABadValueAndGoesOnWithTheOld() {
        assertThatThrownBy(() -> ring.replace("")).isInstanceOf(StartRefused.class);
        assertThatThrownBy(() -> ring.replace("new:" + base64("short"))).isInstanceOf(StartRefused.class);
        assertThatThrownBy(() -> ring.replace("new:" + base64("secret".repeat(10))))
                .isInstanceOf(StartRefused.class);

        clock.move(Duration.ofMinutes(1));
        assertThat(ring.signing().kid()).isEqualTo("old");
        assertThat(ring.find("new")).isEmpty();
    }

    @Test
    void refusesAnotherKeyUnderANameThatTokensStillBear() {
        String other = "old:" + base64("Vb6!xWq2#Zt8mLc0Rk4jHs-9yPe7uNd3");

        assertThatThrownBy(() -> ring.replace(other))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("the name old to another key")
                .message()
                .doesNotContain("Vb6", base64("Vb6!xWq2#Zt8mLc0Rk4jHs-9yPe7uNd3"));
        ring.replace(NEW);
        clock.move(Duration.ofMinutes(5));
        assertThatThrownBy(() -> ring.replace(other)).isInstanceOf(StartRefused.class);
        clock.move(ACCESS);
        ring.replace(other);
        assertThat(ring.find("old")).isPresent();
    }

    @Test
    void knowsAtItsStartWhatSignedBefore() {
        assertThat(ring.wasBefore(NEWEST + "," + NEW)).isTrue();

        assertThat(ring.find("newest")).isPresent();
        assertThat(ring.find("new")).isEmpty();
        assertThat(ring.signing().kid()).isEqualTo("old");
        clock.move(ACCESS.plusMinutes(1));
        assertThat(ring.find("newest")).isEmpty();
    }

    @Test
    void caresNotForABadValueBefore() {
        assertThat(ring.wasBefore("weak:" + base64("secret"))).isFalse();
        assertThat(ring.wasBefore("old:" + base64("Vb6!xWq2#Zt8mLc0Rk4jHs-9yPe7uNd3")))
                .isFalse();

        assertThat(ring.find("weak")).isEmpty();
        assertThat(ring.find("old").orElseThrow().getEncoded())
                .isEqualTo("wR7#kf02Lz!xq9Vb-eT4mYp6sH8jUo1d".getBytes(StandardCharsets.UTF_8));
    }

    private KeyRing ring(String keys) {
        return new KeyRing(new JwtSettings(keys, ACCESS, Duration.ofDays(30)), clock);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A clock that is moved by hand. */
    static final class Hands extends Clock {
        private Instant now = Instant.parse("2026-11-25T12:00:00Z");

        void move(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
