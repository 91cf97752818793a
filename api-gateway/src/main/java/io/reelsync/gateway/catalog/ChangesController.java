package io.reelsync.gateway.catalog;

import io.reelsync.gateway.web.ApiException;
import io.reelsync.gateway.web.Envelope;
import io.reelsync.gateway.web.Fields;
import io.reelsync.gateway.web.Listing;
import io.reelsync.gateway.web.Paging;
import io.reelsync.gateway.web.PathId;
import io.reelsync.gateway.web.Responses;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Where a video's history is read: what changed, from, to, when, and by which run. */
@RestController
class ChangesController {
    private final JdbcClient jdbc;
    private final VideoSearch search;
    private final Responses responses;
    private final JsonMapper json = JsonMapper.shared();

    ChangesController(JdbcClient jdbc, VideoSearch search, Responses responses) {
        this.jdbc = jdbc;
        this.search = search;
        this.responses = responses;
    }

    /**
     * One change of one field.
     *
     * @param from a text, or a list; null where nothing was known
     * @param runId null where no run did it
     */
    record ChangeJson(
            String field,
            @Nullable Object from,
            @Nullable Object to,
            Instant changedAt,
            @Nullable String runId) {}

    @GetMapping("/api/videos/{id}/changes")
    ResponseEntity<Envelope<Listing<ChangeJson>>> changes(
            @PathVariable String id, @RequestParam Map<String, String> query) {
        Fields fields = Fields.ofQuery(query, "page", "size", "field");
        Paging paging = Paging.of(fields, query);
        String field = query.getOrDefault("field", "");
        if (!field.matches("[a-z_]{0,64}")) {
            fields.refuse("field", "field.text");
        }
        fields.check();
        long video = PathId.parse(id)
                .map(number -> search.joinedWith(number).orElse(number))
                .filter(number -> search.find(number).isPresent())
                .orElseThrow(ApiException::notFound);
        return responses.ok(read(video, field.isEmpty() ? null : field, paging));
    }

    private Listing<ChangeJson> read(long video, @Nullable String field, Paging paging) {
        String where = " FROM video_changes WHERE video_id = :video AND (:field IS NULL OR field = :field)";
        long total = jdbc.sql("SELECT COUNT(*)" + where)
                .param("video", video)
                .param("field", field)
                .query(Long.class)
                .single();
        List<ChangeJson> changes = jdbc.sql(
                        "SELECT *" + where + " ORDER BY changed_at DESC, id DESC LIMIT :size OFFSET :offset")
                .param("video", video)
                .param("field", field)
                .param("size", paging.size())
                .param("offset", paging.offset())
                .query((row, n) -> new ChangeJson(
                        row.getString("field"),
                        value(row.getString("old_value")),
                        value(row.getString("new_value")),
                        row.getObject("changed_at", LocalDateTime.class).toInstant(ZoneOffset.UTC),
                        row.getString("run_id")))
                .list();
        return new Listing<>(changes, paging.page(), paging.size(), total);
    }

    /** Lists are kept as JSON. */
    private @Nullable Object value(@Nullable String kept) {
        if (kept == null || !kept.startsWith("[")) {
            return kept;
        }
        try {
            return json.readTree(kept);
        } catch (JacksonException text) {
            return kept;
        }
    }
}
