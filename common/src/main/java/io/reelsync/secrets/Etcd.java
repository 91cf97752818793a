package io.reelsync.secrets;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.ClientBuilder;
import io.etcd.jetcd.KeyValue;
import io.etcd.jetcd.Watch;
import io.etcd.jetcd.kv.TxnResponse;
import io.etcd.jetcd.op.Op;
import io.etcd.jetcd.options.GetOption;
import io.etcd.jetcd.options.WatchOption;
import io.netty.handler.ssl.SslContextBuilder;
import io.reelsync.startup.StartRefused;
import io.reelsync.startup.StrayWhitespace;
import io.reelsync.telemetry.Texts;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;

/** A connection to etcd that reads our two keys, and waits until one of them changes. Every call ends in time. */
final class Etcd implements AutoCloseable {
    static final String SECRET = "/video-service/secret";
    static final String CONFIG = "/video-service/config";
    /** As often as etcd lets clients ask, with a margin: a connection that hangs is found out within 15 seconds. */
    private static final Duration ALIVE_EVERY = Duration.ofSeconds(10);

    private static final Duration ALIVE_WITHIN = Duration.ofSeconds(5);

    private final EtcdAddress address;
    private final Client client;
    private final Duration answerWithin;

    private Etcd(EtcdAddress address, Client client, Duration answerWithin) {
        this.address = address;
        this.client = client;
        this.answerWithin = answerWithin;
    }

    /** @throws StartRefused where the settings can't be used */
    static Etcd connect(EtcdAddress address, EtcdSettings access) {
        ClientBuilder builder = Client.builder()
                .endpoints(address.members())
                .connectTimeout(access.answerWithin())
                .retryMaxDuration(access.answerWithin())
                .waitForReady(false)
                .keepaliveTime(ALIVE_EVERY)
                .keepaliveTimeout(ALIVE_WITHIN)
                .keepaliveWithoutCalls(true);
        StrayWhitespace.refuse("REELSYNC_ETCD_USER", Objects.requireNonNullElse(access.user(), ""));
        StrayWhitespace.refuse("REELSYNC_ETCD_PASSWORD", Objects.requireNonNullElse(access.password(), ""));
        if (access.user() != null) {
            builder.user(bytes(access.user())).password(bytes(access.password() == null ? "" : access.password()));
        }
        if (address.encrypted()) {
            try {
                builder.sslContext(tls -> encrypt(tls, access));
            } catch (SSLException | IllegalArgumentException e) {
                throw new StartRefused("REELSYNC_ETCD_CA_FILE, _CERT_FILE or _KEY_FILE can't be used: " + reason(e), e);
            }
        }
        return new Etcd(address, builder.build(), access.answerWithin());
    }

    private static void encrypt(SslContextBuilder tls, EtcdSettings access) {
        if (access.caFile() != null) {
            tls.trustManager(new File(access.caFile()));
        }
        if (access.certFile() != null && access.keyFile() != null) {
            tls.keyManager(new File(access.certFile()), new File(access.keyFile()));
        }
    }

    /** Both keys at one moment. */
    EtcdState read() throws IOException, InterruptedException {
        return read(GetOption.DEFAULT);
    }

    /** As they were. */
    EtcdState readAt(long revision) throws IOException, InterruptedException {
        return read(GetOption.builder().withRevision(revision).build());
    }

    private EtcdState read(GetOption option) throws IOException, InterruptedException {
        TxnResponse answer = answer(client.getKVClient()
                .txn()
                .Then(Op.get(bytes(SECRET), option), Op.get(bytes(CONFIG), option))
                .commit());
        KeyValue secret = first(answer.getGetResponses().get(0).getKvs());
        KeyValue config = first(answer.getGetResponses().get(1).getKvs());
        return new EtcdState(
                text(secret),
                text(config),
                answer.getHeader().getRevision(),
                Math.max(secret == null ? 0 : secret.getModRevision(), config == null ? 0 : config.getModRevision()));
    }

    /**
     * Waits until one of the keys changes, at most so long.
     *
     * @param revision changes from this one on count, be they past or yet to come
     * @throws IOException where the watch ends, be it that etcd is away or has forgotten that revision
     */
    void awaitChange(long revision, Duration atMost) throws IOException, InterruptedException {
        CompletableFuture<Void> changed = new CompletableFuture<>();
        WatchOption option = WatchOption.builder()
                .withRevision(revision)
                .withRequireLeader(true)
                .build();
        Watch.Listener listener = Watch.listener(
                answer -> {
                    if (!answer.getEvents().isEmpty()) {
                        changed.complete(null);
                    }
                },
                changed::completeExceptionally,
                () -> changed.completeExceptionally(new IOException("the watch ended")));
        Watch.Watcher secret = client.getWatchClient().watch(bytes(SECRET), option, listener);
        Watch.Watcher config = client.getWatchClient().watch(bytes(CONFIG), option, listener);
        try {
            changed.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException quiet) {
            return;
        } catch (ExecutionException e) {
            throw away(e);
        } finally {
            secret.close();
            config.close();
        }
    }

    private <T> T answer(CompletableFuture<T> question) throws IOException, InterruptedException {
        try {
            return question.get(answerWithin.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            question.cancel(true);
            throw new IOException(
                    "etcd at " + address + " does not answer within " + answerWithin.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            throw away(e);
        }
    }

    private IOException away(Throwable failure) {
        return new IOException("etcd at " + address + " does not answer: " + reason(failure), failure);
    }

    private static String reason(Throwable failure) {
        Throwable last = NestedExceptionUtils.getMostSpecificCause(failure);
        return Texts.cut(last.getMessage() == null ? last.getClass().getSimpleName() : last.getMessage(), 200);
    }

    private static @Nullable KeyValue first(List<KeyValue> found) {
        return found.isEmpty() ? null : found.get(0);
    }

    private static @Nullable String text(@Nullable KeyValue found) {
        return found == null ? null : found.getValue().toString(StandardCharsets.UTF_8);
    }

    private static ByteSequence bytes(String text) {
        return ByteSequence.from(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        client.close();
    }
}
