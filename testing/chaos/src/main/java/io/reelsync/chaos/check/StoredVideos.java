package io.reelsync.chaos.check;

import io.reelsync.samplesite.PlayedSource;
import io.reelsync.samplesite.SampleSite;
import io.reelsync.samplesite.catalogue.TitleFacts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** The rows of {@code videos}, compared with the site's truth field by field. */
public final class StoredVideos {
    private static final int MOST_TOLD = 5;

    private final JdbcClient sql;
    private final LongFunction<Optional<TitleFacts>> truths;

    /** @param truths what stands on the site now: {@link SampleSite#truth} */
    public StoredVideos(JdbcClient sql, LongFunction<Optional<TitleFacts>> truths) {
        this.sql = sql;
        this.truths = truths;
    }

    /** What is stored of some titles, by their numbers. */
    public record Rows(Map<Long, Map<String, JsonNode>> byId) {}

    public Rows read(Collection<Long> ids) {
        Map<Long, Map<String, JsonNode>> rows = new HashMap<>();
        if (!ids.isEmpty()) {
            sql.sql("SELECT v.*, s.route, t.source_id told_id, t.facts_json,"
                            + " (SELECT COUNT(*) FROM statements o WHERE o.video_id = t.video_id) told_by"
                            + " FROM statements t JOIN videos v ON v.id = t.video_id"
                            + " LEFT JOIN subjects s ON s.source = t.source AND s.source_id = t.source_id"
                            + " WHERE t.source = :source AND t.source_id IN (:ids)")
                    .param("source", PlayedSource.NAME)
                    .param("ids", ids.stream().map(String::valueOf).toList())
                    .query(row -> {
                        rows.put(row.getLong("told_id"), VideoFields.of(row));
                    });
        }
        return new Rows(rows);
    }

    /** Where titles are missing or differ from the site. */
    public List<String> differences(Collection<Long> ids) {
        Rows rows = read(ids);
        List<String> all = new ArrayList<>();
        for (long id : ids) {
            Map<String, JsonNode> stored = rows.byId().get(id);
            if (stored == null) {
                all.add(String.format(Locale.ROOT, "title %d is not stored", id));
            } else {
                add(all, id, VideoFields.wrong(stored, List.of(truth(id))));
            }
        }
        return told(all);
    }

    /** Where failed titles hold anything but what they held before or what stands on the site now. */
    public List<String> damages(Collection<Long> failed, Rows before) {
        List<String> all = new ArrayList<>();
        read(failed).byId().forEach((id, stored) -> {
            Map<String, JsonNode> earlier = before.byId().get(id);
            add(all, id, VideoFields.wrong(stored, earlier == null ? List.of(truth(id)) : List.of(truth(id), earlier)));
        });
        return told(all);
    }

    private Map<String, JsonNode> truth(long id) {
        return VideoFields.of(truths.apply(id).orElseThrow());
    }

    private static void add(List<String> all, long id, List<String> wrong) {
        if (!wrong.isEmpty()) {
            all.add(String.format(Locale.ROOT, "title %d: %s", id, String.join(", ", wrong)));
        }
    }

    private static List<String> told(List<String> all) {
        return all.size() <= MOST_TOLD
                ? all
                : List.of(all.size() + " titles differ, the first: " + String.join("; ", all.subList(0, MOST_TOLD)));
    }
}
