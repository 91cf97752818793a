package io.reelsync.gateway.status;

import io.reelsync.cluster.Instance;
import io.reelsync.cluster.Instances;
import io.reelsync.gateway.web.Answers;
import io.reelsync.gateway.web.Envelope;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where the live instances are seen. */
@RestController
class ClusterController {
    private final Instances instances;
    private final Answers answers;

    ClusterController(Instances instances, Answers answers) {
        this.instances = instances;
        this.answers = answers;
    }

    /** The whole cluster. */
    record Cluster(List<Instance> instances) {}

    @GetMapping("/api/cluster")
    ResponseEntity<Envelope<Cluster>> cluster() {
        return answers.ok(new Cluster(instances.live()));
    }
}
