package io.reelsync.statement;

import io.reelsync.catalog.VideoField;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The merge rules that hold: those that were set over the API, and the settings' for the rest. */
@Component
public class StoredMergeRules {
    private static final String ALL = "*";
    private static final TypeReference<List<String>> NAMES = new TypeReference<>() {};
    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final MergeSettings settings;

    public StoredMergeRules(JdbcClient jdbc, JdbcTemplate batches, MergeSettings settings) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.settings = settings;
    }

    /** What holds now: a change is seen by the next question. */
    public MergeRules current() {
        MergeRules rules = settings.rules();
        Map<String, List<String>> set = new LinkedHashMap<>();
        jdbc.sql("SELECT field, sources_json FROM merge_rules").query(row -> {
            set.put(row.getString("field"), JSON.readValue(row.getString("sources_json"), NAMES));
        });
        Map<VideoField, List<String>> fields = new EnumMap<>(VideoField.class);
        fields.putAll(rules.fields());
        for (VideoField field : VideoField.values()) {
            if (set.containsKey(field.fieldName())) {
                fields.put(field, set.get(field.fieldName()));
            }
        }
        return new MergeRules(set.getOrDefault(ALL, rules.order()), fields);
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
