package io.reelsync.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.limit.StructureSuspects;
import io.reelsync.run.RunProgress;
import io.reelsync.run.RunState;
import io.reelsync.samplesite.control.Misbehaviour;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A site that changes its layout in the middle of a run stops the line, damages nothing, and is taken up again. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChangedLayoutTest {
    private static final int FILMS = 80;

    private final Cluster cluster = new Cluster()
            .with("reelsync.catalog.retry.first-delay", "50ms")
            .with("reelsync.catalog.retry.attempts", 20)
            // Those on the wire when the line stops come on top.
            .with("reelsync.worker.concurrency", 4);

    private List<Long> films = List.of();

    @BeforeAll
    void storeTheFilms() {
        cluster.scheduler();
        cluster.worker();
        cluster.worker();
        assertThat(cluster.syncFilms(FILMS).created()).isEqualTo(FILMS);
        films = cluster.sql()
                .sql("SELECT source_id FROM subjects WHERE source = 'douban'")
                .query(Long.class)
                .list();
    }

    @AfterAll
    void stop() throws Exception {
        cluster.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"NEW_LAYOUT", "FEW_LABELS", "LOSES_FACTS", "POISONED"})
    void stopsTheLineWithinTwentyPagesAndDamagesNothing(Misbehaviour change) {
        List<Map<String, Object>> before = videos();

        // Asked for by number: what a list finds due may be fetched before the run has read the list.
        long run = cluster.startSubjects(films);
        cluster.awaitSettled(run, 20);
        cluster.site.clearRequests();
        cluster.site.misbehave("/subject/", change, 0, "");
        Awaitility.await().until(() -> !suspects().isEmpty());

        Awaitility.await().during(Duration.ofSeconds(2)).until(() -> pages() <= 20);
        assertThat(videos()).as("what is stored").isEqualTo(before);
        assertThat(cluster.progress(run).failed()).isZero();

        cluster.site.behave();
        cluster.sql()
                .sql("UPDATE circuit_breakers SET blocked_until = UTC_TIMESTAMP(3), probe_until = NULL"
                        + " WHERE scope = 'KIND'")
                .update();
        RunProgress end = cluster.awaitEnd(run);
        assertThat(end.run().state()).isEqualTo(RunState.COMPLETED);
        assertThat(end.unchanged()).isGreaterThan(FILMS / 2).isEqualTo(end.planned());
        assertThat(suspects()).isEmpty();
    }

    private Set<String> suspects() {
        return cluster.bean(StructureSuspects.class).of("douban");
    }

    private long pages() {
        return cluster.site.requests().stream()
                .filter(request -> request.path().startsWith("/subject/"))
                .count();
    }

    private List<Map<String, Object>> videos() {
        return cluster.sql().sql("SELECT * FROM videos ORDER BY id").query().listOfRows();
    }
}
