package io.reelsync.gateway.status;

import io.reelsync.cluster.Instance;
import io.reelsync.cluster.Instances;
import io.reelsync.cluster.UsefulWorkers;
import io.reelsync.gateway.web.Envelope;
import io.reelsync.gateway.web.Responses;
import io.reelsync.limit.Rates;
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
    private final Rates rates;
    private final Responses responses;

    ClusterController(
            Instances instances, Sources sources, UsefulWorkers usefulWorkers, Rates rates, Responses responses) {
        this.instances = instances;
        this.sources = sources;
        this.usefulWorkers = usefulWorkers;
        this.rates = rates;
        this.responses = responses;
    }

    /** The whole cluster. */
    record Cluster(List<Instance> instances, List<UsefulWorkers.Useful> usefulWorkers) {}

    @GetMapping("/api/cluster")
    ResponseEntity<Envelope<Cluster>> cluster() {
        return responses.ok(new Cluster(
                instances.live(),
                sources.all().stream()
                        .filter(source -> !rates.of(source).isUnlimited())
                        .map(source ->
                                usefulWorkers.of(source.name(), rates.of(source).perSecond()))
                        .toList()));
    }
}
