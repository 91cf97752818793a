package io.reelsync.gateway.status;

import io.reelsync.gateway.status.SourceStates.SourceJson;
import io.reelsync.gateway.web.Envelope;
import io.reelsync.gateway.web.Responses;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where it is seen how each source is dealt with at this moment. */
@RestController
class SourcesController {
    private final SourceStates states;
    private final Responses responses;

    SourcesController(SourceStates states, Responses responses) {
        this.states = states;
        this.responses = responses;
    }

    @GetMapping("/api/sources")
    ResponseEntity<Envelope<List<SourceJson>>> list() {
        return responses.ok(states.all());
    }
}
