package io.reelsync.gateway.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.gateway.Client;
import io.reelsync.gateway.Client.Answer;
import io.reelsync.gateway.Gateway;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequestLimitsTest {
    private Gateway gateway;
    private Gateway other;

    private void start(int perUser, int perAddress) {
        gateway = Gateway.start(Map.of(
                "reelsync.requests.per-minute-per-user", perUser,
                "reelsync.requests.per-minute-per-address", perAddress));
        other = gateway.another();
    }

    @AfterEach
    void close() {
        gateway.close();
        other.close();
    }

    @Test
    void countsAUsersRequestsAtAllGatewaysTogetherAndNobodyElses() {
        start(10, 10_000);
        Client here = gateway.as("VIEWER");
        Client there = other.anyone().withToken(here.accessToken());
        Answer first = here.get("/api/videos");
        assertThat(first.header("RateLimit-Policy")).isEqualTo("\"user\";q=10;w=60");
        assertThat(first.header("RateLimit")).isEqualTo("\"user\";r=9;t=6");
        int answered = 1;
        Answer answer = there.get("/api/videos");
        while (answer.status() == 200 && answered < 100) {
            answered++;
            answer = (answered % 2 == 0 ? here : there).get("/api/videos");
        }

        // What has been filled up meanwhile on a slow machine is not more than a few.
        assertThat(answered).isBetween(10, 20);
        assertThat(answer.status()).isEqualTo(429);
        assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, 6);
        assertThat(answer.header("RateLimit")).startsWith("\"user\";r=0;");
        assertThat(answer.json().get("code").asInt()).isEqualTo(429);
        assertThat(gateway.as("VIEWER").get("/api/videos").status()).isEqualTo(200);
        assertThat(gateway.anyone().get("/metrics").response().body())
                .contains("reelsync_requests_refused_total{limit=\"user\"}");
    }

    @Test
    void refusesAnAddressBeforeAnyWorkIsDoneForIt() {
        start(10_000, 20);
        Client stranger = gateway.anyone();
        Answer answer = stranger.get("/api/videos");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("RateLimit-Policy")).isEqualTo("\"address\";q=20;w=60");
        for (int i = 0; i < 100 && answer.status() == 401; i++) {
            answer = other.anyone().with("X-Forwarded-For", "10.0.0." + i).get("/api/videos");
        }

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.header("Retry-After")).isNotEmpty();
        assertThat(answer.message()).isEqualTo("请求过于频繁，请稍后再试");
        assertThat(gateway.anyone().get("/ping").status()).isEqualTo(200);
        assertThat(gateway.anyone().get("/").status()).isEqualTo(200);
    }
}
