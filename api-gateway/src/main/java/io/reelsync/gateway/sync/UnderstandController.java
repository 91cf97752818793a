package io.reelsync.gateway.sync;

import io.reelsync.gateway.web.Envelope;
import io.reelsync.gateway.web.Fields;
import io.reelsync.gateway.web.Responses;
import io.reelsync.source.Source;
import io.reelsync.source.Sources;
import io.reelsync.source.SubjectId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Where it is seen what links and ids mean, before a run is asked for. */
@RestController
class UnderstandController {
    private static final int MOST_TEXTS = 10_000;
    /** Of so many titles of a source the names are looked up; nobody reads on. */
    private static final int MOST_NAMED = 1_000;

    private final JdbcClient jdbc;
    private final Sources sources;
    private final Responses responses;

    UnderstandController(JdbcClient jdbc, Sources sources, Responses responses) {
        this.jdbc = jdbc;
        this.sources = sources;
        this.responses = responses;
    }

    /** @param title as it is known here; null where it isn't, or is one of very many */
    record TitleJson(
            String source, String sourceId, @Nullable String title) {}

    record UnderstoodJson(List<TitleJson> titles, List<Understanding.Unclear> unclear) {}

    @PostMapping("/api/sync/understand")
    ResponseEntity<Envelope<UnderstoodJson>> understand(@RequestBody JsonNode body) {
        Fields fields = Fields.ofBody(body, Set.of("texts", "source"));
        JsonNode texts = fields.value("texts");
        if (texts == null) {
            fields.refuse("texts", "field.required");
        } else if (fields.isList("texts", texts, MOST_TEXTS)
                && !texts.valueStream().allMatch(JsonNode::isString)) {
            fields.refuse("texts", "field.text");
        }
        Source preferred = sources.find(String.valueOf(fields.source("source", fields.text("source"), sources)))
                .orElse(null);
        fields.check();
        Understanding understood = Understanding.of(
                texts == null
                        ? List.of()
                        : texts.valueStream().map(JsonNode::asString).toList(),
                sources,
                preferred);
        return responses.ok(new UnderstoodJson(named(understood.subjects()), understood.unclear()));
    }

    private List<TitleJson> named(List<SubjectId> subjects) {
        Map<SubjectId, String> names = new HashMap<>();
        subjects.stream()
                .collect(Collectors.groupingBy(
                        SubjectId::source, Collectors.mapping(SubjectId::id, Collectors.toList())))
                .forEach((source, ids) -> names.putAll(names(source, ids)));
        List<TitleJson> titles = new ArrayList<>();
        subjects.forEach(subject -> titles.add(new TitleJson(subject.source(), subject.id(), names.get(subject))));
        return titles;
    }

    private Map<SubjectId, String> names(String source, List<String> ids) {
        Map<SubjectId, String> names = new HashMap<>();
        jdbc.sql("""
                        SELECT s.source_id, COALESCE(v.title_full, v.title, s.title) title FROM subjects s
                        LEFT JOIN statements t ON t.source = s.source AND t.source_id = s.source_id
                        LEFT JOIN videos v ON v.id = t.video_id
                        WHERE s.source = :source AND s.source_id IN (:ids)""")
                .param("source", source)
                .param("ids", ids.stream().limit(MOST_NAMED).toList())
                .query(row -> {
                    String title = row.getString("title");
                    if (title != null) {
                        names.put(new SubjectId(source, row.getString("source_id")), title);
                    }
                });
        return names;
    }
}
