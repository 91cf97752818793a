package io.reelsync.gateway.status;

import io.reelsync.gateway.security.Caller;
import io.reelsync.gateway.status.SourceStates.SourceJson;
import io.reelsync.gateway.web.ApiException;
import io.reelsync.gateway.web.AuditNotes;
import io.reelsync.gateway.web.Envelope;
import io.reelsync.gateway.web.Fields;
import io.reelsync.gateway.web.Responses;
import io.reelsync.limit.Rates;
import io.reelsync.source.Rate;
import io.reelsync.source.Source;
import io.reelsync.source.Sources;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Where a source's rate is set for all workers at once, and taken back to what the settings say. */
@RestController
@RequestMapping("/api/sources/{name}/rate")
class SourceRateController {
    private static final Logger log = LoggerFactory.getLogger(SourceRateController.class);
    /** A slip of the pen must not get us banned: what is faster by more than that is a matter of the settings. */
    private static final int MOST_TIMES_THE_SETTING = 10;

    private final Sources sources;
    private final Rates rates;
    private final SourceStates states;
    private final Responses responses;

    SourceRateController(Sources sources, Rates rates, SourceStates states, Responses responses) {
        this.sources = sources;
        this.rates = rates;
        this.states = states;
        this.responses = responses;
    }

    @PutMapping
    ResponseEntity<Envelope<SourceJson>> put(
            @PathVariable String name, @RequestBody JsonNode body, @AuthenticationPrincipal Caller admin) {
        Source source = source(name);
        Fields fields = Fields.ofBody(body, Set.of("rate"));
        boolean back = body.path("rate").isNull();
        Rate rate = back ? null : rate(fields, source);
        fields.check();
        return set(source, rate, admin);
    }

    @DeleteMapping
    ResponseEntity<Envelope<SourceJson>> delete(@PathVariable String name, @AuthenticationPrincipal Caller admin) {
        return set(source(name), null, admin);
    }

    private Source source(String name) {
        return sources.find(name).orElseThrow(ApiException::notFound);
    }

    private ResponseEntity<Envelope<SourceJson>> set(Source source, @Nullable Rate rate, Caller admin) {
        Rate before = rates.of(source);
        rates.set(source.name(), rate, admin.username());
        Rate now = rates.of(source);
        AuditNotes.add(source.name() + ": " + before + " -> " + now + (rate == null ? " (setting)" : ""));
        log.info("{} has set the rate of {} from {} to {}", admin.username(), source.name(), before, now);
        return responses.ok(rate == null ? "rate.back" : "rate.set", states.of(source));
    }

    private static @Nullable Rate rate(Fields fields, Source source) {
        String text = fields.requiredText("rate");
        if (text.isEmpty()) {
            return null;
        }
        try {
            Rate rate = Rate.of(text);
            Rate setting = source.rate();
            if (rate.isUnlimited() && !setting.isUnlimited()) {
                fields.refuse("rate", "rate.unlimited", setting);
            } else if (rate.perSecond() > MOST_TIMES_THE_SETTING * setting.perSecond()) {
                fields.refuse("rate", "rate.fast", MOST_TIMES_THE_SETTING, setting);
            }
            return rate;
        } catch (Rate.NoRateException no) {
            fields.refuse("rate", "rate." + no.fault());
            return null;
        }
    }
}
