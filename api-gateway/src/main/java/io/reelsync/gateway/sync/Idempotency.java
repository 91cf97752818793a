package io.reelsync.gateway.sync;

import io.reelsync.gateway.security.Caller;
import io.reelsync.gateway.web.ApiException;
import io.reelsync.gateway.web.Fields;
import io.reelsync.run.RunStarter.Started;
import io.reelsync.run.RunState;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Lets a client send a request to start a run again without starting another: the same {@code Idempotency-Key} of the
 * same client gives the run that it gave before, for a day, on every gateway. After the IETF draft "The Idempotency-Key
 * HTTP Header Field": the same key for another request is refused with 422.
 */
@Component
class Idempotency {
    static final String HEADER = "Idempotency-Key";
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    Idempotency(JdbcClient jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    private record Kept(String requestHash, long runId, boolean alreadyRunning) {}

    /**
     * Starts a run once.
     *
     * @param key as the client sent it; null where it sent none
     * @param start starts the run, within a transaction that also keeps the key
     */
    Started once(@Nullable String key, Caller client, RunRequest request, Supplier<Started> start) {
        if (key == null) {
            return start.get();
        }
        if (!KEY.matcher(key).matches()) {
            Fields fields = Fields.ofQuery(Map.of());
            fields.refuse(HEADER, "run.idempotency_key");
            fields.check();
        }
        String hash = hash(request);
        try {
            return Objects.requireNonNull(transaction.execute(status -> {
                // Another with the same key waits here until this transaction has ended.
                jdbc.sql("""
                                INSERT INTO idempotency_keys (actor, idempotency_key, request_hash, created_at)
                                VALUES (?, ?, ?, UTC_TIMESTAMP(3))""").params(client.username(), key, hash).update();
                Started started = start.get();
                jdbc.sql("""
                                UPDATE idempotency_keys SET run_id = ?, already_running = ?
                                WHERE actor = ? AND idempotency_key = ?""")
                        .params(started.runId(), started.alreadyRunning(), client.username(), key)
                        .update();
                return started;
            }));
        } catch (DuplicateKeyException before) {
            return find(key, client, hash);
        }
    }

    private Started find(String key, Caller client, String hash) {
        Kept kept = jdbc.sql("""
                        SELECT request_hash, run_id, already_running FROM idempotency_keys
                        WHERE actor = ? AND idempotency_key = ?""")
                .params(client.username(), key)
                .query((row, n) -> new Kept(row.getString(1), row.getLong(2), row.getBoolean(3)))
                .optional()
                // The first of them has failed, and has taken its key with it.
                .orElseThrow(() -> new ApiException(HttpStatus.CONFLICT, "run.try_again"));
        if (!kept.requestHash().equals(hash)) {
            Fields fields = Fields.ofQuery(Map.of());
            fields.refuse(HEADER, "run.idempotency_other");
            fields.check();
        }
        RunState state = jdbc.sql("SELECT state FROM sync_runs WHERE id = ?")
                .param(kept.runId())
                .query(String.class)
                .optional()
                .map(RunState::valueOf)
                .orElseThrow(ApiException::notFound);
        return new Started(kept.runId(), state, kept.alreadyRunning());
    }

    private static String hash(RunRequest request) {
        String text = request.wanted().toString();
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
