package io.reelsync.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.reelsync.gateway.Client;
import io.reelsync.gateway.Gateway;
import io.reelsync.servers.EtcdServer;
import io.reelsync.telemetry.MetricNames;
import io.reelsync.testservers.EtcdKeys;
import io.reelsync.testservers.TestServers;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two gateways that take their keys from one etcd, in which they are replaced while both serve. */
class KeyRotationTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static EtcdServer etcd;
    private static Gateway one;
    private static Gateway other;

    /** Signed with the key that stands in etcd when a test begins. */
    private String old;

    @BeforeAll
    static void startTwoGateways() {
        etcd = TestServers.privateEtcd();
        put(newKey());
        Map<String, Object> settings = Gateway.settings(TestServers.database());
        settings.remove("reelsync.jwt.keys");
        settings.put("spring.config.import", "etcd:" + etcd.url());
        one = Gateway.startWith(settings);
        other = one.another();
    }

    @AfterAll
    static void closeAll() {
        other.close();
        one.close();
        etcd.close();
    }

    @BeforeEach
    void beginWithAKeyOfItsOwn() {
        String before = kid(token(one));
        put(newKey());
        awaitAnotherKidThan(before);
        old = token(one);
    }

    @Test
    void signsWithANewKeyEverywhereWithinTenSecondsAndStillTakesTokensOfTheOld() {
        Client early = one.as("VIEWER");
        assertThat(kid(old)).hasSize(8).isEqualTo(kid(early.accessToken())).isEqualTo(kid(token(other)));

        put(newKey());
        awaitAnotherKidThan(kid(old));

        String late = token(other);
        assertThat(kid(late)).isEqualTo(kid(token(one)));
        for (Gateway gateway : List.of(one, other)) {
            assertThat(status(gateway, old)).isEqualTo(200);
            assertThat(status(gateway, late)).isEqualTo(200);
        }
        // The session goes on too, with a token of the new key.
        Client.Answer again = early.refresh(early.refreshToken());
        assertThat(kid(again.data().get("access_token").asString())).isEqualTo(kid(late));
    }

    @Test
    void noTokenIsRefusedWhileTheKeysChange() {
        put(newKey());

        withinTenSeconds().until(() -> {
            String now = token(one);
            assertThat(status(other, now)).isEqualTo(200);
            assertThat(status(other, old)).isEqualTo(200);
            assertThat(status(one, token(other))).isEqualTo(200);
            return !kid(now).equals(kid(old));
        });
    }

    @Test
    void aGatewayThatStartsAfterTheChangeKnowsTheOldKey() {
        put(newKey());

        try (Gateway late = one.another()) {
            assertThat(kid(token(late))).isNotEqualTo(kid(old));
            assertThat(status(late, old)).isEqualTo(200);
        }
    }

    @Test
    void aGatewayThatStartsAfterEtcdHasForgottenKnowsTheNewKeyAlone() {
        new EtcdKeys(etcd.url()).compact(put(newKey()));

        try (Gateway late = one.another()) {
            assertThat(status(late, old)).isEqualTo(401);
            assertThat(status(late, token(late))).isEqualTo(200);
        }
    }

    @Test
    void keepsTheOldKeyWhereTheNewOneIsWeakAndTellsItInLogAndMetric() {
        double before = refused(one);

        put("{\"jwt_key\": \"secretsecretsecretsecretsecretsecret\"}");
        withinTenSeconds().until(() -> refused(one) == before + 1 && refused(other) == before + 1);
        put("{\"jwt_key\"");
        withinTenSeconds().until(() -> refused(one) == before + 2 && refused(other) == before + 2);

        assertThat(status(one, old)).isEqualTo(200);
        assertThat(kid(token(other))).isEqualTo(kid(old));
    }

    @Test
    void takesANewKeyFromAnEtcdThatWasAway() {
        etcd.kill();
        assertThat(status(other, old)).isEqualTo(200);
        assertThat(kid(token(one))).isEqualTo(kid(old));

        etcd.start();
        put(newKey());
        awaitAnotherKidThan(kid(old));
        assertThat(status(one, old)).isEqualTo(200);
    }

    @Test
    void takesTheListOfKeysToo() {
        String first = Long.toHexString(RANDOM.nextLong());
        put("{\"jwt_key\": \"weak\", \"REELSYNC_JWT_KEYS\": \"" + first + ":" + random() + ",second:" + random()
                + "\"}");

        awaitAnotherKidThan(kid(old));
        assertThat(kid(token(one))).isEqualTo(kid(token(other))).isEqualTo(first);
        assertThat(status(other, old)).isEqualTo(200);
    }

    @Test
    void refusesATokenUnderANameThatNoKeyBears() {
        String[] parts = old.split("\\.");
        String header = "{\"typ\":\"at+jwt\",\"kid\":\"00000000\",\"alg\":\"HS256\"}";
        String renamed =
                Base64.getUrlEncoder().withoutPadding().encodeToString(header.getBytes(StandardCharsets.UTF_8));

        assertThat(status(one, renamed + "." + parts[1] + "." + parts[2])).isEqualTo(401);
    }

    private static String newKey() {
        return "{\"jwt_key\": \"" + random() + "\"}";
    }

    private static String random() {
        return Base64.getEncoder().encodeToString(RANDOM.generateSeed(32));
    }

    private static long put(String secret) {
        return new EtcdKeys(etcd.url()).put("/video-service/secret", secret);
    }

    private static String token(Gateway gateway) {
        return gateway.as("VIEWER").accessToken();
    }

    private static void awaitAnotherKidThan(String kid) {
        withinTenSeconds()
                .until(() -> !kid(token(one)).equals(kid) && !kid(token(other)).equals(kid));
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

    private static ConditionFactory withinTenSeconds() {
        return Awaitility.await().atMost(Duration.ofSeconds(10));
    }
}
