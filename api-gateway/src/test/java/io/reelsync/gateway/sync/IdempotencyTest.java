package io.reelsync.gateway.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.gateway.Client;
import io.reelsync.gateway.Client.Answer;
import io.reelsync.gateway.Gateway;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IdempotencyTest {
    private static final Map<String, Object> TWO_TITLES = Map.of("source", "douban", "source_ids", List.of(1, 2));

    private static Gateway gateway;
    private static Gateway other;
    private Client operator;

    @BeforeAll
    static void start() {
        gateway = Gateway.emptied();
        other = gateway.another();
    }

    @AfterAll
    static void close() {
        other.close();
    }

    @BeforeEach
    void asNew() {
        gateway.asNew();
        operator = gateway.as("OPERATOR");
    }

    @Test
    void givesTheSameRunForTheSameKeyOnEitherGateway() {
        operator.with("Idempotency-Key", "nightly-2026-11-25");
        Answer first = operator.post("/api/sync/runs", TWO_TITLES);
        Answer again = other.anyone()
                .withToken(operator.accessToken())
                .with("Idempotency-Key", "nightly-2026-11-25")
                .post("/api/sync/runs", TWO_TITLES);

        assertThat(again.status()).isEqualTo(202);
        assertThat(again.data()).isEqualTo(first.data());
        assertThat(runs()).isEqualTo(1);
        operator.with("Idempotency-Key", "another").post("/api/sync/runs", TWO_TITLES);
        assertThat(runs()).isEqualTo(2);
    }

    @Test
    void makesOneRunOfManyRequestsAtOnce() throws Exception {
        String token = operator.accessToken();
        var threads = Executors.newFixedThreadPool(8);
        Callable<Answer> ask = () -> (Math.random() < 0.5 ? gateway : other)
                .anyone()
                .withToken(token)
                .with("Idempotency-Key", "k")
                .post("/api/sync/runs", TWO_TITLES);

        Set<String> answers = new HashSet<>();
        for (Future<Answer> future : threads.invokeAll(Collections.nCopies(16, ask))) {
            assertThat(future.get().status()).isEqualTo(202);
            answers.add(future.get().data().get("run_id").asString());
        }
        threads.shutdown();

        assertThat(answers).hasSize(1);
        assertThat(runs()).isEqualTo(1);
    }

    @Test
    void refusesAKeyForAnotherRequestAndOneThatIsNone() {
        operator.with("Idempotency-Key", "k").post("/api/sync/runs", TWO_TITLES);

        Answer different = operator.post("/api/sync/runs", Map.of("source", "douban", "source_ids", List.of(1)));
        assertThat(different.status()).isEqualTo(422);
        assertThat(different.invalidFields()).containsExactly("Idempotency-Key");
        assertThat(operator.post("/api/sync/douban/movies").status()).isEqualTo(422);
        assertThat(operator.with("Idempotency-Key", "a b")
                        .post("/api/sync/runs", TWO_TITLES)
                        .status())
                .isEqualTo(422);
        assertThat(operator.with("Idempotency-Key", "k".repeat(256))
                        .post("/api/sync/runs", TWO_TITLES)
                        .status())
                .isEqualTo(422);
        assertThat(runs()).isEqualTo(1);
    }

    @Test
    void aKeyIsItsClientsOwn() {
        operator.with("Idempotency-Key", "k").post("/api/sync/runs", TWO_TITLES);
        gateway.as("OPERATOR").with("Idempotency-Key", "k").post("/api/sync/runs", TWO_TITLES);

        assertThat(runs()).isEqualTo(2);
    }

    @Test
    void aRefusedRequestLeavesItsKeyFree() {
        operator.with("Idempotency-Key", "k")
                .post("/api/sync/runs", Map.of("source", "nowhere", "source_ids", List.of(1)));

        assertThat(operator.post("/api/sync/runs", TWO_TITLES).status()).isEqualTo(202);
    }

    private long runs() {
        return gateway.jdbc()
                .sql("SELECT COUNT(*) FROM sync_runs")
                .query(Long.class)
                .single();
    }
}
