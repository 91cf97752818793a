package io.reelsync.gateway.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.gateway.Client;
import io.reelsync.gateway.Client.Answer;
import io.reelsync.gateway.Gateway;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What links and ids mean, said before a run is asked for. */
class UnderstandTest {
    private final Gateway gateway = Gateway.shared();
    private final Client operator = gateway.as("OPERATOR");

    @Test
    void knowsLinksAndIdsHoweverTheyAreWritten() {
        JsonNode understood = understand(
                "https://movie.douban.com/subject/1292052/?from=showing https://m.douban.com/movie/subject/1291546/",
                "26266893，1292052;douban:3541415",
                "http://www.douban.com/subject/30000000");

        assertThat(ids(understood)).containsExactly("1292052", "1291546", "26266893", "3541415", "30000000");
        assertThat(understood.get("titles").get(0).get("source").asString()).isEqualTo("douban");
        assertThat(understood.get("unclear")).isEmpty();
    }

    @Test
    void saysWhatItDoesNotUnderstand() {
        JsonNode understood = understand(
                "https://movie.douban.com/ 长夜列车 0 imdb:tt0111161",
                "https://movie.douban.com.example.org/subject/1292052/ https://[/subject/1 douban:x 7");

        assertThat(ids(understood)).containsExactly("7");
        assertThat(understood.get("unclear").valueStream().map(one -> one.get("text")
                        .asString()))
                .containsExactly(
                        "https://movie.douban.com/",
                        "长夜列车",
                        "0",
                        "imdb:tt0111161",
                        "https://movie.douban.com.example.org/subject/1292052/",
                        "https://[/subject/1",
                        "douban:x");
        assertThat(understood.get("unclear").get(0).get("why").asString()).isEqualTo("UNKNOWN");
    }

    @Test
    void namesTheTitlesThatAreKnownAndStartsNothing() {
        gateway.jdbc().sql("""
                        INSERT INTO subjects (source, source_id, title, state, priority, first_seen_at)
                        VALUES ('douban', '98765431', '长夜列车', 'WAITING', 3, UTC_TIMESTAMP(3))""").update();
        long runs = runs();

        JsonNode understood = understand("98765431 98765432");

        assertThat(understood.get("titles").get(0).get("title").asString()).isEqualTo("长夜列车");
        assertThat(understood.get("titles").get(1).get("title").isNull()).isTrue();
        assertThat(runs()).isEqualTo(runs);
    }

    @Test
    void refusesWhatIsNoListOfTexts() {
        assertThat(post(Map.of()).invalidFields()).containsExactly("texts");
        assertThat(post(Map.of("texts", List.of(1), "source", "nowhere", "x", 1))
                        .invalidFields())
                .containsExactlyInAnyOrder("texts", "source", "x");
        assertThat(post(Map.of(
                                "texts",
                                IntStream.rangeClosed(0, 10_000)
                                        .mapToObj(String::valueOf)
                                        .toList()))
                        .invalidFields())
                .containsExactly("texts");
        assertThat(gateway.as("VIEWER").post("/api/sync/understand", Map.of()).status())
                .isEqualTo(403);
    }

    private JsonNode understand(String... texts) {
        Answer answer = post(Map.of("texts", List.of(texts)));
        assertThat(answer.status()).isEqualTo(200);
        return answer.data();
    }

    private Answer post(Map<String, ?> body) {
        return operator.post("/api/sync/understand", body);
    }

    private static List<String> ids(JsonNode understood) {
        return understood
                .get("titles")
                .valueStream()
                .map(title -> title.get("source_id").asString())
                .toList();
    }

    private long runs() {
        return operator.get("/api/sync/runs?size=1").data().get("total").asLong();
    }
}
