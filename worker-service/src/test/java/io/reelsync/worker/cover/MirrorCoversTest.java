package io.reelsync.worker.cover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.reelsync.cover.CoverStore;
import io.reelsync.cover.CoverWidth;
import io.reelsync.cover.Covers;
import io.reelsync.samplesite.control.LoggedRequest;
import io.reelsync.samplesite.control.Misbehaviour;
import io.reelsync.samplesite.poster.PosterAddress;
import io.reelsync.telemetry.MetricNames;
import io.reelsync.worker.WorkerUnderTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Posters that are wanted, fetched by a worker from a site that serves and misbehaves. */
class MirrorCoversTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    static Path folder;

    private static WorkerUnderTest worker;
    private static int next;

    private long film;
    private String path;

    @BeforeAll
    static void start() {
        worker = new WorkerUnderTest(
                "1/1s",
                null,
                Map.of("reelsync.covers.dir", folder.toString(), "reelsync.douban.picture-rate", "20/1s"));
    }

    @AfterAll
    static void stop() {
        worker.close();
    }

    @BeforeEach
    void anotherFilm() {
        worker.forget();
        film = worker.site.listedFilms().get(next++);
        path = PosterAddress.path(film);
    }

    @Test
    void keepsAWantedPosterInOurWidthsAndAsksForItOnce() throws IOException {
        want();
        Covers covers = worker.bean(Covers.class);
        covers.want(film, "douban", address());

        await().atMost(SOON).until(() -> state().equals("STORED"));

        String content = text("content");
        CoverStore files = worker.bean(CoverStore.class);
        assertThat(width(files, content, CoverWidth.SMALL)).isEqualTo(160);
        assertThat(width(files, content, CoverWidth.MEDIUM)).isEqualTo(270);
        assertThat(width(files, content, CoverWidth.LARGE)).isEqualTo(270);
        assertThat(requests()).hasSize(1);
        assertThat(worker.bean(MeterRegistry.class)
                        .get(MetricNames.COVER_ATTEMPTS)
                        .tag("source", "douban")
                        .tag("outcome", "stored")
                        .counter()
                        .count())
                .isPositive();
    }

    @ParameterizedTest
    @CsvSource({
        "PICTURE_BOMB, '', BAD_DIMENSIONS",
        "ENORMOUS, 10000, TOO_LARGE",
        "GZIP_BOMB, 256, TOO_LARGE",
    })
    void givesUpWhatWouldEndTheSameAgain(Misbehaviour kind, String argument, String reason) {
        worker.site.misbehave(path, kind, 0, argument);
        want();

        await().atMost(SOON).until(() -> state().equals("DEAD"));

        assertThat(text("reason")).isEqualTo(reason);
        assertThat(text("content")).isNull();
        assertThat(requests()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "HTML_PICTURE, '', NOT_A_PICTURE",
        "SVG_PICTURE, '', NOT_A_PICTURE",
        "GARBAGE, '', NOT_A_PICTURE",
        "EMPTY, '', NOT_A_PICTURE",
        "TRUNCATED, 50, DAMAGED",
        "CUT, '', NO_ANSWER",
        "DRIP, '', NO_ANSWER",
        "BROKEN, '', BAD_STATUS",
        "REDIRECT, http://169.254.169.254/latest/meta-data/, REDIRECTED_AWAY",
        "REDIRECT, http://127.0.0.1:1/, REDIRECTED_AWAY",
        "REDIRECT, http://[::1]/, REDIRECTED_AWAY",
        "REDIRECT, http://[::ffff:127.0.0.1]/, REDIRECTED_AWAY",
        "REDIRECT, http://0x7f.1/, REDIRECTED_AWAY",
        "REDIRECT, http://2130706433/, REDIRECTED_AWAY",
        "REDIRECT, https://elsewhere.example/p.jpg, REDIRECTED_AWAY",
        "REDIRECT, file:///etc/passwd, REDIRECTED_AWAY",
    })
    void triesAgainLaterWhatMayHaveBeenPassing(Misbehaviour kind, String argument, String reason) {
        worker.site.misbehave(path, kind, 0, argument);
        want();

        await().atMost(SOON).until(() -> reason.equals(text("reason")));

        assertThat(state()).isEqualTo("WANTED");
        assertThat(number("attempts")).isEqualTo(1);
        assertThat(number("due_at > UTC_TIMESTAMP(3) + INTERVAL 20 SECOND")).isEqualTo(1);
        assertThat(text("content")).isNull();
        assertThat(requests()).hasSize(1);
    }

    @Test
    void givesUpAfterItsLastAttempt() {
        worker.site.misbehave(path, Misbehaviour.HTML_PICTURE, 0, "");
        want(MirrorCover.ATTEMPTS - 1);

        await().atMost(SOON).until(() -> state().equals("DEAD"));

        assertThat(number("attempts")).isEqualTo(MirrorCover.ATTEMPTS);
    }

    @Test
    void givesUpWhatKilledItsWorkersWithoutAskingAgain() {
        want(MirrorCover.ATTEMPTS);

        await().atMost(SOON).until(() -> state().equals("DEAD"));

        assertThat(text("reason")).isEqualTo("NEVER_ENDED");
        assertThat(requests()).isEmpty();
    }

    @Test
    void followsARedirectToAnotherPictureOfTheSource() {
        worker.site.misbehave(path, Misbehaviour.REDIRECT, 1, path + "?from=elsewhere");
        want();

        await().atMost(SOON).until(() -> state().equals("STORED"));

        assertThat(requests()).hasSize(2);
    }

    @Test
    void followsNoRedirectForEver() {
        worker.site.misbehave(path, Misbehaviour.REDIRECT, 0, path);
        want();

        await().atMost(SOON).until(() -> "REDIRECTED_AWAY".equals(text("reason")));

        assertThat(requests()).hasSize(4);
    }

    @Test
    void leavesAllPicturesAloneAfterARefusalAndNoPages() {
        worker.site.misbehave(path, Misbehaviour.THROTTLED, 0, "600");
        want();

        await().atMost(SOON)
                .until(() -> number("attempts = 0 AND due_at > UTC_TIMESTAMP(3) + INTERVAL 300 SECOND") == 1);

        assertThat(worker.sql()
                        .sql("SELECT source FROM circuit_breakers")
                        .query(String.class)
                        .list())
                .containsExactly("douban-pictures");
        assertThat(requests()).hasSize(1);
    }

    @Test
    void asksNoAddressThatIsNoneOfItsSources() throws IOException {
        worker.sql()
                .sql("""
                        INSERT INTO covers (video_id, version, source, address, state, due_at, wanted_at)
                        VALUES (?, ?, 'douban', ?, 'WANTED', UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))""")
                .params(film, Covers.version(address()), "http://169.254.169.254/p1.jpg")
                .update();

        await().atMost(SOON).until(() -> state().equals("DEAD"));

        assertThat(text("reason")).isEqualTo("NO_SOURCE");
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(file -> file.toString().endsWith(".tmp"))).isEmpty();
        }
    }

    private String address() {
        return worker.site.url() + path;
    }

    private void want() {
        worker.bean(Covers.class).want(film, "douban", address());
    }

    private void want(int attempts) {
        worker.sql()
                .sql("""
                        INSERT INTO covers (video_id, version, source, address, state, due_at, attempts, wanted_at)
                        VALUES (?, ?, 'douban', ?, 'WANTED', UTC_TIMESTAMP(3), ?, UTC_TIMESTAMP(3))""")
                .params(film, Covers.version(address()), address(), attempts)
                .update();
    }

    private List<LoggedRequest> requests() {
        return worker.site.requests().stream()
                .filter(request -> request.path().startsWith(path))
                .toList();
    }

    private String state() {
        return text("state");
    }

    private String text(String column) {
        return worker.sql()
                .sql("SELECT " + column + " FROM covers WHERE video_id = ?")
                .param(film)
                .query((row, n) -> Optional.ofNullable(row.getString(1)))
                .single()
                .orElse(null);
    }

    private long number(String expression) {
        return worker.sql()
                .sql("SELECT " + expression + " FROM covers WHERE video_id = ?")
                .param(film)
                .query(Long.class)
                .single();
    }

    private static int width(CoverStore files, String content, CoverWidth width) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(files.find(content, width).orElseThrow()))
                .getWidth();
    }
}
