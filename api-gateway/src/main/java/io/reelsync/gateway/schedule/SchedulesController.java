package io.reelsync.gateway.schedule;

import io.reelsync.gateway.security.SignedIn;
import io.reelsync.gateway.web.Answers;
import io.reelsync.gateway.web.AuditNotes;
import io.reelsync.gateway.web.Envelope;
import io.reelsync.gateway.web.Fields;
import io.reelsync.gateway.web.Listing;
import io.reelsync.gateway.web.Paging;
import io.reelsync.gateway.web.Refused;
import io.reelsync.run.CronTimes;
import io.reelsync.source.Sources;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Where schedules are seen and changed. A change acts on every scheduler within a second or two. */
@RestController
@RequestMapping("/api/schedules")
class SchedulesController {
    private static final Logger log = LoggerFactory.getLogger(SchedulesController.class);
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");
    private static final int FIRINGS_TOLD = 3;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final StoredSchedules schedules;
    private final Sources sources;
    private final Answers answers;

    SchedulesController(StoredSchedules schedules, Sources sources, Answers answers) {
        this.schedules = schedules;
        this.sources = sources;
        this.answers = answers;
    }

    /**
     * A schedule as the API tells it.
     *
     * @param lastFiringAt the firing that was dealt with last; when it was made or enabled where there was none yet
     * @param nextFirings the next three; none while it is disabled, or where it can't be read
     */
    record ScheduleJson(
            String name,
            String source,
            List<String> feeds,
            String cron,
            String zone,
            boolean enabled,
            @Nullable Instant lastFiringAt,
            List<Instant> nextFirings,
            Instant updatedAt) {}

    @GetMapping
    ResponseEntity<Envelope<Listing<ScheduleJson>>> list(@RequestParam Map<String, String> query) {
        Fields fields = Fields.ofQuery(query, "page", "size");
        Paging paging = Paging.of(fields, query);
        fields.check();
        Instant now = schedules.now();
        List<ScheduleJson> found = schedules.all().stream()
                .skip(paging.offset())
                .limit(paging.size())
                .map(row -> json(row, now))
                .toList();
        return answers.ok(new Listing<>(found, paging.page(), paging.size(), schedules.count()));
    }

    @GetMapping("/{name}")
    ResponseEntity<Envelope<ScheduleJson>> one(@PathVariable String name) {
        return answers.ok(find(name));
    }

    @PutMapping("/{name}")
    ResponseEntity<Envelope<ScheduleJson>> put(
            @PathVariable String name, @RequestBody JsonNode body, @AuthenticationPrincipal SignedIn admin) {
        if (!NAME.matcher(name).matches()) {
            Fields fields = Fields.ofQuery(Map.of());
            fields.refuse("name", "schedule.name");
            fields.check();
        }
        ScheduleRequest wanted = ScheduleRequest.read(body, sources, schedules.now());
        AuditNotes.add(wanted.cron() + " " + wanted.zone() + (wanted.enabled() ? " " : " disabled ")
                + wanted.source().name() + " " + wanted.feeds());
        schedules.put(name, wanted);
        log.info(
                "{} has set schedule {}: {} in {}, {}",
                admin.username(),
                name,
                wanted.cron(),
                wanted.zone(),
                wanted.enabled() ? "enabled" : "disabled");
        return answers.ok("schedule.set", find(name));
    }

    @DeleteMapping("/{name}")
    ResponseEntity<Envelope<Void>> delete(@PathVariable String name, @AuthenticationPrincipal SignedIn admin) {
        if (!schedules.remove(name)) {
            throw Refused.notFound();
        }
        log.info("{} has removed schedule {}", admin.username(), name);
        return answers.ok("schedule.removed", null);
    }

    private ScheduleJson find(String name) {
        Instant now = schedules.now();
        return schedules.find(name).map(row -> json(row, now)).orElseThrow(Refused::notFound);
    }

    /** Rows can be written by hand: one that is wrong is shown as it stands. */
    private static ScheduleJson json(StoredSchedules.Row row, Instant now) {
        return new ScheduleJson(
                row.name(),
                row.source(),
                feeds(row),
                row.cron(),
                row.zone(),
                row.enabled(),
                row.lastFiring(),
                row.enabled() ? firings(row, now) : List.of(),
                row.updatedAt());
    }

    private static List<String> feeds(StoredSchedules.Row row) {
        try {
            return JSON.readValue(row.feeds(), new TypeReference<List<String>>() {});
        } catch (JacksonException wrong) {
            return List.of();
        }
    }

    private static List<Instant> firings(StoredSchedules.Row row, Instant now) {
        try {
            return CronTimes.parse(row.cron(), row.zone()).next(now, FIRINGS_TOLD);
        } catch (IllegalArgumentException | DateTimeException wrong) {
            return List.of();
        }
    }
}
