package io.reelsync.gateway.schedule;

import io.reelsync.database.DatabaseTime;
import io.reelsync.gateway.web.Envelope;
import io.reelsync.gateway.web.Fields;
import io.reelsync.gateway.web.Responses;
import io.reelsync.run.CronTimes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Where it is seen when a schedule would fire, before it is stored. */
@RestController
class FiringsController {
    private static final int FIRINGS_TOLD = 5;

    private final DatabaseTime time;
    private final Responses responses;

    FiringsController(DatabaseTime time, Responses responses) {
        this.time = time;
        this.responses = responses;
    }

    /** @param nextFirings the next five, or as many as there are */
    record FiringsJson(String cron, String zone, List<Instant> nextFirings) {}

    @GetMapping("/api/firings")
    ResponseEntity<Envelope<FiringsJson>> firings(@RequestParam Map<String, String> query) {
        Fields fields = Fields.ofQuery(query, "cron", "zone");
        String cron = query.getOrDefault("cron", "").strip();
        String zone = query.getOrDefault("zone", "").strip();
        if (cron.isEmpty()) {
            fields.refuse("cron", "field.required");
        }
        if (zone.isEmpty()) {
            fields.refuse("zone", "field.required");
        }
        Instant now = DatabaseTime.instant(time.now());
        ScheduleRequest.checkTimes(fields, cron, zone, now);
        fields.check();
        return responses.ok(
                new FiringsJson(cron, zone, CronTimes.parse(cron, zone).next(now, FIRINGS_TOLD)));
    }
}
