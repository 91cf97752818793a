package io.reelsync.gateway.schedule;

import io.reelsync.database.DatabaseTime;
import io.reelsync.gateway.security.Caller;
import io.reelsync.gateway.web.ApiException;
import io.reelsync.gateway.web.AuditNotes;
import io.reelsync.gateway.web.Envelope;
import io.reelsync.gateway.web.Fields;
import io.reelsync.gateway.web.Listing;
import io.reelsync.gateway.web.Paging;
import io.reelsync.gateway.web.Responses;
import io.reelsync.run.KeptLists;
import io.reelsync.source.Sources;
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
import tools.jackson.databind.JsonNode;

/** Where schedules are seen and changed. A change acts on every scheduler within a second or two. */
@RestController
@RequestMapping("/api/schedules")
class SchedulesController {
    private static final Logger log = LoggerFactory.getLogger(SchedulesController.class);
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");
    private static final int FIRINGS_TOLD = 3;

    private final StoredSchedules schedules;
    private final ScheduleService scheduleService;
    private final Sources sources;
    private final KeptLists keptLists;
    private final DatabaseTime time;
    private final Responses responses;

    SchedulesController(
            StoredSchedules schedules,
            ScheduleService scheduleService,
            Sources sources,
            KeptLists keptLists,
            DatabaseTime time,
            Responses responses) {
        this.schedules = schedules;
        this.scheduleService = scheduleService;
        this.sources = sources;
        this.keptLists = keptLists;
        this.time = time;
        this.responses = responses;
    }

    /**
     * A schedule as the API tells it.
     *
     * @param lastFiringAt the firing that was dealt with last; when it was made or enabled where there was none yet
     * @param lastFiredAt the last firing of which a run is kept; null where it has never fired
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
            @Nullable Instant lastFiredAt,
            List<Instant> nextFirings,
            Instant updatedAt) {
        static ScheduleJson of(StoredSchedule schedule, @Nullable Instant lastFired, Instant now) {
            return new ScheduleJson(
                    schedule.name(),
                    schedule.source(),
                    schedule.feeds(),
                    schedule.cron(),
                    schedule.zone(),
                    schedule.enabled(),
                    schedule.lastFiring(),
                    lastFired,
                    schedule.firings(now, FIRINGS_TOLD),
                    schedule.updatedAt());
        }
    }

    @GetMapping
    ResponseEntity<Envelope<Listing<ScheduleJson>>> list(@RequestParam Map<String, String> query) {
        Fields fields = Fields.ofQuery(query, "page", "size");
        Paging paging = Paging.of(fields, query);
        fields.check();
        Instant now = now();
        List<StoredSchedule> page = schedules.page(paging);
        Map<String, Instant> fired =
                schedules.lastFirings(page.stream().map(StoredSchedule::name).toList());
        List<ScheduleJson> found = page.stream()
                .map(schedule -> ScheduleJson.of(schedule, fired.get(schedule.name()), now))
                .toList();
        return responses.ok(new Listing<>(found, paging.page(), paging.size(), schedules.count()));
    }

    @GetMapping("/{name}")
    ResponseEntity<Envelope<ScheduleJson>> one(@PathVariable String name) {
        return responses.ok(find(name));
    }

    @PutMapping("/{name}")
    ResponseEntity<Envelope<ScheduleJson>> put(
            @PathVariable String name, @RequestBody JsonNode body, @AuthenticationPrincipal Caller admin) {
        if (!NAME.matcher(name).matches()) {
            Fields fields = Fields.ofQuery(Map.of());
            fields.refuse("name", "schedule.name");
            fields.check();
        }
        ScheduleRequest wanted = ScheduleRequest.read(body, sources, keptLists, now());
        AuditNotes.add(wanted.cron() + " " + wanted.zone() + (wanted.enabled() ? " " : " disabled ")
                + wanted.source().name() + " " + wanted.feeds());
        scheduleService.set(name, wanted);
        log.info(
                "{} has set schedule {}: {} in {}, {}",
                admin.username(),
                name,
                wanted.cron(),
                wanted.zone(),
                wanted.enabled() ? "enabled" : "disabled");
        return responses.ok("schedule.set", find(name));
    }

    @DeleteMapping("/{name}")
    ResponseEntity<Envelope<Void>> delete(@PathVariable String name, @AuthenticationPrincipal Caller admin) {
        if (!schedules.remove(name)) {
            throw ApiException.notFound();
        }
        log.info("{} has removed schedule {}", admin.username(), name);
        return responses.ok("schedule.removed", null);
    }

    private ScheduleJson find(String name) {
        return schedules
                .find(name)
                .map(schedule -> ScheduleJson.of(
                        schedule, schedules.lastFirings(List.of(name)).get(name), now()))
                .orElseThrow(ApiException::notFound);
    }

    /** By which schedules fire. */
    private Instant now() {
        return DatabaseTime.instant(time.now());
    }
}
