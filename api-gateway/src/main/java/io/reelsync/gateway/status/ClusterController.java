package io.reelsync.gateway.status;

import io.reelsync.cluster.Instance;
import io.reelsync.cluster.Instances;
import io.reelsync.cluster.UsefulWorkers;
import io.reelsync.gateway.web.Answers;
import io.reelsync.gateway.web.Envelope;
import io.reelsync.source.Source;
import io.reelsync.source.Sources;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where the live instances are seen, and how many workers would be of use. */
@RestController
class ClusterController {
    private final Instances instances;
    private final Sources sources;
    private final UsefulWorkers usefulWorkers;
    private final Answers answers;

    ClusterController(Instances instances, Sources sources, UsefulWorkers usefulWorkers, Answers answers) {
        this.instances = instances;
        this.sources = sources;
        this.usefulWorkers = usefulWorkers;
        this.answers = answers;
    }

    /** The whole cluster. */
    record Cluster(List<Instance> instances, List<UsefulJson> usefulWorkers) {}

    /**
     * How many workers a source's limit can use.
     *
     * @param workers processes
     * @param tasks tasks in hand at once, of all processes together
     * @param permitsPerSecond the source's full rate
     * @param exchangeSeconds what one exchange took in the last minutes
     * @param measured whether there were any; otherwise one second is assumed
     * @param concurrency tasks that one worker works on at once
     */
    record UsefulJson(
            String source,
            int workers,
            int tasks,
            double permitsPerSecond,
            double exchangeSeconds,
            boolean measured,
            int concurrency) {}

    @GetMapping("/api/cluster")
    ResponseEntity<Envelope<Cluster>> cluster() {
        return answers.ok(new Cluster(
                instances.live(), sources.all().stream().map(this::useful).toList()));
    }

    private UsefulJson useful(Source source) {
        UsefulWorkers.Useful useful =
                usefulWorkers.of(source.name(), source.rate().perSecond());
        return new UsefulJson(
                source.name(),
                useful.workers(),
                useful.tasks(),
                useful.permitsPerSecond(),
                useful.exchangeSeconds(),
                useful.measured(),
                useful.concurrency());
    }
}
