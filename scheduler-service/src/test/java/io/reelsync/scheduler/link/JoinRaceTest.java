package io.reelsync.scheduler.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reelsync.catalog.VideoField;
import io.reelsync.scheduler.SchedulerApplication;
import io.reelsync.scheduler.SchedulerUnderTest;
import io.reelsync.source.SubjectId;
import io.reelsync.statement.link.LinkDecisions;
import io.reelsync.statement.link.LinkDecisions.Will;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.dao.TransientDataAccessException;

/** Joins and splits in the middle of everything that is stored: nothing is lost, and every video is what follows. */
class JoinRaceTest {
    private static final int TITLES = 20;
    private static final int ROUNDS = 25;

    @Test
    void titlesThatAreToldWhileTheyAreJoinedAndSplitEndAsTheyWereToldLast() throws Exception {
        try (SchedulerUnderTest scheduler = new SchedulerUnderTest(SchedulerApplication.class, Map.of())) {
            Told told = new Told(scheduler);
            for (int i = 0; i < TITLES; i++) {
                told.film("douban:" + i, name(i));
                told.film("tmdb:movie/" + i, name(i));
            }
            ExecutorService threads = Executors.newFixedThreadPool(4);
            List<Future<?>> all = new ArrayList<>();
            for (String source : List.of("douban:", "tmdb:movie/")) {
                all.add(threads.submit(() -> tell(told, source)));
            }
            all.add(threads.submit(() -> joinAndSplit(scheduler, told)));
            for (Future<?> one : all) {
                one.get(120, TimeUnit.SECONDS);
            }
            threads.shutdown();

            await().atMost(Duration.ofSeconds(60))
                    .until(() -> scheduler.number("SELECT COUNT(*) FROM statements WHERE link_due = 1") == 0);
            assertThat(scheduler.number("SELECT COUNT(*) FROM statements t LEFT JOIN videos v ON v.id = t.video_id"
                            + " WHERE v.id IS NULL"))
                    .as("statements without a video")
                    .isZero();
            assertThat(scheduler.number("SELECT COUNT(*) FROM videos v LEFT JOIN statements t ON v.id = t.video_id"
                            + " WHERE t.video_id IS NULL"))
                    .as("videos without a statement")
                    .isZero();
            assertThat(scheduler.number("SELECT COUNT(*) FROM videos v JOIN statements t ON t.video_id = v.id AND"
                            + " t.source = 'douban' WHERE v.runtime <> JSON_EXTRACT(t.facts_json, '$.runtime')"))
                    .as("videos that are not what follows")
                    .isZero();
            assertThat(scheduler.number("SELECT COUNT(*) FROM video_redirects r LEFT JOIN videos v ON v.id = r.video_id"
                            + " WHERE v.id IS NULL"))
                    .as("redirects to nowhere")
                    .isZero();
            for (int i = 0; i < TITLES; i++) {
                boolean joined = told.state("douban:" + i, "tmdb:movie/" + i).equals("ACCEPTED");
                assertThat(told.video("douban:" + i) == told.video("tmdb:movie/" + i))
                        .isEqualTo(joined);
            }
        }
    }

    private static String name(int title) {
        return "长桥" + "来信归途旧梦时间听雨会客钟声战书画师医生".charAt(title);
    }

    private static Object tell(Told told, String source) {
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < TITLES; i++) {
                int title = i;
                long runtime = 80 + round;
                again(() -> told.film(source + title, name(title), VideoField.RUNTIME, runtime));
            }
        }
        return true;
    }

    private static Object joinAndSplit(SchedulerUnderTest scheduler, Told told) {
        LinkDecisions decisions = scheduler.bean(LinkDecisions.class);
        Will will = new Will("an operator", true);
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < TITLES; i++) {
                SubjectId subject = SubjectId.parse("tmdb:movie/" + i);
                long one = told.video("douban:" + i);
                long other = told.video("tmdb:movie/" + i);
                if (one == other) {
                    again(() -> decisions.split(one, subject, will));
                } else {
                    again(() -> decisions.join(one, other, will));
                }
            }
        }
        return true;
    }

    /** As workers do. */
    private static void again(Runnable work) {
        for (int tries = 0; ; tries++) {
            try {
                work.run();
                return;
            } catch (TransientDataAccessException inUse) {
                if (tries > 20) {
                    throw inUse;
                }
            }
        }
    }
}
