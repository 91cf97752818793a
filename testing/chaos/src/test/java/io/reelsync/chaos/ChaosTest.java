package io.reelsync.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.chaos.check.StoredVideos;
import io.reelsync.chaos.cluster.Cluster;
import io.reelsync.chaos.cluster.Shape;
import io.reelsync.chaos.fault.Fault;
import io.reelsync.chaos.fault.Faults;
import io.reelsync.chaos.report.ChaosReport;
import io.reelsync.localcluster.ClassPathPrograms;
import io.reelsync.servers.Folders;
import io.reelsync.source.Rate;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A short round through a real cluster. */
class ChaosTest {
    private static final List<String> FAULTS = List.of("source-forbidden");

    @Test
    void keepsItsPromisesWhateverIsBroken() throws Exception {
        StringWriter told = new StringWriter();
        Path folder = folder();
        List<Fault> faults =
                FAULTS.stream().map(name -> Faults.find(name).orElseThrow()).toList();

        int violations;
        try (Chaos chaos = new Chaos(
                new Shape(1, 1, 1, Rate.of("60/3s")),
                faults,
                1,
                Duration.ZERO,
                folder,
                new ClassPathPrograms(),
                new ChaosReport(new PrintWriter(told)))) {
            violations = chaos.run();
            seesWhatDiffersFromTheSite(chaos.cluster());
        }

        assertThat(violations).as(told.toString()).isZero();
        FAULTS.forEach(fault -> assertThat(told.toString()).containsPattern(fault + " +1 +0 "));
        Folders.deleteIfThere(folder);
    }

    /** The same rows, compared with what stands on the site years later. */
    private static void seesWhatDiffersFromTheSite(Cluster cluster) {
        StoredVideos videos = new StoredVideos(cluster.servers().sql(), cluster.site()::truth);
        List<Long> ids = cluster.servers()
                .sql()
                .sql("SELECT source_id FROM subjects WHERE source = 'douban' ORDER BY detailed_at DESC LIMIT 40")
                .query(Long.class)
                .list();
        assertThat(videos.differences(ids)).isEmpty();

        cluster.clock().move(Duration.ofDays(1000));

        // Which fields the years have changed differs from title to title.
        assertThat(videos.differences(ids))
                .asString()
                .contains(" differ, the first: title ")
                .contains(" instead of ");
        assertThat(videos.differences(List.of(1L))).containsExactly("title 1 is not stored");
    }

    /** Below the folder whose processes are ended with the tests. */
    private static Path folder() throws Exception {
        String root = System.getenv("REELSYNC_TEST_DIR");
        Path parent = Files.createDirectories(Path.of(root == null ? System.getProperty("java.io.tmpdir") : root));
        return Files.createTempDirectory(parent, "reelsync-chaos-").toRealPath();
    }
}
