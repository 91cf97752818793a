package io.reelsync.scheduler.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.reelsync.catalog.VideoField;
import io.reelsync.scheduler.SchedulerApplication;
import io.reelsync.scheduler.SchedulerUnderTest;
import io.reelsync.source.SubjectId;
import io.reelsync.statement.link.LinkDecisions;
import io.reelsync.statement.link.LinkDecisions.Outcome;
import io.reelsync.statement.link.LinkDecisions.Refusal;
import io.reelsync.statement.link.LinkDecisions.Will;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LinkStatementsTest {
    private static final Will OPERATOR = new Will("an operator", false);
    private static SchedulerUnderTest scheduler;
    private static Told told;

    @BeforeAll
    static void start() {
        scheduler = new SchedulerUnderTest(SchedulerApplication.class, Map.of());
        told = new Told(scheduler);
    }

    @AfterAll
    static void stop() {
        scheduler.close();
    }

    private static LinkDecisions decisions() {
        return scheduler.bean(LinkDecisions.class);
    }

    private static void awaitAllLookedAt() {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> scheduler.number("SELECT COUNT(*) FROM statements WHERE link_due = 1") == 0);
    }

    private static void awaitState(String one, String other, String state) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> told.state(one, other).equals(state));
        awaitAllLookedAt();
    }

    @Test
    void oneTitleAtTwoSourcesBecomesOneVideo() {
        long first = told.film("douban:1", "长桥来信");
        long second = told.film("tmdb:movie/1", "長橋來信", VideoField.IMDB_ID, "tt0000001");

        awaitState("douban:1", "tmdb:movie/1", "GUESSED");

        assertThat(told.video("douban:1")).isEqualTo(told.video("tmdb:movie/1")).isEqualTo(Math.min(first, second));
        assertThat(scheduler.number("SELECT video_id FROM video_redirects WHERE id = " + Math.max(first, second)))
                .isEqualTo(Math.min(first, second));
        assertThat(scheduler.number("SELECT COUNT(*) FROM videos WHERE id = " + first + " AND imdb_id = 'tt0000001'"
                        + " AND title = '长桥来信'"))
                .isEqualTo(1);
        assertThat(scheduler.number(
                        "SELECT COUNT(*) FROM video_changes WHERE field = 'imdb_id' AND video_id = " + first))
                .isEqualTo(1);
        assertThat(scheduler
                        .bean(MeterRegistry.class)
                        .get("reelsync.links")
                        .tag("state", "guessed")
                        .counter()
                        .count())
                .isPositive();
    }

    @Test
    void aLinkWhoseReasonsAreGoneIsUndone() {
        told.film("douban:2", "灯塔旧梦");
        told.film("tmdb:movie/2", "灯塔旧梦", VideoField.IMDB_ID, "tt0000002");
        awaitState("douban:2", "tmdb:movie/2", "GUESSED");

        told.film("douban:2", "灯塔旧梦", VideoField.IMDB_ID, "tt0000003");
        awaitState("douban:2", "tmdb:movie/2", "WAITING");

        assertThat(told.video("douban:2")).isNotEqualTo(told.video("tmdb:movie/2"));
        assertThat(scheduler.number("SELECT COUNT(*) FROM videos WHERE source = 'tmdb' AND source_text_id = 'movie/2'"))
                .isEqualTo(1);
        told.film("douban:2", "灯塔旧梦", VideoField.IMDB_ID, "tt0000002");
        awaitState("douban:2", "tmdb:movie/2", "LINKED");
        assertThat(told.video("douban:2")).isEqualTo(told.video("tmdb:movie/2"));
    }

    @Test
    void whatStoodThereBeforeTheMigrationIsFoundToo() {
        told.film("douban:3", "云门时间");
        scheduler.sql().sql("DELETE FROM statement_names WHERE source_id = '3'").update();
        scheduler
                .sql()
                .sql("UPDATE statements SET fingerprint = NULL, link_due = 1 WHERE source_id = '3'")
                .update();
        told.film("tmdb:movie/3", "雲門時間");

        awaitState("douban:3", "tmdb:movie/3", "GUESSED");
    }

    @Test
    void whatHangsOnAVideoGoesWithIt() {
        long loser = told.film("douban:41", "盐湖岁月");
        long keeper = told.film("tmdb:movie/42", "另一部完全不同的片");
        long kept = Math.min(keeper, loser);
        long gone = Math.max(keeper, loser);
        for (long video : new long[] {kept, gone}) {
            insert("INSERT INTO episodes (id, video_id, play_urls) VALUES (" + (video == kept ? 900 : 901) + ", "
                    + video + ", 'x')");
            insert("INSERT INTO user_favorites (user_id, video_id, created_at) VALUES (1, " + video + ", '2026-0"
                    + (video == kept ? 2 : 1) + "-01')");
        }
        insert("INSERT INTO user_favorites (user_id, video_id) VALUES (2, " + gone + ")");
        insert("INSERT INTO user_watch_progress (user_id, video_id, episode_id) VALUES (1, " + gone + ", 901), (1, "
                + kept + ", 900)");
        insert("INSERT INTO danmakus (episode_id, content, time_ms) VALUES (901, 'x', 1)");
        told.film("douban:41", "盐湖岁月", VideoField.YEAR, 2012L);

        Outcome outcome = decisions().join(gone, kept, OPERATOR);

        assertThat(outcome).isEqualTo(new Outcome(null, kept));
        assertThat(scheduler.number("SELECT COUNT(*) FROM episodes WHERE video_id = " + kept))
                .isEqualTo(2);
        assertThat(scheduler.number("SELECT COUNT(*) FROM user_favorites WHERE video_id = " + kept))
                .isEqualTo(2);
        assertThat(scheduler.number(
                        "SELECT MONTH(created_at) FROM user_favorites WHERE user_id = 1 AND video_id = " + kept))
                .isEqualTo(1);
        assertThat(scheduler.number("SELECT COUNT(*) FROM user_watch_progress WHERE video_id = " + kept))
                .isEqualTo(2);
        for (String table :
                new String[] {"episodes", "user_favorites", "user_watch_progress", "video_changes", "statements"}) {
            assertThat(scheduler.number("SELECT COUNT(*) FROM " + table + " WHERE video_id = " + gone))
                    .as(table)
                    .isZero();
        }
        assertThat(scheduler.number("SELECT COUNT(*) FROM video_changes WHERE field = 'year' AND video_id = " + kept))
                .isPositive();
    }

    private static void insert(String sql) {
        scheduler.sql().sql(sql).update();
    }

    @Test
    void redirectsEndAtTheLastVideo() {
        long[] videos = new long[4];
        for (int i = 0; i < videos.length; i++) {
            videos[i] = told.film("douban:5" + i, "无关的片名" + "甲乙丙丁".charAt(i));
        }
        decisions().join(videos[3], videos[2], OPERATOR);
        decisions().join(videos[1], videos[2], OPERATOR);

        assertThat(decisions().join(videos[3], videos[0], OPERATOR)).isEqualTo(Outcomes.refused(Refusal.REDIRECTED));
        assertThat(decisions().join(videos[0], videos[0], OPERATOR)).isEqualTo(Outcomes.refused(Refusal.ITSELF));
        assertThat(decisions().join(videos[0], 12, OPERATOR)).isEqualTo(Outcomes.refused(Refusal.MISSING));
        decisions().join(videos[0], videos[1], OPERATOR);

        assertThat(scheduler.number("SELECT COUNT(*) FROM video_redirects WHERE video_id = " + videos[0]))
                .isEqualTo(3);
        assertThat(scheduler.number(
                        "SELECT COUNT(*) FROM video_redirects r JOIN video_redirects later ON later.id = r.video_id"))
                .isZero();
    }

    @Test
    void whatAPersonDecidedStandsThroughAThousandSyncs() {
        told.film("douban:61", "铁轨会客");
        told.film("tmdb:movie/61", "铁轨会客");
        told.film("douban:62", "鸟岛画师", VideoField.DIRECTORS, "[\"张一\"]", VideoField.ACTORS, "[]");
        told.film("tmdb:movie/62", "鸟岛画师", VideoField.DIRECTORS, null, VideoField.ACTORS, "[]");
        awaitState("douban:61", "tmdb:movie/61", "GUESSED");
        awaitState("douban:62", "tmdb:movie/62", "WAITING");
        long video = told.video("douban:61");

        assertThat(decisions()
                        .split(video, SubjectId.parse("tmdb:movie/61"), OPERATOR)
                        .refusal())
                .isNull();
        assertThat(decisions().accept(told.link("douban:62"), "an operator").refusal())
                .isNull();
        for (int i = 0; i < 500; i++) {
            told.film("tmdb:movie/61", "铁轨会客", VideoField.RUNTIME, 90L + i % 3, VideoField.IMDB_ID, "tt0000061");
            told.film("douban:61", "铁轨会客", VideoField.IMDB_ID, i % 2 == 0 ? "tt0000061" : null);
            told.film("tmdb:movie/62", "别的片名" + i, VideoField.YEAR, 1990L);
        }
        awaitAllLookedAt();

        assertThat(told.state("douban:61", "tmdb:movie/61")).isEqualTo("REFUSED");
        assertThat(told.video("douban:61")).isEqualTo(video).isNotEqualTo(told.video("tmdb:movie/61"));
        assertThat(told.state("douban:62", "tmdb:movie/62")).isEqualTo("ACCEPTED");
        assertThat(told.video("douban:62")).isEqualTo(told.video("tmdb:movie/62"));
        assertThat(decisions().join(told.video("douban:61"), told.video("tmdb:movie/61"), OPERATOR))
                .isEqualTo(Outcomes.refused(Refusal.AGAINST_DECISION));
        assertThat(decisions().accept(told.link("douban:61"), "another").refusal())
                .isEqualTo(Refusal.DECIDED);
        assertThat(decisions()
                        .join(told.video("douban:61"), told.video("tmdb:movie/61"), new Will("another", true))
                        .refusal())
                .isNull();
    }

    private static final class Outcomes {
        static Outcome refused(Refusal refusal) {
            return new Outcome(refusal, 0);
        }
    }
}
