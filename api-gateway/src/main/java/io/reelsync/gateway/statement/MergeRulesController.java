package io.reelsync.gateway.statement;

import io.reelsync.catalog.VideoField;
import io.reelsync.gateway.security.Caller;
import io.reelsync.gateway.web.AuditNotes;
import io.reelsync.gateway.web.Envelope;
import io.reelsync.gateway.web.Fields;
import io.reelsync.gateway.web.Responses;
import io.reelsync.run.RunStarter;
import io.reelsync.statement.MergeRules;
import io.reelsync.statement.StoredMergeRules;
import io.reelsync.telemetry.TraceId;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Where it is seen and set which source is believed for which field. A change is applied to the whole catalogue by a run. */
@RestController
@RequestMapping("/api/merge-rules")
class MergeRulesController {
    private static final Logger log = LoggerFactory.getLogger(MergeRulesController.class);
    private static final int MOST_SOURCES = 50;
    /** The fields that can have an order of their own: others come with one of them. */
    private static final Map<String, VideoField> FIELDS = Arrays.stream(VideoField.values())
            .filter(field -> MergeRules.decider(field) == field)
            .collect(Collectors.toMap(VideoField::fieldName, field -> field));

    private final StoredMergeRules rules;
    private final RunStarter runs;
    private final Responses responses;

    MergeRulesController(StoredMergeRules rules, RunStarter runs, Responses responses) {
        this.rules = rules;
        this.runs = runs;
        this.responses = responses;
    }

    /**
     * @param fields orders of single fields
     * @param runId the run that applies them; null where they were only asked for
     */
    record MergeRulesJson(
            List<String> order,
            Map<String, List<String>> fields,
            @Nullable String runId) {
        static MergeRulesJson of(MergeRules rules, @Nullable String runId) {
            Map<String, List<String>> fields = new LinkedHashMap<>();
            for (VideoField field : VideoField.values()) {
                if (rules.fields().containsKey(field)) {
                    fields.put(field.fieldName(), rules.orderOf(field));
                }
            }
            return new MergeRulesJson(rules.order(), fields, runId);
        }
    }

    @GetMapping
    ResponseEntity<Envelope<MergeRulesJson>> get() {
        return responses.ok(MergeRulesJson.of(rules.current(), null));
    }

    @PutMapping
    ResponseEntity<Envelope<MergeRulesJson>> put(@RequestBody JsonNode body, @AuthenticationPrincipal Caller admin) {
        MergeRules wanted = read(body);
        MergeRulesJson json = MergeRulesJson.of(wanted, null);
        AuditNotes.add(json.order() + " " + json.fields());
        rules.set(wanted, admin.username());
        RunStarter.Started run = runs.mergeRules(new RunStarter.Requester(admin.username(), TraceId.current()));
        log.info(
                "{} has set the merge rules: {} {}; run {} applies them",
                admin.username(),
                json.order(),
                json.fields(),
                run.runId());
        return responses.ok("merge.set", MergeRulesJson.of(rules.current(), String.valueOf(run.runId())));
    }

    private MergeRules read(JsonNode body) {
        Fields fields = Fields.ofBody(body, Set.of("order", "fields"));
        JsonNode order = fields.value("order");
        if (order == null) {
            fields.refuse("order", "field.required");
        }
        List<String> all = order == null ? List.of() : sources(fields, "order", order);
        Map<VideoField, List<String>> single = new EnumMap<>(VideoField.class);
        JsonNode given = fields.value("fields");
        if (given != null && !given.isObject()) {
            fields.refuse("fields", "field.object");
        } else if (given != null) {
            given.properties().forEach(one -> {
                String name = "fields." + one.getKey();
                VideoField field = FIELDS.get(one.getKey());
                if (field == null) {
                    fields.refuse(name, "merge.field", String.join(", ", new TreeSet<>(FIELDS.keySet())));
                } else {
                    single.put(field, sources(fields, name, one.getValue()));
                }
            });
        }
        fields.check();
        return new MergeRules(all, single);
    }

    private List<String> sources(Fields fields, String name, JsonNode given) {
        if (!fields.isList(name, given, MOST_SOURCES)) {
            return List.of();
        }
        List<String> names = given.valueStream().map(one -> one.asString("")).toList();
        Set<String> known = rules.sources();
        if (!known.containsAll(names) || names.size() != Set.copyOf(names).size()) {
            fields.refuse(name, "merge.sources", String.join(", ", known));
        }
        return names;
    }
}
