package io.reelsync.gateway;

import io.reelsync.gateway.web.Answers;
import io.reelsync.gateway.web.Envelope;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells that somebody is at home, and asks nothing of any other server. */
@RestController
class PingController {
    private final Answers answers;

    PingController(Answers answers) {
        this.answers = answers;
    }

    record Pong(String time) {}

    @GetMapping("/ping")
    ResponseEntity<Envelope<Pong>> ping() {
        return answers.ok("pong", new Pong("ok"));
    }
}
