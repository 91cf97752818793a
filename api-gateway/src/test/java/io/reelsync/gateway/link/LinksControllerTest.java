package io.reelsync.gateway.link;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.tsid.TsidCreator;
import io.reelsync.catalog.VideoField;
import io.reelsync.gateway.Client;
import io.reelsync.gateway.Client.Answer;
import io.reelsync.gateway.Gateway;
import io.reelsync.source.SubjectId;
import io.reelsync.statement.FieldValues;
import io.reelsync.statement.Statement;
import io.reelsync.statement.Statements;
import io.reelsync.statement.Videos;
import io.reelsync.statement.link.Linker;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

class LinksControllerTest {
    private static final AtomicLong NUMBERS = new AtomicLong(100);
    private static Gateway gateway;
    private static Client operator;
    private static Client viewer;

    private final long number = NUMBERS.incrementAndGet();
    private final String name = "灯塔来信" + (char) ('一' + number);
    private final long one = said("douban:" + number, name, "[\"王安\"]");
    private final long other = said("tmdb:movie/" + number, name, null);

    @BeforeAll
    static void start() {
        gateway = Gateway.emptied();
        operator = gateway.as("OPERATOR");
        viewer = gateway.as("VIEWER");
    }

    private static long said(String subject, String title, String directors) {
        FieldValues values = FieldValues.none();
        values.set(VideoField.KIND, "movie");
        values.set(VideoField.TITLE, title);
        values.set(VideoField.YEAR, 2011L);
        values.set(VideoField.DIRECTORS, directors);
        long video = TsidCreator.getTsid().toLong();
        gateway.bean(TransactionTemplate.class).executeWithoutResult(status -> {
            gateway.bean(Statements.class)
                    .store(List.of(
                            new Statements.Told(new Statement(SubjectId.parse(subject), video, values), "page", null)));
            gateway.bean(Videos.class).follow(Map.of(video, new Videos.Cause(null, true)));
        });
        return video;
    }

    private JsonNode waiting() {
        gateway.bean(Linker.class).linkNext(100);
        return viewer.get("/api/links?state=waiting&size=200")
                .data()
                .get("items")
                .valueStream()
                .filter(link -> link.toString().contains(name))
                .findFirst()
                .orElseThrow();
    }

    private String decision(String verb) {
        return "/api/links/" + waiting().get("id").asString() + "/" + verb;
    }

    @Test
    void aPairThatWaitsShowsBothTitlesAndWhy() {
        JsonNode link = waiting();

        assertThat(link.get("state").asString()).isEqualTo("WAITING");
        assertThat(link.get("score").asDouble()).isBetween(0.55, 0.85);
        assertThat(link.get("reasons").toString()).contains("same_title", "same_year", "people_unknown");
        assertThat(link.at("/titles/0/source").asString()).isEqualTo("douban");
        assertThat(link.at("/titles/0/video_id").asString()).isEqualTo(String.valueOf(one));
        assertThat(link.at("/titles/1/source_id").asString()).isEqualTo("movie/" + number);
        assertThat(link.at("/titles/1/year").asInt()).isEqualTo(2011);
        assertThat(link.get("decided_by").isNull()).isTrue();
        assertThat(viewer.get("/api/links?state=perhaps").status()).isEqualTo(422);
        assertThat(viewer.get("/api/links").data().get("total").asInt()).isPositive();
    }

    @Test
    void anAcceptedPairIsOneVideoAndTheOtherIdLeadsThere() {
        String accept = decision("accept");

        Answer accepted = operator.post(accept);

        assertThat(accepted.status()).isEqualTo(200);
        assertThat(accepted.data().get("state").asString()).isEqualTo("ACCEPTED");
        assertThat(accepted.data().get("decided_by").asString()).isNotBlank();
        assertThat(accepted.data().get("decided_at").isNull()).isFalse();
        Answer moved = viewer.get("/api/videos/" + other);
        assertThat(moved.status()).isEqualTo(307);
        assertThat(moved.header("Location")).isEqualTo(String.valueOf(one));
        assertThat(viewer.get("/api/videos/" + other + "/changes").status()).isEqualTo(200);
        assertThat(viewer.get("/api/videos/" + one + "/sources")
                        .data()
                        .get("sources")
                        .size())
                .isEqualTo(2);
        assertThat(operator.post(accept).status()).isEqualTo(409);
        assertThat(operator.post(accept.replace("accept", "refuse")).status()).isEqualTo(409);
        assertThat(operator.post("/api/links/12/accept").status()).isEqualTo(404);
    }

    @Test
    void aRefusedPairStaysTwo() {
        String refuse = decision("refuse");

        assertThat(operator.post(refuse).data().get("state").asString()).isEqualTo("REFUSED");
        gateway.bean(Linker.class).linkNext(100);

        assertThat(viewer.get("/api/videos/" + other).status()).isEqualTo(200);
        Answer join = operator.post("/api/videos/" + one + "/join", Map.of("video_id", String.valueOf(other)));
        assertThat(join.status()).isEqualTo(409);
        Answer undone = operator.post(
                "/api/videos/" + one + "/join", Map.of("video_id", String.valueOf(other), "undo_decisions", true));
        assertThat(undone.status()).isEqualTo(200);
        assertThat(undone.data().get("id").asString()).isEqualTo(String.valueOf(one));
    }

    @Test
    void videosAreJoinedAndSplitByHand() {
        Answer joined = operator.post("/api/videos/" + other + "/join", Map.of("video_id", String.valueOf(one)));
        assertThat(joined.status()).isEqualTo(200);
        assertThat(joined.data().get("id").asString()).isEqualTo(String.valueOf(one));

        Map<String, Object> subject = Map.of("source", "tmdb", "source_id", "movie/" + number);
        String split = "/api/videos/" + one + "/split";
        assertThat(operator.post(split, subject).status())
                .as("somebody has joined them")
                .isEqualTo(409);
        Answer undone =
                operator.post(split, Map.of("source", "tmdb", "source_id", "movie/" + number, "undo_decisions", true));
        assertThat(undone.status()).isEqualTo(200);
        assertThat(undone.data().get("source").asString()).isEqualTo("tmdb");
        assertThat(undone.data().get("id").asString()).isNotEqualTo(String.valueOf(other));
        assertThat(viewer.get("/api/videos/" + one).data().get("source").asString())
                .isEqualTo("douban");

        assertThat(operator.post(split, subject).status()).isEqualTo(422);
        assertThat(operator.post(split, Map.of("source", "douban", "source_id", String.valueOf(number)))
                        .status())
                .as("the only one")
                .isEqualTo(409);
        assertThat(operator.post("/api/videos/12/split", subject).status()).isEqualTo(404);
    }

    @Test
    void whatCannotBeJoinedIsToldInClearWords() {
        String join = "/api/videos/" + one + "/join";
        assertThat(operator.post(join, Map.of("video_id", String.valueOf(one))).status())
                .isEqualTo(422);
        assertThat(operator.post(join, Map.of("video_id", "12")).status()).isEqualTo(404);
        assertThat(operator.post(join, Map.of("video_id", "x")).invalidFields()).containsExactly("video_id");
        assertThat(operator.post(join, Map.of()).invalidFields()).containsExactly("video_id");
        operator.post(join, Map.of("video_id", String.valueOf(other)));

        Answer again = operator.with("Accept-Language", "en").post(join, Map.of("video_id", String.valueOf(other)));

        assertThat(again.status()).isEqualTo(409);
        assertThat(again.message()).startsWith("one of the videos was joined");
    }
}
