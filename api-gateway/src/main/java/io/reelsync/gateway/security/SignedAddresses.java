package io.reelsync.gateway.security;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * Addresses that anyone may ask who has them, until they end, since a picture of a page is asked for without a header. The
 * signature is of the whole address, each parameter and the end included, by a key that follows from one of the tokens': it
 * is no token, and what is signed here is never one. Safe for use by many threads.
 */
@Component
public class SignedAddresses {
    /** An address is the same for half a day, so that browsers find what they keep; it is good for as long again. */
    static final Duration STEADY_FOR = Duration.ofHours(12);

    private static final String PURPOSE = "reelsync signed address 1";
    private static final String ALGORITHM = "HmacSHA256";
    /** No other is ever signed; what follows the signature tells one try of a browser from the next. */
    private static final Pattern SIGNED =
            Pattern.compile("(?<signed>/api/videos/[1-9][0-9]{0,17}/cover[?][a-z0-9=&]{1,200}"
                    + "&until=(?<until>[0-9]{1,12}))&sig=(?<kid>[A-Za-z0-9_-]{1,32})[.](?<mac>[A-Za-z0-9_-]{43})"
                    + "(?:&again=[0-9]{1,9})?");

    private final KeyRing keys;
    private final Clock clock;
    private final Map<SecretKey, SecretKey> derived = new ConcurrentHashMap<>();

    SignedAddresses(KeyRing keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** @param address of a video's cover, relative to the site, with at least one parameter */
    public String sign(String address) {
        long step = STEADY_FOR.toSeconds();
        long until = (clock.instant().getEpochSecond() / step + 2) * step;
        String signed = address + "&until=" + until;
        JwtKeys.Named key = keys.signing();
        return signed + "&sig=" + key.kid() + "." + mac(key.key(), signed);
    }

    /** Whether a request is for an address that was signed here, or at another gateway, and has not ended. */
    boolean isGood(HttpServletRequest request) {
        String query = request.getQueryString();
        boolean reads = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
        if (query == null || query.length() > 1_000 || !reads) {
            return false;
        }
        Matcher address = SIGNED.matcher(request.getRequestURI() + "?" + query);
        if (!address.matches()) {
            return false;
        }
        boolean over = !clock.instant().isBefore(Instant.ofEpochSecond(Long.parseLong(address.group("until"))));
        return !over
                && keys.find(address.group("kid"))
                        .filter(key -> sameText(mac(key, address.group("signed")), address.group("mac")))
                        .isPresent();
    }

    private String mac(SecretKey key, String text) {
        if (derived.size() > 100) {
            derived.clear(); // Keys have rotated that often.
        }
        SecretKey own = derived.computeIfAbsent(
                key,
                known -> new SecretKeySpec(
                        hmac(known, (PURPOSE + "\u0001").getBytes(StandardCharsets.UTF_8)), ALGORITHM));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hmac(own, text.getBytes(StandardCharsets.UTF_8)));
    }

    /** With a purpose and a one behind it, this is the step by which HKDF (RFC 5869) expands a random key. */
    private static byte[] hmac(SecretKey key, byte[] text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.getEncoded(), ALGORITHM));
            return mac.doFinal(text);
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /** In the same time wherever they differ. */
    private static boolean sameText(String one, String other) {
        return MessageDigest.isEqual(
                one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
    }
}
