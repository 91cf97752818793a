package io.reelsync.source.tmdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.source.Reason;
import io.reelsync.source.Response;
import io.reelsync.source.Verdict;
import io.reelsync.source.Verdict.Broken;
import io.reelsync.source.Verdict.Challenged;
import io.reelsync.source.Verdict.Gone;
import io.reelsync.source.Verdict.Page;
import io.reelsync.source.Verdict.Throttled;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseJudgeTest {
    private static final String DETAILS = "/movie/9100300";

    private static Verdict judge(int status, Map<String, String> headers, String body) {
        return Answers.source()
                .reader()
                .judge(Answers.answer(DETAILS, status, headers, body.getBytes(StandardCharsets.UTF_8)));
    }

    private static Verdict error(int status, int code) {
        return judge(
                status,
                Map.of(),
                "{\"success\": false, \"status_code\": " + code + ", \"status_message\": \"As TMDB words it.\"}");
    }

    @Test
    void takesDetailsAndListsForPages() {
        assertThat(judge(200, Map.of(), MadeTitles.film().toString())).isEqualTo(new Page());
        assertThat(judge(200, Map.of(), "{\"page\": 1, \"results\": [], \"status_code\": 7}"))
                .isEqualTo(new Page());
        assertThat(judge(200, Map.of(), MadeTitles.film().put("status_code", 7).toString()))
                .isEqualTo(new Page());
    }

    @ParameterizedTest
    @CsvSource({
        "401, 7", "401, 3", "401, 10", "401, 14", "401, 31", "401, 32", "401, 35", "401, 36", "403, 38", "403, 45",
        "200, 7"
    })
    void stopsAtARefusedTokenAndSaysWhatToDo(int status, int code) {
        assertThat(error(status, code)).isInstanceOfSatisfying(Challenged.class, challenged -> assertThat(
                        challenged.reason())
                .contains("the token is refused", "code " + code + " As TMDB words it.", "REELSYNC_TMDB_TOKEN"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "{}", "{\"status_code\": \"7\"}", "[7]"})
    void takesAStatus401ForARefusedTokenWhateverItSays(String body) {
        assertThat(judge(401, Map.of(), body)).isInstanceOf(Challenged.class);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "429, 25, 7, 7",
                "429, 25, -, -",
                "200, 25, 7, 7",
                "503, 9, 60, 60",
                "503, 46, -, -",
                "429, 0, 9, 9",
                "403, 0, -, -",
                "503, 0, 120, 120",
                "429, 25, soon, -",
                "429, 25, 'Wed, 25 Nov 2026 08:05:00 GMT', 300"
            })
    void takesTooMuchAndNotNowForThrottled(int status, int code, @Nullable String retryAfter, @Nullable Long seconds) {
        Map<String, String> headers = retryAfter == null ? Map.of() : Map.of("retry-after", retryAfter);

        assertThat(judge(status, headers, "{\"status_code\": " + code + "}"))
                .isInstanceOfSatisfying(Throttled.class, throttled -> assertThat(throttled.retryAfter())
                        .isEqualTo(seconds == null ? null : Duration.ofSeconds(seconds)));
    }

    @ParameterizedTest
    @CsvSource({"404, 34", "404, 6", "404, 21", "404, 0", "410, 0"})
    void takesWhatIsNotThereForGone(int status, int code) {
        assertThat(error(status, code)).isInstanceOf(Gone.class);
    }

    @ParameterizedTest
    @CsvSource({
        "500, 11", "500, 15", "502, 43", "504, 24", "200, 11", "503, 0", "500, 0", "405, 4", "422, 22", "501, 2",
        "418, 0"
    })
    void takesErrorsForErrors(int status, int code) {
        assertThat(error(status, code)).isInstanceOfSatisfying(Broken.class, broken -> assertThat(broken.reason())
                .isEqualTo(Reason.BAD_STATUS));
    }

    @Test
    void tellsATitleThatIsNotForUsAndCodesThatNobodyKnows() {
        assertThat(((Broken) error(401, 39)).reason()).isEqualTo(Reason.WITHHELD);
        assertThat(((Broken) error(200, 4711)).reason()).isEqualTo(Reason.UNKNOWN_CODE);
        assertThat(((Broken) error(403, 4711)).reason()).isEqualTo(Reason.UNKNOWN_CODE);
    }

    /** The token would go along. */
    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void followsNoRedirect(int status) {
        assertThat(judge(status, Map.of("location", "http://127.0.0.1:8092/3/movie/1"), ""))
                .isInstanceOfSatisfying(
                        Broken.class, broken -> assertThat(broken.reason()).isEqualTo(Reason.BAD_STATUS));
    }

    @Test
    void refusesAnswersOfAnotherTypeAndEmptyOnes() {
        assertThat(((Broken) judge(200, Map.of("content-type", "text/html"), "<html>")).reason())
                .isEqualTo(Reason.WRONG_CONTENT_TYPE);
        assertThat(((Broken) judge(200, Map.of(), " \n")).reason()).isEqualTo(Reason.TRUNCATED);
        assertThat(Answers.source()
                        .reader()
                        .judge(new Response(
                                URI.create("http://127.0.0.1:8092/3/movie/1"), 200, Map.of(), new byte[] {'{', '}'})))
                .isEqualTo(new Page());
    }
}
