package io.reelsync.gateway.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.gateway.Client;
import io.reelsync.gateway.Client.Answer;
import io.reelsync.gateway.Gateway;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunControlTest {
    private final Gateway gateway = Gateway.shared();
    private final Client operator = gateway.as("OPERATOR");

    @Test
    void pausesResumesAndCancelsARun() {
        TestRun run = TestRun.ask(gateway, operator, List.of(101, 102));
        run.begin();

        Answer paused = operator.post(run.path() + "/pause");
        assertThat(paused.status()).isEqualTo(200);
        assertThat(paused.message()).isEqualTo("同步已暂停");
        assertThat(paused.data().get("state").asString()).isEqualTo("PAUSED");
        assertThat(paused.data().get("outstanding").asInt()).isEqualTo(2);
        assertThat(paused.data().get("eta_seconds").isNull()).isTrue();

        Answer resumed = operator.with("Accept-Language", "en").post(run.path() + "/resume");
        assertThat(resumed.status()).isEqualTo(200);
        assertThat(resumed.message()).isEqualTo("The run has been resumed");
        assertThat(resumed.data().get("state").asString()).isEqualTo("RUNNING");

        Answer cancelled = operator.post(run.path() + "/cancel");
        assertThat(cancelled.status()).isEqualTo(200);
        assertThat(cancelled.data().get("state").asString()).isEqualTo("CANCELLED");
        assertThat(cancelled.data().get("cancelled").asInt()).isEqualTo(2);
        assertThat(cancelled.data().get("outstanding").asInt()).isZero();
        assertThat(cancelled.data().get("finished_at").isNull()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cancel", "pause", "resume"})
    void refusesWhatTheRunsStateForbids(String verb) {
        TestRun run = TestRun.ask(gateway, operator, List.of(103));
        run.end("COMPLETED");

        Answer answer = operator.with("Accept-Language", "en").post(run.path() + "/" + verb);

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().get("code").asInt()).isEqualTo(409);
        assertThat(answer.message()).isEqualTo("The run is complete (COMPLETED), which does not allow this");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cancel", "pause", "resume"})
    void isForOperatorsAndForRunsThatAreThere(String verb) {
        TestRun run = TestRun.ask(gateway, operator, List.of(104));

        assertThat(gateway.as("VIEWER").post(run.path() + "/" + verb).status()).isEqualTo(403);
        assertThat(gateway.anyone().post(run.path() + "/" + verb).status()).isEqualTo(401);
        assertThat(operator.post("/api/sync/runs/77/" + verb).status()).isEqualTo(404);
        assertThat(operator.post("/api/sync/runs/x/" + verb).status()).isEqualTo(404);
        assertThat(operator.get(run.path() + "/" + verb).status()).isEqualTo(405);
        assertThat(run.column("state")).isEqualTo("REQUESTED");
        run.end("CANCELLED");
    }
}
