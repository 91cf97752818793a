package io.reelsync.gateway.status;

import io.reelsync.cluster.Instance;
import io.reelsync.cluster.Instances;
import io.reelsync.cluster.UsefulWorkers;
import io.reelsync.gateway.web.Envelope;
import io.reelsync.gateway.web.Responses;
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
    private final Responses responses;

    ClusterController(Instances instances, Sources sources, UsefulWorkers usefulWorkers, Responses responses) {
        this.instances = instances;
        this.sources = sources;
        this.usefulWorkers = usefulWorkers;
        this.responses = responses;
    }

    /** The whole cluster. */
    record Cluster(List<Instance> instances, List<UsefulWorkers.Useful> usefulWorkers) {}

    @GetMapping("/api/cluster")
    ResponseEntity<Envelope<Cluster>> cluster() {
        return responses.ok(new Cluster(
                instances.live(),
                sources.all().stream()
                        .filter(source -> !source.rate().isUnlimited())
                        .map(source ->
                                usefulWorkers.of(source.name(), source.rate().perSecond()))
                        .toList()));
    }
}
