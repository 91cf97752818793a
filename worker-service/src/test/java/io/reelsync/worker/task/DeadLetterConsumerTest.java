package io.reelsync.worker.task;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.reelsync.catalog.Subjects;
import io.reelsync.run.RunFeeds;
import io.reelsync.run.RunStarter;
import io.reelsync.run.SyncRuns;
import io.reelsync.source.SubjectId;
import io.reelsync.task.FeedTask;
import io.reelsync.task.QueueTopology;
import io.reelsync.task.SubjectTask;
import io.reelsync.task.Task;
import io.reelsync.worker.WorkerUnderTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.amqp.rabbit.listener.RabbitListenerEndpointRegistry;

class DeadLetterConsumerTest {
    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final SubjectTask SUBJECT = new SubjectTask("douban", 77, "7", null, false);

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final WorkerUnderTest worker = new WorkerUnderTest("100/1s", null);
    private final QueueTopology topology = worker.bean(QueueTopology.class);
    private FeedTask list;

    @BeforeEach
    void handOut() {
        log.start();
        logger().addAppender(log);
        worker.bean(AmqpAdmin.class).initialize();
        // Nobody works on the tasks.
        worker.bean(RabbitListenerEndpointRegistry.class)
                .getListenerContainer("tasks-douban")
                .stop();
        worker.sql().sql("""
                        INSERT INTO subjects (source, source_id, state, priority, due_at, lease, lease_until, first_seen_at)
                        VALUES ('douban', ?, 'LEASED', 2, UTC_TIMESTAMP(3), ?, UTC_TIMESTAMP(3) + INTERVAL 5 MINUTE,
                            UTC_TIMESTAMP(3))""").params(SUBJECT.sourceId(), SUBJECT.lease()).update();
        long run = worker.bean(RunStarter.class)
                .feeds("douban", List.of("movies"), feed -> 80, new RunStarter.Requester("test", "trace-of-the-test"))
                .runId();
        worker.bean(SyncRuns.class).begin(run);
        RunFeeds.LeasedFeed leased =
                worker.bean(RunFeeds.class).leaseDue("douban", 1, LEASE).get(0);
        list = new FeedTask("douban", leased.lease(), run, "movies", LEASE.toSeconds());
    }

    @AfterEach
    void close() {
        logger().detachAppender(log);
        worker.close();
    }

    @Test
    void tasksThatExpiredInTheirQueueAreDueAgainAtOnceAndTheCauseIsToldOnce() {
        for (Task task : List.of(SUBJECT, list)) {
            worker.bean(RabbitTemplate.class).convertAndSend("", topology.tasksOf("douban"), task, message -> {
                message.getMessageProperties().setExpiration("1");
                return message;
            });
        }

        awaitBoth("WAITING 0", "OUTSTANDING 0");
        awaitLine("message-ttl");
        assertThat(errors()).isEmpty();
    }

    @Test
    void tasksThatAreDeliveredAgainAndAgainButKillNobodyAreDueAgain() {
        buried(SUBJECT, "delivery_limit");
        buried(list, "delivery_limit");

        awaitBoth("WAITING 0", "OUTSTANDING 0");
        awaitLine("connections to the broker are cut");
        assertThat(errors()).isEmpty();
    }

    @Test
    void aTitleWhoseWorkersDiedWhileTheyReadItIsGivenUpAndAListStaysSuspected() {
        suspectOften();

        buried(SUBJECT, "delivery_limit");
        buried(list, "delivery_limit");

        awaitBoth("DEAD 1 KILLED_WORKER", "OUTSTANDING 0");
        Awaitility.await().untilAsserted(() -> assertThat(errors()).hasSize(1));
        assertThat(worker.sql()
                        .sql("SELECT killed_workers FROM sync_run_feeds")
                        .query(Integer.class)
                        .single())
                .isEqualTo(RunFeeds.SUSPECTED_OFTEN);
    }

    @Test
    void tasksThatWorkersHaveDiedOfAreGivenUpUnreadHoweverTheBrokerCounts() {
        suspectOften();

        for (Task task : List.of(SUBJECT, list)) {
            worker.bean(RabbitTemplate.class).convertAndSend("", topology.tasksOf("douban"), task);
        }
        worker.bean(RabbitListenerEndpointRegistry.class)
                .getListenerContainer("tasks-douban")
                .start();

        // The source can't be reached: whoever asked it would end otherwise.
        awaitBoth("DEAD 1 KILLED_WORKER", "FAILED 1 KILLED_WORKER");
        Awaitility.await().untilAsserted(() -> assertThat(errors()).hasSize(2));
    }

    @Test
    void suspectedTasksThatEndForAnotherCauseAreNotGivenUp() {
        suspectOften();

        buried(SUBJECT, "maxlen");
        buried(list, "rejected");

        awaitBoth("WAITING 0", "OUTSTANDING 0");
        assertThat(errors()).isEmpty();
    }

    private void suspectOften() {
        for (int workers = 0; workers < Subjects.SUSPECTED_OFTEN; workers++) {
            worker.bean(Subjects.class).suspect(new SubjectId("douban", SUBJECT.sourceId()), SUBJECT.lease());
            worker.bean(RunFeeds.class).suspect(list.runId(), list.feed(), list.lease());
        }
    }

    /** Puts a task with the dead letters, as the broker does. */
    private void buried(Task task, String reason) {
        worker.bean(RabbitTemplate.class).convertAndSend("", topology.deadLetters(), task, message -> {
            message.getMessageProperties().setHeader("x-death", List.of(Map.of("reason", reason)));
            return message;
        });
    }

    /** What came of the subject and of the feed, both of which are in nobody's hand any more. */
    private void awaitBoth(String subject, String feed) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(standing("subjects")).isEqualTo(subject);
            assertThat(standing("sync_run_feeds")).isEqualTo(feed);
            assertThat(worker.sql()
                            .sql("SELECT COUNT(lease) + COUNT(lease_until) FROM sync_run_feeds")
                            .query(Long.class)
                            .single())
                    .isZero();
        });
    }

    private String standing(String table) {
        return worker.sql()
                .sql("SELECT CONCAT_WS(' ', state, attempts, reason) FROM " + table)
                .query(String.class)
                .single();
    }

    private List<String> errors() {
        return log.list.stream()
                .filter(line -> line.getLevel() == Level.ERROR)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    /** One line tells of both tasks. */
    private void awaitLine(String cause) {
        Awaitility.await().untilAsserted(() -> assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .filteredOn(line -> line.contains("came back"))
                .singleElement()
                .asString()
                .contains(cause));
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger("io.reelsync.worker");
    }
}
