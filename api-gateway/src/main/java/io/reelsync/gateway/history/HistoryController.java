package io.reelsync.gateway.history;

import io.reelsync.gateway.web.Envelope;
import io.reelsync.gateway.web.Fields;
import io.reelsync.gateway.web.Responses;
import io.reelsync.history.SourceHistory;
import io.reelsync.history.SourceHistory.History;
import io.reelsync.history.SourceHistory.Point;
import io.reelsync.history.Span;
import io.reelsync.source.Sources;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Where the pictures of a source come from: at most some hundred points, whatever the span. */
@RestController
class HistoryController {
    private static final List<String> SPANS =
            Arrays.stream(Span.values()).map(HistoryController::word).toList();

    private final SourceHistory history;
    private final Sources sources;
    private final Responses responses;

    HistoryController(SourceHistory history, Sources sources, Responses responses) {
        this.history = history;
        this.sources = sources;
        this.responses = responses;
    }

    /**
     * @param stepSeconds the time that each point stands for
     * @param until the end of the last point that is over
     * @param points without those of which nothing is known
     */
    record HistoryJson(String source, String span, long stepSeconds, Instant from, Instant until, List<Point> points) {}

    @GetMapping("/api/history")
    ResponseEntity<Envelope<HistoryJson>> history(@RequestParam Map<String, String> query) {
        Fields fields = Fields.ofQuery(query, "source", "span");
        String asked = query.getOrDefault("source", "");
        fields.source("source", asked, sources);
        if (asked.isEmpty()) {
            fields.refuse("source", "field.required");
        }
        Span span = span(fields.oneOf("span", query.get("span"), SPANS));
        fields.check();
        History known = history.read(asked, span);
        return responses.ok(new HistoryJson(
                asked, word(span), span.point().toSeconds(), known.from(), known.until(), known.points()));
    }

    private static Span span(@Nullable String word) {
        return word == null ? Span.HOUR : Span.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static String word(Span span) {
        return span.name().toLowerCase(Locale.ROOT);
    }
}
