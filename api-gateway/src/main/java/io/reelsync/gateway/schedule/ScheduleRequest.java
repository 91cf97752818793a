package io.reelsync.gateway.schedule;

import io.reelsync.gateway.web.FeedNames;
import io.reelsync.gateway.web.Fields;
import io.reelsync.run.CronTimes;
import io.reelsync.run.KeptLists;
import io.reelsync.source.Source;
import io.reelsync.source.Sources;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.CronExpression;
import tools.jackson.databind.JsonNode;

/** What a schedule is to be. */
record ScheduleRequest(Source source, List<String> feeds, String cron, String zone, boolean enabled) {
    private static final int LONGEST_CRON = 120;
    private static final int LONGEST_ZONE = 64;

    /**
     * Reads the body of a request.
     *
     * @param now from when on it has to fire at least once
     * @throws io.reelsync.gateway.web.InvalidFields where it can't be
     */
    static ScheduleRequest read(JsonNode body, Sources sources, KeptLists keptLists, Instant now) {
        Fields fields = Fields.ofBody(body, Set.of("source", "feeds", "cron", "zone", "enabled"));
        JsonNode feeds = fields.value("feeds");
        String name = Objects.requireNonNullElseGet(fields.text("source"), () -> ownerOf(feeds, sources, keptLists));
        fields.source("source", name, sources);
        Source source = sources.find(name).orElse(null);
        if (feeds == null) {
            fields.refuse("feeds", "field.required");
        }
        List<String> readFeeds = feeds == null ? List.of() : FeedNames.read(fields, "feeds", feeds, source, keptLists);
        String cron = fields.requiredText("cron").strip();
        String zone = fields.requiredText("zone").strip();
        checkTimes(fields, cron, zone, now);
        Boolean enabled = fields.bool("enabled");
        fields.check();
        return new ScheduleRequest(Objects.requireNonNull(source), readFeeds, cron, zone, enabled == null || enabled);
    }

    /** The source that is meant where none is named: the first that has the feeds, or the first of all. */
    private static String ownerOf(@Nullable JsonNode feeds, Sources sources, KeptLists keptLists) {
        return sources.all().stream()
                .filter(source -> feeds != null
                        && feeds.valueStream()
                                .map(feed -> feed.asString(""))
                                .allMatch(keptLists.feedNames(source)::contains))
                .findFirst()
                .orElseGet(() -> sources.all().iterator().next())
                .name();
    }

    /** Refuses what is no cron expression, no zone, or never fires. Texts that are empty are somebody else's to refuse. */
    static void checkTimes(Fields fields, String cron, String zone, Instant now) {
        CronExpression expression = cron.isEmpty() ? null : cron(fields, cron);
        ZoneId place = zone.isEmpty() ? null : zone(fields, zone);
        if (expression != null
                && place != null
                && new CronTimes(expression, place).next(now).isEmpty()) {
            fields.refuse("cron", "schedule.never");
        }
    }

    private static @Nullable CronExpression cron(Fields fields, String cron) {
        if (cron.length() > LONGEST_CRON) {
            fields.refuse("cron", "field.length", LONGEST_CRON);
            return null;
        }
        try {
            return CronExpression.parse(cron);
        } catch (IllegalArgumentException wrong) {
            fields.refuse("cron", "schedule.cron", String.valueOf(wrong.getMessage()));
            return null;
        }
    }

    private static @Nullable ZoneId zone(Fields fields, String zone) {
        try {
            if (zone.length() <= LONGEST_ZONE) {
                return ZoneId.of(zone);
            }
        } catch (DateTimeException unknown) {
            // Told below.
        }
        fields.refuse("zone", "schedule.zone");
        return null;
    }
}
