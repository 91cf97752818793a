package io.reelsync.worker.settle;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.Installation;
import io.reelsync.source.Kind;
import io.reelsync.source.Reason;
import io.reelsync.source.Response;
import io.reelsync.source.VideoFacts;
import io.reelsync.source.VideoFacts.CrossCheck;
import io.reelsync.source.VideoFacts.Disagreement;
import io.reelsync.source.VideoFacts.Provenance;
import io.reelsync.worker.Received;
import io.reelsync.worker.TaskResult;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EvidenceTest {
    private static Installation archiving;

    private final Shelf shelf = new Shelf();

    @BeforeAll
    static void start() {
        archiving = Installation.start(Map.of("reelsync.catalog.archive.enabled", true));
    }

    @AfterAll
    static void stop() {
        archiving.close();
    }

    private static Received received(String text) {
        return new Received(
                "page",
                new Response(
                        URI.create("https://example.org/subject/1/"),
                        200,
                        Map.of(),
                        text.getBytes(StandardCharsets.UTF_8)));
    }

    private String quarantined(String column, long number) {
        return shelf.sql()
                .sql("SELECT CAST(" + column + " AS CHAR) FROM quarantined_answers WHERE source = ? AND source_id = ?"
                        + " ORDER BY quarantined_at, id LIMIT 1")
                .params(shelf.source, number)
                .query(String.class)
                .optional()
                .orElse(null);
    }

    private long count(String table, Shelf shelf) {
        return shelf.sql()
                .sql("SELECT COUNT(*) FROM " + table + " WHERE source = ?")
                .param(shelf.source)
                .query(Long.class)
                .single();
    }

    @Test
    void keepsWhatIsStoredAndPutsAPageInQuarantineThatHasLostMuch() throws IOException {
        shelf.listed(1);
        shelf.settleNow(1, new TaskResult.Found(shelf.page(1)));
        String before = shelf.video("CONCAT(director_json, actors_json, description)", 1);

        assertThat(shelf.settleNow(1, new TaskResult.Found(shelf.bare(1), received("a poor page"), false)))
                .isEqualTo(Settled.RETRY);

        assertThat(shelf.video("CONCAT(director_json, actors_json, description)", 1))
                .isEqualTo(before);
        assertThat(shelf.subject("CONCAT(state, ' ', attempts, ' ', reason)", 1))
                .isEqualTo("WAITING 1 SUDDEN_LOSS");
        assertThat(shelf.subject("detail", 1)).contains("directors", "actors", "description");
        assertThat(quarantined("CONCAT(route, ' ', reason)", 1)).isEqualTo("page SUDDEN_LOSS");
        assertThat(quarantined("facts_json", 1)).contains("Title 1").doesNotContain("directors");
        byte[] body = shelf.sql()
                .sql("SELECT body FROM quarantined_answers WHERE source = ?")
                .param(shelf.source)
                .query(byte[].class)
                .single();
        try (GZIPInputStream page = new GZIPInputStream(new ByteArrayInputStream(body))) {
            assertThat(page.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("a poor page");
        }
    }

    @Test
    void believesThePageThatAnOperatorLetsPass() {
        shelf.listed(1);
        shelf.settleNow(1, new TaskResult.Found(shelf.page(1)));
        shelf.update("accepted_until = UTC_TIMESTAMP(3) + INTERVAL 1 DAY", 1);

        assertThat(shelf.settleNow(1, new TaskResult.Found(shelf.bare(1)))).isEqualTo(Settled.UNCHANGED);

        assertThat(shelf.subject("accepted_until", 1)).isNull();
        assertThat(shelf.settleNow(1, new TaskResult.Found(shelf.bare(1)))).isEqualTo(Settled.RETRY);
    }

    @Test
    void aRouteThatKnowsLessHasNotLostWhatItNeverTells() {
        shelf.listed(1);
        shelf.settleNow(1, new TaskResult.Found(shelf.page(1)));
        VideoFacts page = shelf.page(1);
        VideoFacts told = new VideoFacts(
                page.subject(),
                Kind.MOVIE,
                page.naming(),
                page.release(),
                VideoFacts.Credits.NONE,
                page.labels(),
                page.length(),
                page.rating(),
                null,
                page.summary(),
                page.coverUrl(),
                new Provenance("json", Set.of("writers", "imdb_id"), List.of()));

        assertThat(shelf.settleNow(1, new TaskResult.Found(told)))
                .as("two of the four that are empty are told by this route")
                .isEqualTo(Settled.UNCHANGED);
    }

    @Test
    void putsAnotherTitlesAnswerInQuarantineAndKeepsFiveAtMost() {
        shelf.listed(1);
        for (int i = 0; i < 7; i++) {
            shelf.update("attempts = 0, state = 'WAITING'", 1);
            shelf.settleNow(
                    1,
                    new TaskResult.Failed(
                            Reason.WRONG_TITLE, "the page says «B»", null, received("page " + i), shelf.page(1)));
        }

        assertThat(count("quarantined_answers", shelf)).isEqualTo(5);
        assertThat(quarantined("CONCAT(reason, ' ', detail)", 1)).isEqualTo("WRONG_TITLE the page says «B»");
    }

    @Test
    void aPageThatIsOnlyBrokenIsNotKept() {
        shelf.listed(1);
        shelf.settleNow(1, new TaskResult.Failed(Reason.TRUNCATED, "half a page", null, received("half"), null));

        assertThat(count("quarantined_answers", shelf)).isZero();
    }

    @Test
    void notesWhereAPageDisagreesWithItselfAndForgetsItWhenItAgrees() {
        shelf.listed(1);
        VideoFacts page = shelf.page(1);
        VideoFacts torn = new VideoFacts(
                page.subject(),
                page.kind(),
                page.naming(),
                page.release(),
                page.credits(),
                page.labels(),
                page.length(),
                page.rating(),
                page.imdbId(),
                page.summary(),
                page.coverUrl(),
                new Provenance(
                        "page",
                        Set.of(),
                        List.of(new Disagreement("directors", CrossCheck.JSON_LD, "[Ann]", "[Bob]"))));

        shelf.settleNow(1, new TaskResult.Found(torn));
        assertThat(shelf.sql()
                        .sql("SELECT CONCAT(field, ' ', cross_check, ' ', stored_value, ' ', other_value)"
                                + " FROM cross_check_disagreements WHERE source = ?")
                        .param(shelf.source)
                        .query(String.class)
                        .list())
                .containsExactly("directors JSON_LD [Ann] [Bob]");

        shelf.settleNow(1, new TaskResult.Found(page));
        assertThat(count("cross_check_disagreements", shelf)).isZero();
    }

    @Test
    void keepsTheLastRawPageOfEachRouteWhereTheArchiveIsOn() {
        Shelf kept = new Shelf(archiving);
        kept.listed(1);
        kept.settleNow(1, new TaskResult.Found(kept.page(1), received("first"), false));
        kept.settleNow(1, new TaskResult.Found(kept.page(1), received("second, and longer"), false));
        shelf.listed(1);
        shelf.settleNow(1, new TaskResult.Found(shelf.page(1), received("first"), false));

        assertThat(count("raw_pages", shelf)).as("by default").isZero();
        assertThat(count("raw_pages", kept)).isEqualTo(1);
        assertThat(kept.sql()
                        .sql(
                                "SELECT CONCAT(route, ' ', address, ' ', size = LENGTH(body)) FROM raw_pages WHERE source = ?")
                        .param(kept.source)
                        .query(String.class)
                        .single())
                .isEqualTo("page https://example.org/subject/1/ 1");
    }

    @Test
    void looksAgainSoonWhereASecondBestRouteHadToDo() {
        shelf.listed(1, 2);
        Map<Long, Long> leases = shelf.leaseAll();
        shelf.settle(1, leases.get(1L), new TaskResult.Found(shelf.page(1)));
        shelf.settle(2, leases.get(2L), new TaskResult.Found(shelf.page(2), null, true));

        assertThat(shelf.subject("due_at > UTC_TIMESTAMP(3) + INTERVAL 5 DAY", 1))
                .isEqualTo("1");
        assertThat(shelf.subject("due_at > UTC_TIMESTAMP(3) + INTERVAL 5 DAY", 2))
                .isEqualTo("0");
    }
}
