package io.reelsync.samplesite.pace;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.samplesite.control.LoggedRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the request log may not show is seen. */
class RequestLimitTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration LONGEST_STALL = Duration.ofMillis(70);

    private final RequestLimit tenASecond = limit(Duration.ZERO);

    @Test
    void permitsAsManyAsTheLimit() {
        assertThat(tenASecond.tooMany(every(100, 40))).isEmpty();
    }

    @Test
    void seesOneRequestTooManyInAWindowThatBeginsAnywhere() {
        List<LoggedRequest> requests = new ArrayList<>(every(100, 40));
        requests.add(at(1730, 200));

        assertThat(tenASecond.tooMany(requests))
                .singleElement()
                .asString()
                .startsWith("11 requests within 1000 ms, where 10 are permitted");
    }

    @Test
    void grantsWhatTheMachineStalledForAndNoMore() {
        List<LoggedRequest> requests = every(95, 40);

        assertThat(limit(Duration.ofMillis(60)).tooMany(requests)).isEmpty();
        assertThat(limit(Duration.ofMillis(40)).tooMany(requests)).hasSize(1);
        assertThat(limit(SECOND).tooMany(every(92, 40))).hasSize(1);
    }

    @Test
    void permitsWhatWasOnTheWireWhenTheSourceRefused() {
        List<LoggedRequest> requests = List.of(at(0, 200), at(100, 403), at(150, 403), at(200, 200), at(2100, 403));

        assertThat(refusals(requests, 2)).isEmpty();
    }

    @Test
    void seesRequestsThatFollowARefusal() {
        List<LoggedRequest> requests = List.of(at(0, 200), at(100, 403), at(150, 403), at(1900, 200), at(2100, 200));

        assertThat(refusals(requests, 1))
                .containsExactly("2 requests followed a refusal within its pause of 2 s; at most 1 were on the wire");
    }

    @Test
    void seesRequestsThatFollowALaterRefusal() {
        List<LoggedRequest> requests = List.of(at(0, 403), at(2100, 403), at(3000, 200), at(3500, 200));

        assertThat(refusals(requests, 1)).hasSize(1);
    }

    private static RequestLimit limit(Duration stall) {
        return new RequestLimit(10, SECOND, (from, to) -> stall, LONGEST_STALL);
    }

    private static List<String> refusals(List<LoggedRequest> requests, int onTheWire) {
        return RequestLimit.ignoredRefusals(
                requests, request -> request.status() == 403, onTheWire, SECOND.multipliedBy(2));
    }

    private static List<LoggedRequest> every(int millis, int count) {
        List<LoggedRequest> requests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            requests.add(at((long) millis * i, 200));
        }
        return requests;
    }

    private static LoggedRequest at(long millis, int status) {
        return new LoggedRequest(millis, Instant.EPOCH, millis * 1_000_000, "GET", "/subject/1/", status);
    }
}
