package io.reelsync.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Keys;
import io.micrometer.core.instrument.MeterRegistry;
import io.reelsync.gateway.Client;
import io.reelsync.gateway.Gateway;
import io.reelsync.servers.EtcdServer;
import io.reelsync.telemetry.MetricNames;
import io.reelsync.testservers.EtcdKeys;
import io.reelsync.testservers.TestServers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two gateways that take their keys from one etcd, in which they are replaced while both serve. */
class KeyRotationTest {
    private static final String FIRST = "wR7#kf02Lz!xq9Vb-eT4mYp6sH8jUo1d";
    private static final String SECOND = "0pQz5!nGa8rXc2#Lw7tJy-3vKe9uMb6D";
    private static final String THIRD = "Vb6!xWq2#Zt8mLc0Rk4jHs-9yPe7uNd3";

    private final EtcdServer etcd = TestServers.privateEtcd();
    private final Map<String, Object> settings = new HashMap<>(Gateway.settings(TestServers.database()));
    private Gateway one;
    private Gateway other;

    @BeforeEach
    void startTwoGateways() {
        settings.remove("reelsync.jwt.keys");
        settings.put("spring.config.import", "etcd:" + etcd.url());
        put("{\"jwt_key\": \"" + FIRST + "\"}");
        one = Gateway.startWith(settings);
        other = one.another();
    }

    @AfterEach
    void closeAll() {
        other.close();
        one.close();
        etcd.close();
    }

    @Test
    void signsWithANewKeyEverywhereWithinTenSecondsAndStillTakesTokensOfTheOld() {
        Client early = one.as("VIEWER");
        String old = early.accessToken();
        assertThat(kid(old)).hasSize(8).isEqualTo(kid(other.as("VIEWER").accessToken()));

        put("{\"jwt_key\": \"" + SECOND + "\"}");
        withinTenSeconds().until(() -> !kid(one.as("VIEWER").accessToken()).equals(kid(old)));
        withinTenSeconds().until(() -> !kid(other.as("VIEWER").accessToken()).equals(kid(old)));

        Client late = other.as("VIEWER");
        assertThat(kid(late.accessToken())).isEqualTo(kid(one.as("VIEWER").accessToken()));
        for (Gateway gateway : new Gateway[] {one, other}) {
            assertThat(status(gateway, old)).isEqualTo(200);
            assertThat(status(gateway, late.accessToken())).isEqualTo(200);
        }
        // The session goes on too, with a token of the new key.
        Client.Answer again = early.refresh(early.refreshToken());
        assertThat(kid(again.data().get("access_token").asString())).isEqualTo(kid(late.accessToken()));
    }

    @Test
    void noTokenIsRefusedWhileTheKeysChange() {
        Client viewer = one.as("VIEWER");
        String kid = kid(viewer.accessToken());
        put("{\"jwt_key\": \"" + SECOND + "\"}");

        withinTenSeconds().until(() -> {
            Client now = one.as("VIEWER");
            assertThat(status(other, now.accessToken())).isEqualTo(200);
            assertThat(status(other, viewer.accessToken())).isEqualTo(200);
            assertThat(status(one, other.as("VIEWER").accessToken())).isEqualTo(200);
            return !kid(now.accessToken()).equals(kid);
        });
    }

    @Test
    void aGatewayThatStartsAfterTheChangeKnowsTheOldKey() {
        String old = one.as("VIEWER").accessToken();
        put("{\"jwt_key\": \"" + SECOND + "\"}");

        try (Gateway late = one.another()) {
            assertThat(kid(late.as("VIEWER").accessToken())).isNotEqualTo(kid(old));
            assertThat(status(late, old)).isEqualTo(200);
        }
    }

    @Test
    void aGatewayThatStartsAfterEtcdHasForgottenKnowsTheNewKeyAlone() {
        String old = one.as("VIEWER").accessToken();
        new EtcdKeys(etcd.url()).compact(put("{\"jwt_key\": \"" + SECOND + "\"}"));

        try (Gateway late = one.another()) {
            assertThat(status(late, old)).isEqualTo(401);
        }
    }

    @Test
    void keepsTheOldKeyWhereTheNewOneIsWeakAndTellsItInLogAndMetric() {
        String old = one.as("VIEWER").accessToken();

        put("{\"jwt_key\": \"secretsecretsecretsecretsecretsecret\"}");
        withinTenSeconds().until(() -> refused(one) == 1 && refused(other) == 1);
        put("{\"jwt_key\"");
        withinTenSeconds().until(() -> refused(one) == 2 && refused(other) == 2);

        assertThat(status(one, old)).isEqualTo(200);
        assertThat(kid(other.as("VIEWER").accessToken())).isEqualTo(kid(old));
    }

    @Test
    void takesANewKeyFromAnEtcdThatWasAway() {
        String old = one.as("VIEWER").accessToken();
        etcd.kill();
        assertThat(status(other, old)).isEqualTo(200);
        assertThat(kid(one.as("VIEWER").accessToken())).isEqualTo(kid(old));

        etcd.start();
        put("{\"jwt_key\": \"" + SECOND + "\"}");
        withinTenSeconds().until(() -> !kid(one.as("VIEWER").accessToken()).equals(kid(old)));
        withinTenSeconds().until(() -> !kid(other.as("VIEWER").accessToken()).equals(kid(old)));
        assertThat(status(one, old)).isEqualTo(200);
    }

    @Test
    void takesTheListOfKeysToo() {
        put("{\"jwt_key\": \"weak\", \"REELSYNC_JWT_KEYS\": \"k3:" + base64(THIRD) + ",k2:" + base64(SECOND) + "\"}");

        withinTenSeconds().until(() -> kid(one.as("VIEWER").accessToken()).equals("k3"));
        String forged = Jwts.builder()
                .header()
                .keyId("k2")
                .and()
                .subject("1")
                .signWith(Keys.hmacShaKeyFor(THIRD.getBytes(StandardCharsets.UTF_8)), Jwts.SIG.HS256)
                .compact();
        assertThat(status(one, forged)).isEqualTo(401);
    }

    @Test
    void refusesATokenOfAKeyThatWasNeverConfigured() {
        String token = one.as("VIEWER").accessToken();
        String payload = token.split("\\.")[1];
        String header = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        "{\"typ\":\"at+jwt\",\"kid\":\"00000000\",\"alg\":\"HS256\"}".getBytes(StandardCharsets.UTF_8));

        assertThat(status(one, header + "." + payload + "." + token.split("\\.")[2]))
                .isEqualTo(401);
    }

    private long put(String secret) {
        return new EtcdKeys(etcd.url()).put("/video-service/secret", secret);
    }

    private static int status(Gateway gateway, String token) {
        return gateway.anyone().withToken(token).get("/api/videos").status();
    }

    private static double refused(Gateway gateway) {
        return gateway.bean(MeterRegistry.class)
                .get(MetricNames.SETTINGS_REFUSED)
                .counter()
                .count();
    }

    private static String kid(String token) {
        return Client.JSON
                .readTree(Base64.getUrlDecoder().decode(token.split("\\.")[0]))
                .get("kid")
                .asString();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static ConditionFactory withinTenSeconds() {
        return Awaitility.await().atMost(Duration.ofSeconds(10));
    }
}
