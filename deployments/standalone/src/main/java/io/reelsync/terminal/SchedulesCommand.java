package io.reelsync.terminal;

import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

@Command(name = "schedules", description = "When which lists are read by themselves.")
final class SchedulesCommand extends GatewayCommand {

    @Override
    int ask(GatewayClient gateway) {
        JsonNode schedules = gateway.get("/api/schedules");
        if (!wroteJson(schedules)) {
            Table table = new Table("name", "source", "feeds", "cron", "zone", "enabled", "next");
            schedules
                    .path("items")
                    .forEach(schedule -> table.row(
                            schedule.path("name").asString(),
                            schedule.path("source").asString(),
                            String.join(", ", texts(schedule.path("feeds"))),
                            schedule.path("cron").asString(),
                            schedule.path("zone").asString(),
                            schedule.path("enabled").asBoolean() ? "yes" : "no",
                            schedule.path("next_firings").path(0).asString("")));
            table.print(out());
        }
        return OK;
    }
}
