package io.reelsync.statement;

import io.reelsync.catalog.VideoField;
import io.reelsync.source.Source;
import io.reelsync.source.Sources;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The merge rules that hold: those that were set over the API, the settings' for the rest, and what sources say of themselves
 * for the rest of that.
 */
@Component
public class StoredMergeRules {
    private static final String ALL = "*";
    private static final TypeReference<List<String>> NAMES = new TypeReference<>() {};
    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final Sources sources;
    private final MergeSettings settings;

    public StoredMergeRules(JdbcClient jdbc, JdbcTemplate batches, Sources sources, MergeSettings settings) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.sources = sources;
        this.settings = settings;
    }

    /** What holds now: a change is seen by the next question. */
    public MergeRules current() {
        Map<String, List<String>> set = new HashMap<>();
        jdbc.sql("SELECT field, sources_json FROM merge_rules").query(row -> {
            set.put(row.getString("field"), JSON.readValue(row.getString("sources_json"), NAMES));
        });
        List<String> order = set.getOrDefault(ALL, settings.order().isEmpty() ? names(one -> true) : settings.order());
        Map<VideoField, List<String>> fields = new EnumMap<>(VideoField.class);
        for (VideoField field : VideoField.values()) {
            List<String> best = names(one -> one.knowsBest().contains(field.fieldName()));
            if (!best.isEmpty()) {
                fields.put(
                        field,
                        Stream.concat(best.stream(), order.stream()).distinct().toList());
            }
        }
        fields.putAll(settings.byField());
        for (VideoField field : VideoField.values()) {
            if (set.containsKey(field.fieldName())) {
                fields.put(field, set.get(field.fieldName()));
            }
        }
        return new MergeRules(order, fields);
    }

    /** The sources that an order can name: those that are asked, those of the settings, and all that ever said anything. */
    public Set<String> sources() {
        Set<String> known = new TreeSet<>(names(one -> true));
        known.addAll(settings.order());
        known.addAll(jdbc.sql("SELECT DISTINCT source FROM statements")
                .query(String.class)
                .list());
        return known;
    }

    private List<String> names(Predicate<Source> which) {
        return sources.all().stream().filter(which).map(Source::name).sorted().toList();
    }

    /** Sets all rules, in the place of those that were set before. */
    @Transactional
    public void set(MergeRules rules, String by) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        all.put(ALL, rules.order());
        rules.fields().forEach((field, order) -> all.put(field.fieldName(), order));
        jdbc.sql("DELETE FROM merge_rules").update();
        batches.batchUpdate(
                "INSERT INTO merge_rules (field, sources_json, set_by, set_at) VALUES (?, ?, ?, UTC_TIMESTAMP(3))",
                all.entrySet(),
                100,
                (row, one) -> {
                    row.setString(1, one.getKey());
                    row.setString(2, JSON.writeValueAsString(one.getValue()));
                    row.setString(3, by);
                });
    }
}
