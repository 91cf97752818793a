package io.reelsync.gateway.dead;

import io.reelsync.catalog.Subjects;
import io.reelsync.gateway.security.Caller;
import io.reelsync.gateway.web.AuditNotes;
import io.reelsync.gateway.web.Envelope;
import io.reelsync.gateway.web.Fields;
import io.reelsync.gateway.web.Listing;
import io.reelsync.gateway.web.Paging;
import io.reelsync.gateway.web.Responses;
import io.reelsync.source.Reason;
import io.reelsync.source.Sources;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Where dead subjects are seen, and made due again. */
@RestController
@RequestMapping("/api/dead")
class DeadController {
    private static final Logger log = LoggerFactory.getLogger(DeadController.class);
    private static final String FROM = """
            FROM subjects s LEFT JOIN statements t ON t.source = s.source AND t.source_id = s.source_id
            LEFT JOIN videos v ON v.id = t.video_id
            WHERE s.state = 'DEAD' AND (:source IS NULL OR s.source = :source)
                AND (:reason IS NULL OR s.reason = :reason)""";

    private final JdbcClient jdbc;
    private final Subjects subjects;
    private final Sources sources;
    private final Responses responses;

    DeadController(JdbcClient jdbc, Subjects subjects, Sources sources, Responses responses) {
        this.jdbc = jdbc;
        this.subjects = subjects;
        this.sources = sources;
        this.responses = responses;
    }

    /**
     * A subject that was given up.
     *
     * @param attempts how many failed in a row
     */
    record DeadJson(
            String source,
            String sourceId,
            @Nullable String title,
            int attempts,
            @Nullable String reason,
            @Nullable String reasonText,
            @Nullable String detail) {}

    /** @param reason a stable name; empty where none was written down */
    record ReasonCount(String source, String reason, long titles) {}

    /** How many subjects were made due. */
    record ReplayedJson(int replayed) {}

    @GetMapping
    ResponseEntity<Envelope<Listing<DeadJson>>> list(@RequestParam Map<String, String> query) {
        Fields fields = Fields.ofQuery(query, "page", "size", "source", "reason");
        Paging paging = Paging.of(fields, query);
        String source = fields.source("source", query.get("source"), sources);
        Reason reason = fields.choice("reason", query.get("reason"), Reason.class);
        fields.check();
        return responses.ok(read(source, reason == null ? null : reason.name(), paging));
    }

    private Listing<DeadJson> read(@Nullable String source, @Nullable String reason, Paging paging) {
        long total = jdbc.sql("SELECT COUNT(*) " + FROM)
                .param("source", source)
                .param("reason", reason)
                .query(Long.class)
                .single();
        List<DeadJson> dead = jdbc.sql(
                        "SELECT s.source, s.source_id, COALESCE(v.title_full, v.title, s.title) title, s.attempts, s.reason,"
                                + " s.detail " + FROM + " ORDER BY s.source, LENGTH(s.source_id), s.source_id"
                                + " LIMIT :size OFFSET :offset")
                .param("source", source)
                .param("reason", reason)
                .param("size", paging.size())
                .param("offset", paging.offset())
                .query((row, n) -> new DeadJson(
                        row.getString("source"),
                        row.getString("source_id"),
                        row.getString("title"),
                        row.getInt("attempts"),
                        row.getString("reason"),
                        textOf(row.getString("reason")),
                        row.getString("detail")))
                .list();
        return new Listing<>(dead, paging.page(), paging.size(), total);
    }

    /** How many were given up for each reason, the most first. */
    @GetMapping("/reasons")
    ResponseEntity<Envelope<List<ReasonCount>>> reasons() {
        return responses.ok(jdbc.sql("""
                        SELECT source, COALESCE(reason, '') why, COUNT(*) titles FROM subjects WHERE state = 'DEAD'
                        GROUP BY source, reason ORDER BY titles DESC, source, why""")
                .query((row, n) ->
                        new ReasonCount(row.getString("source"), row.getString("why"), row.getLong("titles")))
                .list());
    }

    @PostMapping("/replay")
    ResponseEntity<Envelope<ReplayedJson>> replay(@RequestBody JsonNode body, @AuthenticationPrincipal Caller user) {
        ReplayRequest request = ReplayRequest.read(body, sources);
        int replayed = subjects.replayDead(request.source(), request.sourceIds(), request.reason());
        AuditNotes.add(replayed + " of " + request.source());
        log.info("{} replays {} dead subjects of {}", user.username(), replayed, request.source());
        return responses.ok("dead.replayed", new ReplayedJson(replayed));
    }

    private static @Nullable String textOf(@Nullable String reason) {
        return reason == null ? null : Reason.textOf(reason);
    }
}
