package io.reelsync.gateway.cover;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.cover.CoverStore;
import io.reelsync.cover.CoverWidth;
import io.reelsync.cover.Covers;
import io.reelsync.gateway.Client;
import io.reelsync.gateway.Client.Answer;
import io.reelsync.gateway.Gateway;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CoverTest {
    private static final String POSTER = "https://img9.doubanio.com/view/photo/s_ratio_poster/public/p480747492.jpg";
    private static final String CONTENT = Covers.sha256(new byte[] {7});

    @TempDir
    static Path folder;

    private static Gateway gateway;
    private static Client viewer;

    @BeforeAll
    static void start() throws IOException {
        gateway = Gateway.start(Map.of("reelsync.covers.dir", folder.toString()));
        viewer = gateway.as("VIEWER");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @BeforeEach
    void videos() {
        gateway.jdbc().sql("DELETE FROM covers").update();
        gateway.jdbc().sql("DELETE FROM videos").update();
        video(1, POSTER);
    }

    @Test
    void notesAPosterThatIsAskedForAsWantedOnceAndGivesAPlaceholder() {
        for (int i = 0; i < 3; i++) {
            Answer answer = viewer.get("/api/videos/1/cover");
            assertThat(answer.status()).isEqualTo(202);
            assertThat(answer.header("Content-Type")).isEqualTo("image/png");
            assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
            assertThat(answer.header("X-Cover")).isEqualTo("wanted");
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        }

        assertThat(gateway.jdbc()
                        .sql("SELECT source, address, state, attempts FROM covers")
                        .query()
                        .singleRow())
                .isEqualTo(Map.of("source", "douban", "address", POSTER, "state", "WANTED", "attempts", 0));
    }

    @Test
    void givesOutAStoredOneToBeKeptForGoodByItsSignedAddress() throws IOException {
        store(1);
        String cover = viewer.get("/api/videos/1").data().get("cover").asString();
        Client stranger = gateway.anyone();

        Answer answer = stranger.get(cover);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("image/jpeg");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Cache-Control")).contains("max-age=31536000", "private", "immutable");
        assertThat(answer.response().body()).isEqualTo("320");
        assertThat(gateway.anyone()
                        .with("If-None-Match", answer.header("ETag"))
                        .get(cover)
                        .status())
                .isEqualTo(304);
        assertThat(viewer.get("/api/videos").data().at("/items/0/cover").asString())
                .isEqualTo(cover);
    }

    @Test
    void givesThreeWidthsAndIsAskedAgainWhereNoVersionIsNamed() throws IOException {
        store(1);

        Map<Integer, String> given = Map.of(1, "160", 160, "160", 161, "320", 320, "320", 500, "640", 10_000, "640");
        given.forEach((asked, width) -> {
            Answer answer = viewer.get("/api/videos/1/cover?width=" + asked);
            assertThat(answer.response().body()).isEqualTo(width);
            assertThat(answer.header("Cache-Control")).contains("no-cache", "private");
        });
    }

    @Test
    void hasAPosterFetchedAnewWhoseFileIsLost() throws IOException {
        store(1);
        gateway.bean(CoverStore.class).remove(CONTENT);

        assertThat(viewer.get("/api/videos/1/cover").status()).isEqualTo(202);

        assertThat(gateway.jdbc()
                        .sql("SELECT state FROM covers")
                        .query(String.class)
                        .single())
                .isEqualTo("WANTED");
    }

    @Test
    void givesAnotherAddressWhereThePosterIsAnother() throws IOException {
        store(1);
        String before = viewer.get("/api/videos/1").data().get("cover").asString();
        gateway.jdbc()
                .sql("UPDATE videos SET cover_url = ?")
                .param(POSTER.replace("p48", "p49"))
                .update();

        String now = viewer.get("/api/videos/1").data().get("cover").asString();

        assertThat(now).isNotEqualTo(before);
        assertThat(gateway.anyone().get(now).status()).isEqualTo(202);
        assertThat(gateway.jdbc()
                        .sql("SELECT state FROM covers ORDER BY state")
                        .query(String.class)
                        .list())
                .containsExactly("STORED", "WANTED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/p1.jpg",
                "http://127.0.0.1:6379/p1.jpg",
                "https://img9.doubanio.com.evil.example/p1.jpg",
                "javascript:alert(1)",
                "file:///etc/passwd"
            })
    void wantsNothingFromWhereNoSourceHasPictures(String address) {
        video(2, address);

        assertThat(viewer.get("/api/videos/2").data().get("cover").isNull()).isTrue();
        Answer answer = viewer.get("/api/videos/2/cover");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("X-Cover")).isEqualTo("none");
        assertThat(count()).isZero();
    }

    @Test
    void hasNoneWhereThereIsNoPosterOrItWasGivenUp() {
        video(2, null);
        viewer.get("/api/videos/1/cover");
        gateway.jdbc().sql("UPDATE covers SET state = 'DEAD'").update();

        for (int id = 1; id <= 2; id++) {
            Answer answer = viewer.get("/api/videos/" + id + "/cover");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("X-Cover")).isEqualTo("none");
            assertThat(answer.header("Cache-Control")).contains("max-age=3600");
        }
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void isForNobodyWithoutATokenOrASignature() {
        String cover = viewer.get("/api/videos/1").data().get("cover").asString();
        Client stranger = gateway.anyone();

        assertThat(stranger.get("/api/videos/1/cover").status()).isEqualTo(401);
        assertThat(stranger.get(cover.replace("/1/", "/2/")).status()).isEqualTo(401);
        assertThat(stranger.get(cover.replace("width=320", "width=640")).status())
                .isEqualTo(401);
        assertThat(stranger.get(cover.replaceFirst("sig=new[.].", "sig=new.%00"))
                        .status())
                .isEqualTo(401);
        assertThat(stranger.get(cover.replace("/cover?", "?")).status()).isEqualTo(401);
        assertThat(stranger.send("DELETE", cover, null, null).status()).isEqualTo(401);
        assertThat(gateway.anyone().withToken("no token").get(cover).status()).isEqualTo(401);
        assertThat(count()).isZero();
        assertThat(stranger.get(cover).status()).isEqualTo(202);
    }

    @Test
    void tellsWhatIsWrongWithARequest() {
        assertThat(viewer.get("/api/videos/99/cover").status()).isEqualTo(404);
        assertThat(viewer.get("/api/videos/x/cover").status()).isEqualTo(404);
        assertThat(viewer.get("/api/videos/1/cover?width=0").invalidFields()).containsExactly("width");
        assertThat(viewer.get("/api/videos/1/cover?width=1e9&size=3").invalidFields())
                .containsExactlyInAnyOrder("width", "size");
    }

    @Test
    void isNoPartOfAnExport() {
        assertThat(viewer.get("/api/videos/export").response().body())
                .contains(POSTER)
                .doesNotContain("/cover?");
    }

    private static void video(long id, String poster) {
        gateway.jdbc()
                .sql("INSERT INTO videos (id, source, source_id, type, title, cover_url, created_at, updated_at)"
                        + " VALUES (?, 'douban', ?, 'movie', 'A title', ?, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))")
                .param(id)
                .param(id)
                .param(poster)
                .update();
    }

    private static void store(long id) throws IOException {
        gateway.bean(CoverStore.class)
                .keep(
                        CONTENT,
                        Map.of(
                                CoverWidth.SMALL, "160".getBytes(StandardCharsets.US_ASCII),
                                CoverWidth.MEDIUM, "320".getBytes(StandardCharsets.US_ASCII),
                                CoverWidth.LARGE, "640".getBytes(StandardCharsets.US_ASCII)));
        gateway.bean(Covers.class).want(id, "douban", POSTER);
        gateway.jdbc()
                .sql("UPDATE covers SET state = 'STORED', content = ?")
                .param(CONTENT)
                .update();
    }

    private static long count() {
        return gateway.jdbc()
                .sql("SELECT COUNT(*) FROM covers")
                .query(Long.class)
                .single();
    }
}
