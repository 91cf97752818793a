package io.reelsync.gateway.quality;

import io.reelsync.gateway.web.Envelope;
import io.reelsync.gateway.web.Fields;
import io.reelsync.gateway.web.Listing;
import io.reelsync.gateway.web.Paging;
import io.reelsync.gateway.web.Responses;
import io.reelsync.source.Kind;
import io.reelsync.source.Sources;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Where the quality of the stored facts is read, and which titles stand behind each figure. */
@RestController
@RequestMapping("/api/quality")
class QualityController {
    private static final List<String> KINDS =
            Arrays.stream(Kind.values()).map(Kind::value).toList();

    private final QualityReport report;
    private final FoundTitles titles;
    private final Sources sources;
    private final Responses responses;

    QualityController(QualityReport report, FoundTitles titles, Sources sources, Responses responses) {
        this.report = report;
        this.titles = titles;
        this.sources = sources;
        this.responses = responses;
    }

    @GetMapping
    ResponseEntity<Envelope<QualityReport.Report>> report(@RequestParam Map<String, String> query) {
        Fields fields = Fields.ofQuery(query, "source");
        String source = fields.source("source", query.get("source"), sources);
        fields.check();
        return responses.ok(report.read(source));
    }

    @GetMapping("/titles")
    ResponseEntity<Envelope<Listing<FoundTitles.FoundTitle>>> titles(@RequestParam Map<String, String> query) {
        Fields fields = Fields.ofQuery(query, "page", "size", "source", "check", "kind");
        Paging paging = Paging.of(fields, query);
        String source = fields.source("source", query.get("source"), sources);
        String check = query.getOrDefault("check", "");
        if (check.isEmpty()) {
            fields.refuse("check", "field.required");
        } else if (!FoundTitles.isCheck(check)) {
            fields.refuse("check", "field.choice", FoundTitles.names());
        }
        String kind = fields.oneOf("kind", query.get("kind"), KINDS);
        fields.check();
        return responses.ok(titles.find(check, source, kind, paging));
    }
}
