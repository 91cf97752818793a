package io.reelsync.gateway.sync;

import io.reelsync.gateway.events.Event;
import io.reelsync.gateway.events.EventStreams;
import io.reelsync.gateway.events.Look;
import io.reelsync.gateway.security.Caller;
import io.reelsync.gateway.web.ApiException;
import io.reelsync.gateway.web.Envelope;
import io.reelsync.gateway.web.Fields;
import io.reelsync.gateway.web.Listing;
import io.reelsync.gateway.web.Paging;
import io.reelsync.gateway.web.PathId;
import io.reelsync.gateway.web.Responses;
import io.reelsync.run.ItemState;
import io.reelsync.run.RunFeeds;
import io.reelsync.run.RunFilter;
import io.reelsync.run.RunHistory;
import io.reelsync.run.RunItems;
import io.reelsync.run.RunProgress;
import io.reelsync.run.RunState;
import io.reelsync.run.SyncRun;
import io.reelsync.run.SyncRuns;
import io.reelsync.run.Trigger;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Where runs are looked at. */
@RestController
@RequestMapping("/api/sync/runs")
class RunsController {
    private static final Pattern SOURCE = Pattern.compile("[a-z0-9]{0,32}");
    private static final String OLDEST = "oldest";
    private static final List<String> SORTS = List.of("newest", OLDEST);
    private static final List<String> TRIGGERS = Arrays.stream(Trigger.values())
            .map(trigger -> trigger.name().toLowerCase(Locale.ROOT))
            .toList();

    private final SyncRuns runs;
    private final RunItems items;
    private final RunFeeds feeds;
    private final RunHistory history;
    private final EventStreams streams;
    private final Responses responses;

    RunsController(
            SyncRuns runs,
            RunItems items,
            RunFeeds feeds,
            RunHistory history,
            EventStreams streams,
            Responses responses) {
        this.runs = runs;
        this.items = items;
        this.feeds = feeds;
        this.history = history;
        this.streams = streams;
        this.responses = responses;
    }

    @GetMapping
    ResponseEntity<Envelope<Listing<RunJson>>> list(@RequestParam Map<String, String> query) {
        Fields fields = Fields.ofQuery(query, "page", "size", "state", "source", "trigger", "sort");
        Paging paging = Paging.of(fields, query);
        RunState state = fields.choice("state", query.get("state"), RunState.class);
        // Not only those that are installed: there are runs of merge rules, and of sources that were removed.
        String source = query.getOrDefault("source", "");
        if (!SOURCE.matcher(source).matches()) {
            fields.refuse("source", "run.source_name");
        }
        String trigger = fields.oneOf("trigger", query.get("trigger"), TRIGGERS);
        String sort = fields.oneOf("sort", query.get("sort"), SORTS);
        fields.check();
        RunFilter filter = new RunFilter(
                state,
                source.isEmpty() ? null : source,
                trigger == null ? null : Trigger.valueOf(trigger.toUpperCase(Locale.ROOT)),
                OLDEST.equals(sort));
        List<RunJson> found = runs.page(filter, paging.page(), paging.size()).stream()
                .map(RunJson::of)
                .toList();
        return responses.ok(new Listing<>(found, paging.page(), paging.size(), runs.count(filter)));
    }

    @GetMapping("/{id}")
    ResponseEntity<Envelope<RunDetailJson>> one(@PathVariable String id) {
        RunProgress found = find(id);
        return responses.ok(RunDetailJson.of(found, feeds.of(List.of(found.run().id()))));
    }

    @GetMapping("/{id}/items")
    ResponseEntity<Envelope<Listing<ItemJson>>> items(
            @PathVariable String id, @RequestParam Map<String, String> query) {
        long run = find(id).run().id();
        Fields fields = Fields.ofQuery(query, "page", "size", "state");
        Paging paging = Paging.of(fields, query);
        ItemState wanted = fields.choice("state", query.get("state"), ItemState.class);
        fields.check();
        List<ItemJson> found = items.page(run, wanted, paging.page(), paging.size()).stream()
                .map(ItemJson::of)
                .toList();
        return responses.ok(new Listing<>(found, paging.page(), paging.size(), items.count(run, wanted)));
    }

    @GetMapping("/{id}/history")
    ResponseEntity<Envelope<RunHistoryJson>> history(@PathVariable String id) {
        SyncRun run = find(id).run();
        return responses.ok(RunHistoryJson.of(run.id(), history.read(run)));
    }

    @GetMapping("/{id}/events")
    ResponseEntity<SseEmitter> events(@PathVariable String id, @AuthenticationPrincipal Caller user) {
        RunProgress found = find(id);
        long run = found.run().id();
        return streams.open("run " + run, look(found), () -> look(run), user);
    }

    private Look look(long run) {
        return runs.find(run).map(RunsController::look).orElse(new Look(List.of(), true));
    }

    private static Look look(RunProgress progress) {
        RunJson run = RunJson.of(progress);
        return new Look(
                List.of(Event.of("progress", run.runId(), run)),
                !progress.run().state().active());
    }

    private RunProgress find(String id) {
        return PathId.parse(id).flatMap(runs::find).orElseThrow(ApiException::notFound);
    }
}
