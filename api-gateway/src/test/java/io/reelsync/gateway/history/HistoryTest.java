package io.reelsync.gateway.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.gateway.Client;
import io.reelsync.gateway.Client.Answer;
import io.reelsync.gateway.Gateway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class HistoryTest {
    private final Gateway gateway = Gateway.shared();
    private final Client viewer = gateway.as("VIEWER");

    @BeforeEach
    @AfterEach
    void forget() {
        gateway.jdbc().sql("DELETE FROM source_history").update();
    }

    @Test
    void tellsWhatIsKnownAndLeavesGaps() {
        gateway.jdbc().sql("""
                        INSERT INTO source_history (step, begins_at, source, requests, answer_millis, within_5000, created,
                            permits, queue_depth, due_subjects, freshness, paused)
                        VALUES ('MINUTE', DATE_FORMAT(UTC_TIMESTAMP() - INTERVAL 5 MINUTE, '%Y-%m-%d %H:%i:00'), 'douban', 8,
                            800, 8, 7, 10, 3, 40, 0.25, 1)""").update();

        JsonNode history = viewer.get("/api/history?source=douban").data();

        assertThat(history.get("span").asString()).isEqualTo("hour");
        assertThat(history.get("step_seconds").asInt()).isEqualTo(60);
        assertThat(history.get("points")).hasSize(1);
        JsonNode point = history.at("/points/0");
        assertThat(point.get("at").asString()).endsWith(":00Z");
        assertThat(point.get("requests").asInt()).isEqualTo(8);
        assertThat(point.get("allowed").asDouble()).isEqualTo(10);
        assertThat(point.at("/outcomes/created").asInt()).isEqualTo(7);
        assertThat(point.at("/outcomes/dead").asInt()).isZero();
        assertThat(point.get("answer_mean_ms").asDouble()).isEqualTo(100);
        assertThat(point.get("due_subjects").asDouble()).isEqualTo(40);
        assertThat(point.get("freshness").asDouble()).isEqualTo(0.25);
        assertThat(point.get("paused").asDouble()).isEqualTo(1);
    }

    @Test
    void isBoundedWhateverTheSpan() {
        gateway.jdbc().sql("""
                        INSERT INTO source_history (step, begins_at, source, requests)
                        WITH RECURSIVE minutes AS (SELECT 0 n UNION ALL SELECT n + 1 FROM minutes WHERE n < 999)
                        SELECT 'MINUTE', DATE_FORMAT(UTC_TIMESTAMP() - INTERVAL n MINUTE, '%Y-%m-%d %H:%i:00'), 'douban', 1
                        FROM minutes
                        UNION ALL
                        SELECT 'HOUR', DATE_FORMAT(UTC_TIMESTAMP() - INTERVAL n HOUR, '%Y-%m-%d %H:00:00'), 'douban', 1
                        FROM minutes""").update();

        assertThat(points("hour")).isEqualTo(60);
        assertThat(points("day")).isBetween(198, 200);
        assertThat(points("week")).isEqualTo(7 * 24);
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        for (String query :
                new String[] {"", "?source=", "?source=imaginary", "?source=douban&span=year", "?source=douban&from=now"
                }) {
            Answer answer = viewer.get("/api/history" + query);

            assertThat(answer.status()).as(query).isEqualTo(422);
            assertThat(answer.data().get("errors")).as(query).hasSize(1);
        }
    }

    private int points(String span) {
        return viewer.get("/api/history?source=douban&span=" + span)
                .data()
                .get("points")
                .size();
    }
}
