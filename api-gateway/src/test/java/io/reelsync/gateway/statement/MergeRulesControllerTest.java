package io.reelsync.gateway.statement;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.gateway.Client;
import io.reelsync.gateway.Client.Answer;
import io.reelsync.gateway.Gateway;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class MergeRulesControllerTest {
    private static Gateway gateway;
    private static Client admin;

    @BeforeAll
    static void start() {
        gateway = Gateway.start(
                Map.of("reelsync.merge.order", "douban,tmdb", "reelsync.merge.fields.episode-count", "tmdb"));
        admin = gateway.as("ADMIN");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @AfterEach
    void forget() {
        gateway.jdbc().sql("DELETE FROM merge_rules").update();
    }

    private Answer put(String body) {
        return admin.send("PUT", "/api/merge-rules", body, "application/json");
    }

    @Test
    void theSettingsHoldUntilRulesAreSet() {
        JsonNode rules = gateway.as("VIEWER").get("/api/merge-rules").data();

        assertThat(rules.get("order").toString()).isEqualTo("[\"douban\",\"tmdb\"]");
        assertThat(rules.get("fields").get("episode_count").toString()).isEqualTo("[\"tmdb\"]");
        assertThat(rules.get("run_id").isNull()).isTrue();
    }

    @Test
    void aChangeIsKeptAndAppliedByARun() {
        Answer set = put("{\"order\": [\"tmdb\", \"douban\"], \"fields\": {\"score\": [\"douban\"]}}");

        assertThat(set.status()).isEqualTo(200);
        JsonNode rules = admin.get("/api/merge-rules").data();
        assertThat(rules.get("order").toString()).isEqualTo("[\"tmdb\",\"douban\"]");
        assertThat(rules.get("fields").get("score").toString()).isEqualTo("[\"douban\"]");
        JsonNode run = admin.get("/api/sync/runs/" + set.data().get("run_id").asString())
                .data();
        assertThat(run.get("trigger").asString()).isEqualTo("merge_rules");
        assertThat(run.get("state").asString()).isEqualTo("REQUESTED");
        assertThat(run.get("planned").asLong()).isEqualTo(run.get("outstanding").asLong());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | order",
                "{\"order\": []} | order",
                "{\"order\": \"douban\"} | order",
                "{\"order\": [\"nowhere\"]} | order",
                "{\"order\": [\"douban\", \"douban\"]} | order",
                "{\"order\": [7]} | order",
                "{\"order\": [\"douban\"], \"fields\": {\"colour\": [\"tmdb\"]}} | fields.colour",
                "{\"order\": [\"douban\"], \"fields\": {\"votes\": [\"tmdb\"]}} | fields.votes",
                "{\"order\": [\"douban\"], \"fields\": {\"title\": [\"nowhere\"]}} | fields.title",
                "{\"order\": [\"douban\"], \"fields\": []} | fields",
                "{\"order\": [\"douban\"], \"more\": 1} | more"
            })
    void refusesWhatNamesNoFieldOrNoSource(String body, String field) {
        Answer answer = put(body);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.invalidFields()).containsExactly(field);
    }

    @Test
    void onlyAdministratorsSetRules() {
        assertThat(gateway.as("OPERATOR")
                        .send("PUT", "/api/merge-rules", "{\"order\": [\"douban\"]}", "application/json")
                        .status())
                .isEqualTo(403);
    }
}
