package io.reelsync.gateway.security;

import io.jsonwebtoken.Claims;
import io.jsonwebtoken.Header;
import io.jsonwebtoken.Jws;
import io.jsonwebtoken.JwsHeader;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.SecurityException;
import java.security.Key;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Makes and verifies access tokens: JWTs signed with HS256 by a key of ours, as RFC 9068 types them. What a token says
 * is believed only where everything about it is as we make it. Safe for use by many threads.
 */
@Component
class AccessTokens {
    private static final String ISSUER = "reelsync";
    private static final String AUDIENCE = "reelsync-api";
    private static final String TYPE = "at+jwt";
    private static final String SESSION = "sid";
    private static final String ROLE = "role";
    private static final int LONGEST_TOKEN = 8 * 1024;
    /** How far the clocks of two gateways may differ. */
    static final Duration LEEWAY = Duration.ofSeconds(60);

    private static final Set<String> HEADERS = Set.of("alg", "typ", "kid");

    private final KeyRing keys;
    private final Duration accessFor;
    private final Clock clock;
    private final JwtParser parser;

    AccessTokens(KeyRing keys, JwtSettings settings, Clock clock) {
        this.keys = keys;
        this.accessFor = settings.accessFor();
        this.clock = clock;
        this.parser = Jwts.parser()
                .keyLocator(this::key)
                .sig()
                .clear()
                .add(Jwts.SIG.HS256)
                .and()
                .requireIssuer(ISSUER)
                .requireAudience(AUDIENCE)
                .clock(() -> Date.from(clock.instant()))
                .clockSkewSeconds(LEEWAY.toSeconds())
                .build();
    }

    /** What a good token says. */
    record Verified(long userId, String session, Instant until) {}

    /** A new token. */
    record Issued(String token, Duration goodFor) {}

    Issued issue(Account account, String session) {
        Instant now = clock.instant();
        JwtKeys.Named key = keys.signing();
        String token = Jwts.builder()
                .header()
                .type(TYPE)
                .keyId(key.kid())
                .and()
                .issuer(ISSUER)
                .audience()
                .add(AUDIENCE)
                .and()
                .subject(Long.toString(account.id()))
                .claim(ROLE, account.role().name())
                .claim(SESSION, session)
                .issuedAt(Date.from(now))
                .expiration(Date.from(now.plus(accessFor)))
                .signWith(key.key(), Jwts.SIG.HS256)
                .compact();
        return new Issued(token, accessFor);
    }

    /** What a token says; empty where it isn't one of ours or has ended. */
    Optional<Verified> verify(String token) {
        if (token.length() > LONGEST_TOKEN) {
            return Optional.empty();
        }
        try {
            Jws<Claims> jws = parser.parseSignedClaims(token);
            return Optional.ofNullable(believe(jws.getHeader(), jws.getPayload()));
        } catch (JwtException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private @Nullable Verified believe(JwsHeader header, Claims claims) {
        Date until = claims.getExpiration();
        Date issued = claims.getIssuedAt();
        Object session = claims.get(SESSION);
        String subject = claims.getSubject();
        if (!TYPE.equals(header.getType())
                || until == null
                || issued == null
                || subject == null
                || !(session instanceof String sid)) {
            return null;
        }
        Instant now = clock.instant();
        // The parser's leeway is for what has not begun yet; an end is an end.
        if (!now.isBefore(until.toInstant()) || issued.toInstant().isAfter(now.plus(LEEWAY))) {
            return null;
        }
        return subject.matches("[1-9][0-9]{0,17}")
                ? new Verified(Long.parseLong(subject), sid, until.toInstant())
                : null;
    }

    /** Only ever one of ours, whatever else a header offers. */
    private Key key(Header header) {
        if (header.keySet().equals(HEADERS) && header.get("kid") instanceof String kid) {
            return keys.find(kid).orElseThrow(() -> new SecurityException("unknown kid"));
        }
        throw new SecurityException("not a header of ours");
    }
}
