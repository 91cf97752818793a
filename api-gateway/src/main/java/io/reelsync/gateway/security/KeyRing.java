package io.reelsync.gateway.security;

import io.reelsync.secrets.ReplaceableSetting;
import io.reelsync.startup.StartRefused;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import javax.crypto.SecretKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The keys of the tokens while they rotate. A new key verifies at once, and signs a moment later, when every gateway
 * knows it. A key that has signed verifies until the last token that it signed has ended, whatever is configured by
 * then. Safe for use by many threads: what stands here is replaced as one.
 */
@Component
class KeyRing implements ReplaceableSetting {
    private static final Logger log = LoggerFactory.getLogger(KeyRing.class);
    /** Gateways see a change within moments of each other. */
    private static final Duration SIGNS_AFTER = Duration.ofSeconds(3);

    private final Duration keptFor;
    private final Clock clock;
    private volatile Ring ring;

    KeyRing(JwtSettings settings, Clock clock) {
        this.keptFor = settings.accessFor().plus(AccessTokens.LEEWAY);
        this.clock = clock;
        JwtKeys keys = JwtKeys.parse(settings.keys());
        this.ring = new Ring(keys, keys.signing(), Instant.MIN, Map.of());
    }

    /**
     * One state of the ring.
     *
     * @param keys those configured now
     * @param until the one that signs until the first of the configured ones does
     * @param from when that is
     * @param signed those that have signed, with the end of their tokens
     */
    private record Ring(JwtKeys keys, JwtKeys.Named until, Instant from, Map<String, Retired> signed) {}

    private record Retired(SecretKey key, Instant until) {}

    JwtKeys.Named signing() {
        return signing(ring, clock.instant());
    }

    Optional<SecretKey> find(String kid) {
        Ring now = ring;
        return now.keys().find(kid).or(() -> Optional.ofNullable(now.signed().get(kid))
                .filter(retired -> clock.instant().isBefore(retired.until()))
                .map(Retired::key));
    }

    @Override
    public String property() {
        return "reelsync.jwt.keys";
    }

    @Override
    public synchronized void replace(String value) {
        JwtKeys next = JwtKeys.parse(value);
        Instant now = clock.instant();
        for (String kid : next.kids()) {
            SecretKey known = find(kid).orElse(null);
            if (known != null && !sameKey(known, next.find(kid).orElseThrow())) {
                throw new StartRefused("REELSYNC_JWT_KEYS gives the name " + kid
                        + " to another key, and tokens of the old one live: give a new key a new name");
            }
        }
        JwtKeys.Named signs = signing(ring, now);
        Instant from = signs.kid().equals(next.signing().kid()) ? now : now.plus(SIGNS_AFTER);
        ring = new Ring(next, signs, from, with(signs, from.plus(keptFor)));
        log.info(
                "JWT keys replaced: {} signs from {} on; these verify too: {}",
                next.signing().kid(),
                from,
                verifying());
    }

    /** A gateway that starts soon after a change must know the key of the tokens that others signed before it. */
    @Override
    public synchronized boolean wasBefore(String value) {
        try {
            JwtKeys.Named signed = JwtKeys.parse(value).signing();
            if (ring.keys().find(signed.kid()).isEmpty()) {
                Instant until = clock.instant().plus(keptFor);
                ring = new Ring(ring.keys(), ring.until(), ring.from(), with(signed, until));
                log.info("JWT key {} signed before this start; it verifies until {}", signed.kid(), until);
                return true;
            }
        } catch (StartRefused neverInForce) {
            log.debug("there were JWT keys that could not sign");
        }
        return false;
    }

    private static JwtKeys.Named signing(Ring ring, Instant now) {
        return now.isBefore(ring.from()) ? ring.until() : ring.keys().signing();
    }

    /** Those that have signed and still count, and this one. */
    private Map<String, Retired> with(JwtKeys.Named signed, Instant until) {
        Map<String, Retired> all = new LinkedHashMap<>();
        ring.signed().forEach((kid, retired) -> {
            if (clock.instant().isBefore(retired.until())) {
                all.put(kid, retired);
            }
        });
        all.put(signed.kid(), new Retired(signed.key(), until));
        return Map.copyOf(all);
    }

    private String verifying() {
        TreeSet<String> kids = new TreeSet<>(ring.keys().kids());
        kids.addAll(ring.signed().keySet());
        kids.remove(ring.keys().signing().kid());
        return kids.isEmpty() ? "none" : String.join(", ", kids);
    }

    private static boolean sameKey(SecretKey one, SecretKey other) {
        return MessageDigest.isEqual(one.getEncoded(), other.getEncoded());
    }
}
