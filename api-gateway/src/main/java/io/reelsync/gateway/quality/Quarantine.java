package io.reelsync.gateway.quality;

import io.reelsync.catalog.Subjects;
import io.reelsync.gateway.web.Listing;
import io.reelsync.gateway.web.Paging;
import io.reelsync.source.Reason;
import io.reelsync.source.SubjectId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The answers that were not believed. */
@Component
class Quarantine {
    private static final String FROM = """
            FROM quarantined_answers q
            LEFT JOIN statements t ON t.source = q.source AND t.source_id = q.source_id
            LEFT JOIN videos v ON v.id = t.video_id
            WHERE (:source IS NULL OR q.source = :source) AND (:reason IS NULL OR q.reason = :reason)
                AND (:id IS NULL OR q.id = :id) AND (:video IS NULL OR v.id = :video)
                AND (:accepted IS NULL OR (q.accepted_at IS NOT NULL) = :accepted)""";

    private final JdbcClient jdbc;
    private final Subjects subjects;
    private final JsonMapper json = JsonMapper.shared();

    Quarantine(JdbcClient jdbc, Subjects subjects) {
        this.jdbc = jdbc;
        this.subjects = subjects;
    }

    /**
     * An answer in quarantine.
     *
     * @param title as it is stored
     * @param acceptedAt when an operator let the next answer pass
     * @param facts what it said; null in a list, or where nothing could be read from it
     */
    record Answer(
            String id,
            String source,
            String sourceId,
            @Nullable String videoId,
            @Nullable String title,
            String route,
            String reason,
            String reasonText,
            @Nullable String detail,
            @Nullable String runId,
            @Nullable Instant quarantinedAt,
            @Nullable Instant acceptedAt,
            @Nullable JsonNode facts) {}

    /** How many answers that nobody has accepted were refused for a reason. */
    record ReasonCount(String source, String reason, long answers) {}

    /** The most first. */
    List<ReasonCount> reasons() {
        return jdbc.sql("""
                        SELECT source, reason, COUNT(*) answers FROM quarantined_answers WHERE accepted_at IS NULL
                        GROUP BY source, reason ORDER BY answers DESC, source, reason""")
                .query((row, n) ->
                        new ReasonCount(row.getString("source"), row.getString("reason"), row.getLong("answers")))
                .list();
    }

    /**
     * Which answers are asked for; null for any.
     *
     * @param video whose they are
     * @param accepted whether they were accepted
     */
    record Wanted(
            @Nullable String source,
            @Nullable String reason,
            @Nullable Long video,
            @Nullable Boolean accepted) {}

    Listing<Answer> list(Wanted wanted, Paging paging) {
        Map<String, @Nullable Object> parameters = parameters(wanted, null);
        long total = jdbc.sql("SELECT COUNT(*) " + FROM)
                .params(parameters)
                .query(Long.class)
                .single();
        parameters.put("size", paging.size());
        parameters.put("offset", paging.offset());
        List<Answer> answers = jdbc.sql("SELECT q.*, v.id video_id, COALESCE(v.title_full, v.title) title, NULL facts "
                        + FROM + " ORDER BY q.quarantined_at DESC, q.id DESC LIMIT :size OFFSET :offset")
                .params(parameters)
                .query((row, n) -> answer(row))
                .list();
        return new Listing<>(answers, paging.page(), paging.size(), total);
    }

    private static Map<String, @Nullable Object> parameters(Wanted wanted, @Nullable Long id) {
        Map<String, @Nullable Object> parameters = new HashMap<>();
        parameters.put("source", wanted.source());
        parameters.put("reason", wanted.reason());
        parameters.put("video", wanted.video());
        parameters.put("accepted", wanted.accepted());
        parameters.put("id", id);
        return parameters;
    }

    Optional<Answer> find(long id) {
        return jdbc.sql("SELECT q.*, v.id video_id, COALESCE(v.title_full, v.title) title, q.facts_json facts " + FROM)
                .params(parameters(new Wanted(null, null, null, null), id))
                .query((row, n) -> answer(row))
                .optional();
    }

    /**
     * Lets the next answer of the same title pass, and asks for it at once.
     *
     * @return false where that was done before, or there is no such answer
     */
    @Transactional
    public boolean accept(Answer answer) {
        int accepted = jdbc.sql(
                        "UPDATE quarantined_answers SET accepted_at = UTC_TIMESTAMP(3) WHERE id = ? AND accepted_at IS NULL")
                .param(Long.valueOf(answer.id()))
                .update();
        if (accepted == 1) {
            subjects.acceptNextAnswer(new SubjectId(answer.source(), answer.sourceId()));
        }
        return accepted == 1;
    }

    private Answer answer(ResultSet row) throws SQLException {
        String facts = row.getString("facts");
        return new Answer(
                row.getString("id"),
                row.getString("source"),
                row.getString("source_id"),
                row.getString("video_id"),
                row.getString("title"),
                row.getString("route"),
                row.getString("reason"),
                Reason.textOf(row.getString("reason")),
                row.getString("detail"),
                row.getString("run_id"),
                FoundTitles.instant(row.getObject("quarantined_at", LocalDateTime.class)),
                FoundTitles.instant(row.getObject("accepted_at", LocalDateTime.class)),
                facts == null ? null : json.readTree(facts));
    }
}
