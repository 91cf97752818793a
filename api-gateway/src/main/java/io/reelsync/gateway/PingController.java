package io.reelsync.gateway;

import io.reelsync.gateway.web.Envelope;
import io.reelsync.gateway.web.Responses;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells that somebody is at home, and asks nothing of any other server. */
@RestController
class PingController {
    private final Responses responses;

    PingController(Responses responses) {
        this.responses = responses;
    }

    record Pong(String time) {}

    @GetMapping("/ping")
    ResponseEntity<Envelope<Pong>> ping() {
        return responses.ok("pong", new Pong("ok"));
    }
}
