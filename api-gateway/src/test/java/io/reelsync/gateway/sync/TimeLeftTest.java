package io.reelsync.gateway.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelsync.gateway.Client;
import io.reelsync.gateway.Gateway;
import io.reelsync.limit.CircuitBreaker;
import io.reelsync.limit.CircuitBreaker.Key;
import io.reelsync.limit.CircuitBreaker.Trip;
import io.reelsync.limit.PauseReason;
import io.reelsync.limit.Pauses;
import io.reelsync.source.Sources;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** How long a run still takes, as the API tells it, by what is written of its titles. */
class TimeLeftTest {
    /** What passes while the test reads. */
    private static final Offset<Long> A_MOMENT = within(4L);

    private final Gateway gateway = Gateway.shared();
    private Client operator = gateway.anyone();
    private final long interval = gateway.bean(Sources.class)
            .find("douban")
            .orElseThrow()
            .rate()
            .interval()
            .toMillis();

    @BeforeEach
    void asNew() {
        gateway.asNew();
        operator = gateway.as("OPERATOR");
    }

    @Test
    void isTheSourcesIntervalForEachTitleAtFirst() {
        String run = running(1, 30);

        assertThat(seconds(run)).isCloseTo(30 * interval / 1000, A_MOMENT);
    }

    @Test
    void followsFromHowFastTitlesWereSettled() {
        String run = running(1, 50);
        settled(run, 1, 20, 3 * interval);

        assertThat(seconds(run)).isCloseTo(30 * 3 * interval / 1000, A_MOMENT);
    }

    @Test
    void whatWasAskedForBeforeComesFirst() {
        String first = running(1, 20);
        String second = running(101, 20);

        assertThat(seconds(first)).isCloseTo(20 * interval / 1000, A_MOMENT);
        assertThat(seconds(second)).isCloseTo(40 * interval / 1000, A_MOMENT);
    }

    @Test
    void aPauseComesOnTopAndThenThePaceIsHalfAndClimbs() {
        String run = running(1, 30);
        gateway.bean(Pauses.class).pause("douban", PauseReason.THROTTLED, "status 429", Duration.ofMinutes(5));

        long atHalf = 300_000 / (2 * interval);
        assertThat(seconds(run)).isCloseTo(300 + 300 + (30 - atHalf) * interval * 8 / 5 / 1000, A_MOMENT);
    }

    @Test
    void whatIsInHandForARunThatWasAskedForLaterIsBehind() {
        String first = running(1, 20);
        String second = running(101, 20);
        handedOut(first, 5);
        handedOut(second, 6);

        assertThat(seconds(first)).isCloseTo(20 * interval / 1000, A_MOMENT);
        assertThat(seconds(second)).isCloseTo(40 * interval / 1000, A_MOMENT);
    }

    private void handedOut(String run, int minutes) {
        sql("UPDATE subjects SET state = 'LEASED', lease = 7, lease_until = UTC_TIMESTAMP(3) + INTERVAL " + minutes
                + " MINUTE WHERE run_id = " + run);
    }

    @Test
    void aTitleThatWaitsForAnotherAttemptIsNotDoneBefore() {
        String run = running(1, 3);
        sql("UPDATE subjects SET due_at = UTC_TIMESTAMP(3) + INTERVAL 10 MINUTE WHERE source_id = '3'");

        assertThat(seconds(run)).isCloseTo(600 + interval / 1000, A_MOMENT);
    }

    @Test
    void isUnknownWhereNobodyCanKnow() {
        String lists = operator.post("/api/sync/runs", Map.of("source", "douban", "feeds", List.of("tv")))
                .data()
                .get("run_id")
                .asString();
        assertUnknown(lists, "READING_LISTS");

        String held = running(1, 3);
        operator.post("/api/sync/runs/" + held + "/pause");
        assertUnknown(held, "PAUSED");

        String still = running(11, 3);
        sql("UPDATE sync_runs SET started_at = UTC_TIMESTAMP(3) - INTERVAL 1 DAY WHERE id = " + still);
        assertUnknown(still, "NOTHING_MOVES");

        String suspected = running(21, 3);
        sql("UPDATE subjects SET kind = 'tv' WHERE source_id = '22'");
        gateway.bean(CircuitBreaker.class).trip(Key.kind("douban", "tv"), new Trip("NO_STRUCTURE", "no title", null));
        assertUnknown(suspected, "STRUCTURE_SUSPECTED");

        operator.post("/api/sync/runs/" + suspected + "/cancel");
        assertThat(run(suspected).get("eta_seconds").isNull()).isTrue();
        assertThat(run(suspected).get("eta_unknown").isNull()).as("it is over").isTrue();
    }

    private void assertUnknown(String run, String why) {
        assertThat(run(run).get("eta_seconds").isNull()).isTrue();
        assertThat(run(run).get("eta_unknown").asString()).isEqualTo(why);
    }

    private long seconds(String run) {
        JsonNode json = run(run);
        assertThat(json.get("eta_unknown").isNull()).as("%s", json).isTrue();
        return json.get("eta_seconds").asLong();
    }

    private JsonNode run(String run) {
        return operator.get("/api/sync/runs/" + run).data();
    }

    /** A run of titles, taken up as a scheduler does it. */
    private String running(int firstId, int count) {
        List<Integer> ids = IntStream.range(firstId, firstId + count).boxed().toList();
        String run = operator.post("/api/sync/runs", Map.of("source", "douban", "source_ids", ids))
                .data()
                .get("run_id")
                .asString();
        sql("UPDATE sync_runs SET state = 'RUNNING', started_at = UTC_TIMESTAMP(3) WHERE id = " + run);
        sql("""
                INSERT INTO subjects (source, source_id, state, priority, due_at, run_id, first_seen_at)
                SELECT source, source_id, 'WAITING', 1, UTC_TIMESTAMP(3), run_id, UTC_TIMESTAMP(3)
                FROM sync_run_items WHERE run_id = """ + run);
        return run;
    }

    /** The run's first titles, one each so many milliseconds until now. */
    private void settled(String run, int firstId, int count, long millis) {
        for (int i = 0; i < count; i++) {
            sql("""
                    UPDATE sync_run_items SET state = 'CREATED',
                        updated_at = UTC_TIMESTAMP(3) - INTERVAL %d MICROSECOND
                    WHERE run_id = %s AND source_id = '%d'""".formatted(i * millis * 1000, run, firstId + i));
            sql("UPDATE subjects SET due_at = NULL WHERE source_id = '" + (firstId + i) + "'");
        }
    }

    private void sql(String statement) {
        gateway.jdbc().sql(statement).update();
    }
}
