package io.reelsync.cover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.robothy.s3.rest.LocalS3;
import com.robothy.s3.rest.bootstrap.LocalS3Mode;
import io.reelsync.cover.CoverSettings.S3;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Covers in a folder, and in a bucket of a server that speaks as S3 does. */
class CoverStoreTest {
    private static final String CONTENT = "ab".repeat(32);
    private static final String BUCKET = "posters";
    private static final String SECRET_KEY = "a secret of the store";
    private static LocalS3 server;
    private static S3Client client;

    @TempDir
    static Path folder;

    @BeforeAll
    static void start() {
        server = LocalS3.builder().port(-1).mode(LocalS3Mode.IN_MEMORY).build();
        server.start();
        client = S3Client.builder()
                .endpointOverride(URI.create(endpoint()))
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .build();
        client.createBucket(make -> make.bucket(BUCKET));
    }

    @AfterAll
    static void stop() {
        client.close();
        server.shutdown();
    }

    static Stream<CoverStore> stores() {
        return Stream.of(new FolderCoverStore(folder), new S3CoverStore(settings(BUCKET, endpoint())));
    }

    @ParameterizedTest
    @MethodSource("stores")
    void keepsPicturesByTheirContentUntilTheyAreRemoved(CoverStore store) throws Exception {
        assertThat(store.find(CONTENT, CoverWidth.LARGE)).isEmpty();

        store.keep(CONTENT, Map.of(CoverWidth.SMALL, bytes("small"), CoverWidth.MEDIUM, bytes("medium")));
        store.keep(CONTENT, Map.of(CoverWidth.SMALL, bytes("small again"), CoverWidth.MEDIUM, bytes("medium")));

        assertThat(store.find(CONTENT, CoverWidth.LARGE))
                .as("the next narrower one")
                .hasValue(bytes("medium"));
        assertThat(store.find(CONTENT, CoverWidth.MEDIUM)).hasValue(bytes("medium"));
        assertThat(store.find(CONTENT, CoverWidth.SMALL)).hasValue(bytes("small again"));

        store.remove(CONTENT);
        store.remove(CONTENT);
        assertThat(store.find(CONTENT, CoverWidth.LARGE)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("stores")
    void takesNothingElseForAContent(CoverStore store) {
        for (String strange : List.of("../../etc/passwd", CONTENT.toUpperCase(Locale.ROOT), "", CONTENT + "/")) {
            assertThatThrownBy(() -> store.find(strange, CoverWidth.SMALL))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> store.remove(strange)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void givesObjectsTheNamesOfTheFilesBelowThePrefix() throws Exception {
        try (S3CoverStore store = new S3CoverStore(settings(BUCKET, endpoint()))) {
            store.keep(CONTENT, Map.of(CoverWidth.SMALL, bytes("small")));
        }
        CoverStore files = new FolderCoverStore(folder);
        files.keep(CONTENT, Map.of(CoverWidth.SMALL, bytes("small")));

        try (Stream<Path> all = Files.walk(folder)) {
            assertThat(all.filter(Files::isRegularFile)
                            .map(file -> folder.relativize(file).toString()))
                    .containsExactly("ab/" + CONTENT + "-160.jpg");
        }
        assertThat(client.listObjectsV2(list -> list.bucket(BUCKET)).contents())
                .extracting(S3Object::key)
                .containsExactly("covers/ab/" + CONTENT + "-160.jpg");
        assertThat(client.headObject(head -> head.bucket(BUCKET).key("covers/ab/" + CONTENT + "-160.jpg"))
                        .contentType())
                .isEqualTo("image/jpeg");
        files.remove(CONTENT);
        client.deleteObject(delete -> delete.bucket(BUCKET).key("covers/ab/" + CONTENT + "-160.jpg"));
    }

    @Test
    void failsAsAFolderDoesWhereTheStoreRefusesOrIsAway() throws Exception {
        Map<CoverWidth, byte[]> picture = Map.of(CoverWidth.SMALL, bytes("small"));
        try (S3CoverStore nowhere = new S3CoverStore(settings("not-there", endpoint()));
                S3CoverStore away = new S3CoverStore(settings(BUCKET, "http://127.0.0.1:" + closedPort()))) {
            assertThatThrownBy(() -> nowhere.keep(CONTENT, picture))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("the bucket not-there");
            assertThatThrownBy(() -> nowhere.find(CONTENT, CoverWidth.SMALL)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> away.find(CONTENT, CoverWidth.SMALL))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("the bucket posters")
                    .hasMessageNotContaining(SECRET_KEY);
        }
    }

    @Test
    void isLeftByAThreadThatIsToStop() {
        try (S3CoverStore store = new S3CoverStore(settings(BUCKET, endpoint()))) {
            Thread.currentThread().interrupt();

            assertThatThrownBy(() -> store.keep(CONTENT, Map.of(CoverWidth.SMALL, bytes("small"))))
                    .isInstanceOf(InterruptedIOException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private static S3 settings(String bucket, String endpoint) {
        return new S3(bucket, "covers/", endpoint, "us-east-1", "reelsync", SECRET_KEY);
    }

    private static String endpoint() {
        return "http://127.0.0.1:" + server.getPort();
    }

    private static int closedPort() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return taken.getLocalPort();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
