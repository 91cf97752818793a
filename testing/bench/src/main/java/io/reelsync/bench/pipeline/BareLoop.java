package io.reelsync.bench.pipeline;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import io.reelsync.bench.page.PageReader;
import io.reelsync.samplesite.PlayedSource;
import io.reelsync.servers.DatabaseServer;
import io.reelsync.source.BrokenPageException;
import io.reelsync.source.SubjectId;
import io.reelsync.source.VideoFacts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/**
 * The reference: what a program costs that does nothing but the work itself. Ids from a queue, pages over connections that
 * stay open, the same reading of the parts that matter, and the same rows in batches; no limit, no breakers, no leases, no
 * second try. A process of its own, which ends when it is told to, or when anything fails.
 */
public final class BareLoop {
    static final String QUEUE = "bench.ids";
    static final String DATABASE = "bare";
    private static final int PREFETCH = 500;
    private static final int THREADS = 16;
    private static final int BATCH = 100;
    private static final long LINGER_MILLIS = 10;

    private final BlockingQueue<Task> tasks = new ArrayBlockingQueue<>(PREFETCH);
    private final BlockingQueue<Read> read = new ArrayBlockingQueue<>(4 * BATCH);
    private final TreeSet<Long> storedOutOfOrder = new TreeSet<>();
    private long storedInOrder;

    private record Task(long tag, String id) {}

    private record Read(long tag, VideoFacts facts) {}

    /** Where everything is, as the environment of the process. */
    record Places(String broker, String site, String database, String user, String password) {
        Map<String, String> environment() {
            return Map.of(
                    "BENCH_BROKER", broker,
                    "BENCH_SITE", site,
                    "BENCH_DATABASE", database,
                    "BENCH_USER", user,
                    "BENCH_PASSWORD", password);
        }

        static Places ofEnvironment() {
            return new Places(
                    variable("BENCH_BROKER"),
                    variable("BENCH_SITE"),
                    variable("BENCH_DATABASE"),
                    variable("BENCH_USER"),
                    variable("BENCH_PASSWORD"));
        }

        private static String variable(String name) {
            return Objects.requireNonNull(System.getenv(name), name);
        }
    }

    /** The process. */
    public static void main(String[] args) throws Exception {
        Places places = Places.ofEnvironment();
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(places.broker());
        factory.setAutomaticRecoveryEnabled(false);
        try (com.rabbitmq.client.Connection broker = factory.newConnection();
                Connection database = DriverManager.getConnection(places.database(), places.user(), places.password());
                CloseableHttpClient http = client()) {
            new BareLoop().run(broker.createChannel(), new BareStore(database, DatabaseServer.DATABASE), http, places);
        }
    }

    private static CloseableHttpClient client() {
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnTotal(THREADS)
                        .setMaxConnPerRoute(THREADS)
                        .build())
                .disableCookieManagement()
                .disableAutomaticRetries()
                .disableContentCompression()
                .build();
    }

    private void run(Channel channel, BareStore store, CloseableHttpClient http, Places places) throws Exception {
        PageReader reader = PageReader.create();
        for (int i = 0; i < THREADS; i++) {
            Thread thread = new Thread(() -> readPages(http, reader, places.site()), "bare-" + i);
            thread.setDaemon(true);
            thread.start();
        }
        channel.queueDeclare(QUEUE, true, false, false, Map.of());
        channel.basicQos(PREFETCH);
        channel.basicConsume(QUEUE, false, new DefaultConsumer(channel) {
            @Override
            public void handleDelivery(
                    String consumer, Envelope envelope, AMQP.BasicProperties properties, byte[] body) {
                tasks.add(new Task(envelope.getDeliveryTag(), new String(body, StandardCharsets.US_ASCII)));
            }
        });
        while (true) {
            List<Read> batch = nextBatch();
            store.store(batch.stream().map(Read::facts).toList());
            acknowledge(channel, batch);
        }
    }

    @SuppressWarnings("SystemExitOutsideMain") // The whole process is one loop.
    private void readPages(CloseableHttpClient http, PageReader reader, String site) {
        try {
            while (true) {
                Task task = tasks.take();
                SubjectId subject = SubjectId.parse(PlayedSource.NAME + ":" + task.id());
                byte[] page = http.execute(
                        new HttpGet(site + "/subject/" + task.id() + "/"),
                        answer -> EntityUtils.toByteArray(answer.getEntity()));
                read.put(new Read(task.tag(), reader.read(subject, page)));
            }
        } catch (IOException | BrokenPageException | InterruptedException | RuntimeException failure) {
            System.out.println("a page could not be read: " + failure);
            System.exit(1);
        }
    }

    private List<Read> nextBatch() throws InterruptedException {
        List<Read> batch = new ArrayList<>(BATCH);
        batch.add(read.take());
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LINGER_MILLIS);
        while (batch.size() < BATCH) {
            read.drainTo(batch, BATCH - batch.size());
            Read next = batch.size() == BATCH ? null : read.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next == null) {
                break;
            }
            batch.add(next);
        }
        return batch;
    }

    /** All at once up to the first that isn't stored yet. */
    private void acknowledge(Channel channel, List<Read> batch) throws IOException {
        batch.forEach(one -> storedOutOfOrder.add(one.tag()));
        long before = storedInOrder;
        while (storedOutOfOrder.remove(storedInOrder + 1)) {
            storedInOrder++;
        }
        if (storedInOrder > before) {
            channel.basicAck(storedInOrder, true);
        }
    }
}
