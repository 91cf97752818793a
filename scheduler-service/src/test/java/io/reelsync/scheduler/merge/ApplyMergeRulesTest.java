package io.reelsync.scheduler.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reelsync.catalog.RunControl;
import io.reelsync.catalog.VideoField;
import io.reelsync.run.RunProgress;
import io.reelsync.run.RunStarter;
import io.reelsync.run.RunState;
import io.reelsync.run.SyncRuns;
import io.reelsync.scheduler.SchedulerApplication;
import io.reelsync.scheduler.SchedulerUnderTest;
import io.reelsync.source.SubjectId;
import io.reelsync.statement.FieldValues;
import io.reelsync.statement.MergeRules;
import io.reelsync.statement.Statement;
import io.reelsync.statement.Statements;
import io.reelsync.statement.StoredMergeRules;
import io.reelsync.statement.Videos;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;

class ApplyMergeRulesTest {
    private static final int ON_BOTH = 1_300;
    private static final int ON_ONE = 50;
    private static SchedulerUnderTest scheduler;

    @BeforeAll
    static void start() {
        scheduler = new SchedulerUnderTest(SchedulerApplication.class, Map.of());
        List<Statements.Told> told = new ArrayList<>();
        Map<Long, Videos.Cause> causes = new TreeMap<>();
        for (long id = 1; id <= ON_BOTH + ON_ONE; id++) {
            told.add(told(id, "douban", String.valueOf(id), "豆瓣 " + id));
            if (id <= ON_BOTH) {
                told.add(told(id, "tmdb", "movie/" + id, id % 2 == 0 ? "豆瓣 " + id : "TMDB " + id));
            }
            causes.put(id, new Videos.Cause(null, false));
        }
        scheduler.bean(TransactionTemplate.class).executeWithoutResult(status -> {
            scheduler.bean(Statements.class).store(told);
            scheduler.bean(Videos.class).follow(causes);
        });
    }

    private static Statements.Told told(long video, String source, String id, String title) {
        FieldValues values = FieldValues.none();
        values.set(VideoField.TITLE, title);
        return new Statements.Told(new Statement(new SubjectId(source, id), video, values), "page", null);
    }

    @AfterAll
    static void stop() {
        scheduler.close();
    }

    private static long apply(String... order) {
        scheduler.bean(StoredMergeRules.class).set(new MergeRules(List.of(order), Map.of()), "admin");
        return scheduler
                .bean(RunStarter.class)
                .mergeRules(new RunStarter.Requester("admin", "trace"))
                .runId();
    }

    private static RunProgress progress(long run) {
        return scheduler.bean(SyncRuns.class).find(run).orElseThrow();
    }

    private static RunProgress completed(long run) {
        await().atMost(Duration.ofSeconds(60)).until(() -> progress(run).run().state() == RunState.COMPLETED);
        return progress(run);
    }

    @Test
    void putsTheWholeCatalogueTogetherAnewAndCountsWhatChanges() {
        RunProgress progress = completed(apply("tmdb", "douban"));

        assertThat(progress.planned()).isEqualTo(ON_BOTH);
        assertThat(progress.changed()).isEqualTo(ON_BOTH);
        assertThat(progress.outstanding()).isZero();
        assertThat(scheduler.number("SELECT COUNT(*) FROM videos WHERE title LIKE 'TMDB %'"))
                .isEqualTo(ON_BOTH / 2);
        assertThat(scheduler.number(
                        "SELECT COUNT(*) FROM videos WHERE source = 'tmdb' AND source_text_id LIKE 'movie/%'"))
                .isEqualTo(ON_BOTH);
        assertThat(scheduler.number("SELECT COUNT(*) FROM video_changes WHERE run_id = "
                        + progress.run().id() + " AND field = 'title'"))
                .isEqualTo(ON_BOTH / 2);

        RunProgress back = completed(apply("douban", "tmdb"));

        assertThat(back.changed()).isEqualTo(ON_BOTH);
        assertThat(scheduler.number("SELECT COUNT(*) FROM videos WHERE title LIKE '豆瓣 %' AND source = 'douban'"))
                .isEqualTo(ON_BOTH + ON_ONE);
        assertThat(completed(apply("douban", "tmdb")).unchanged()).isEqualTo(ON_BOTH);
        assertThat(scheduler.count("subjects")).as("asked of a source").isZero();
    }

    @Test
    void aRunThatIsCancelledBeforeItIsTakenUpChangesNothing() {
        long run = apply("douban");
        scheduler.bean(RunControl.class).cancel(run);

        await().atMost(Duration.ofSeconds(20))
                .until(() -> !progress(run).run().state().active());
        assertThat(progress(run).planned())
                .isEqualTo(progress(run).cancelled()
                        + progress(run).changed()
                        + progress(run).unchanged());
    }
}
