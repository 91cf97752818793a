package io.reelsync.worker.fetch;

import io.reelsync.limit.FailingTitles;
import io.reelsync.limit.FailingTitles.Patience;
import io.reelsync.limit.PauseReason;
import io.reelsync.limit.Pauses;
import io.reelsync.limit.Permit;
import io.reelsync.limit.Permits;
import io.reelsync.source.BrokenPageException;
import io.reelsync.source.PageRequest;
import io.reelsync.source.Pictures;
import io.reelsync.source.Reason;
import io.reelsync.source.Response;
import io.reelsync.source.Source;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Everything between a picture's address and its bytes: the permit, under a limit that a source's pictures have to
 * themselves; the fetch from hosts that the source names, at public addresses alone; redirects among them, each under a
 * permit of its own; and what a refusal means for the next requests.
 */
@Component
public class PictureExchange {
    private static final int MOST_REDIRECTS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration NO_PERMIT_FOR = Duration.ofSeconds(1);

    private final Permits permits;
    private final Pauses pauses;
    private final FailingTitles failing;
    private final Clock clock;
    private final PictureClients clients;

    PictureExchange(Permits permits, Pauses pauses, FailingTitles failing, PictureClients clients, Clock clock) {
        this.permits = permits;
        this.pauses = pauses;
        this.failing = failing;
        this.clients = clients;
        this.clock = clock;
    }

    /** By which the limit of a source's pictures is known: no source has such a name. */
    public static String limitOf(Source source) {
        return source.name() + "-pictures";
    }

    /** Asks a source for the picture at an address, and follows its redirects. */
    public PictureAnswer fetch(Source source, Pictures pictures, String address) throws InterruptedException {
        Optional<PageRequest> first = pictures.request(address);
        if (first.isEmpty()) {
            return new PictureAnswer.Failed(PictureFailure.NO_SOURCE, source.name() + " has no pictures at " + address);
        }
        PageRequest request = first.get();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        int redirects = 0;
        while (true) {
            Permits.Result permit = permits.acquire(new Permits.Request(
                    limitOf(source),
                    pictures.rate(),
                    Duration.ofNanos(deadline - System.nanoTime()),
                    false,
                    () -> true));
            if (!(permit instanceof Permits.Result.Granted granted)) {
                return new PictureAnswer.PutBack(
                        pauses.remaining(limitOf(source)).orElse(NO_PERMIT_FOR));
            }
            Asked asked = new Asked(source, address, granted.permit());
            Response answer;
            try {
                answer = clients.of(source, pictures, request).fetch(request, granted.permit());
            } catch (BrokenPageException broken) {
                return broken(asked, broken);
            }
            if (answer == null) {
                continue; // too late for its permit, and not sent
            }
            if (answer.status() / 100 != 3) {
                return judged(asked, answer);
            }
            answered(asked);
            Optional<PageRequest> next = redirects++ < MOST_REDIRECTS ? next(pictures, answer) : Optional.empty();
            if (next.isEmpty()) {
                return new PictureAnswer.Failed(
                        PictureFailure.REDIRECTED_AWAY,
                        "to " + answer.header("Location").orElse("nowhere") + " by " + answer.address());
            }
            request = next.get();
        }
    }

    /** @param subject what is asked for, the same at each attempt */
    private record Asked(Source source, String subject, Permit permit) {}

    /** Where a redirect leads, if the source has pictures there, and not in the clear after HTTPS. */
    private static Optional<PageRequest> next(Pictures pictures, Response answer) {
        try {
            URI target = answer.address().resolve(answer.header("Location").orElse(""));
            boolean inClear = "https".equals(answer.address().getScheme()) && !"https".equals(target.getScheme());
            return inClear ? Optional.empty() : pictures.request(target);
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
    }

    private PictureAnswer judged(Asked asked, Response answer) {
        String told = "status " + answer.status() + " from " + answer.address();
        Duration retryAfter = answer.retryAfter(clock);
        return switch (answer.status()) {
            case 200 -> {
                answered(asked);
                yield new PictureAnswer.Bytes(answer.body());
            }
            case 404, 410 -> {
                answered(asked);
                yield new PictureAnswer.Failed(PictureFailure.GONE, told);
            }
            case 429 -> refused(asked, PauseReason.THROTTLED, told, retryAfter);
            case 401, 403, 418 -> failed(asked, PictureFailure.BAD_STATUS, told, Patience.LITTLE, retryAfter);
            default -> failed(asked, PictureFailure.BAD_STATUS, told, Patience.USUAL, retryAfter);
        };
    }

    private PictureAnswer broken(Asked asked, BrokenPageException broken) {
        String told = String.valueOf(broken.getMessage());
        if (broken.reason() == Reason.TOO_LARGE) {
            answered(asked);
            return new PictureAnswer.Failed(PictureFailure.TOO_LARGE, told);
        }
        return failed(asked, PictureFailure.NO_ANSWER, told, Patience.USUAL, null);
    }

    private void answered(Asked asked) {
        pauses.answered(limitOf(asked.source()));
        failing.answered(limitOf(asked.source()), asked.subject());
    }

    /** One picture's failure is its own, that of most is the source's. */
    private PictureAnswer failed(
            Asked asked, PictureFailure why, String detail, Patience patience, @Nullable Duration retryAfter) {
        boolean probe = asked.permit().probe();
        if (failing.failed(limitOf(asked.source()), asked.subject(), probe ? Patience.AFTER_A_PAUSE : patience)) {
            return refused(asked, PauseReason.UNAVAILABLE, detail, retryAfter);
        }
        if (probe) {
            asked.permit().giveBack();
        }
        return new PictureAnswer.Failed(why, detail);
    }

    private PictureAnswer refused(Asked asked, PauseReason reason, String detail, @Nullable Duration retryAfter) {
        failing.forget(limitOf(asked.source()));
        return new PictureAnswer.PutBack(pauses.pause(limitOf(asked.source()), reason, detail, retryAfter));
    }
}
