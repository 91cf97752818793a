package io.reelsync.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.jsonwebtoken.JwtBuilder;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Keys;
import io.reelsync.gateway.Client;
import io.reelsync.gateway.Client.Answer;
import io.reelsync.gateway.Gateway;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each refused token differs in one thing from one that is taken. */
class AccessTokensTest {
    private static final SecretKey KEY = Keys.hmacShaKeyFor(Gateway.KEY);

    private final Gateway gateway = Gateway.shared();
    private Map<String, Object> claims;

    @BeforeEach
    void claimsOfAGoodToken() {
        Client viewer = gateway.as("VIEWER");
        String payload = viewer.accessToken().split("\\.")[1];
        claims = new LinkedHashMap<>();
        Client.JSON
                .readTree(Base64.getUrlDecoder().decode(payload))
                .properties()
                .forEach(claim -> claims.put(claim.getKey(), value(claim.getValue())));
    }

    private static Object value(tools.jackson.databind.JsonNode node) {
        return node.isNumber() ? node.asLong() : node.isArray() ? node.get(0).asString() : node.asString();
    }

    @Test
    void takesATokenOfTheSigningKeyAndOfTheOldKey() {
        assertThat(statusWith(good().compact())).isEqualTo(200);
        assertThat(statusWith(good().header()
                        .keyId("old")
                        .and()
                        .signWith(Keys.hmacShaKeyFor(Gateway.OLD_KEY), Jwts.SIG.HS256)
                        .compact()))
                .isEqualTo(200);
    }

    static Stream<Arguments> spoilt() {
        Instant now = Instant.now();
        return Stream.of(
                one("has ended", jwt -> jwt.expiration(Date.from(now.minusSeconds(2)))),
                one("never ends", jwt -> jwt.claims().delete("exp").and()),
                one("never began", jwt -> jwt.claims().delete("iat").and()),
                one("is from the future", jwt -> jwt.issuedAt(Date.from(now.plusSeconds(120)))),
                one("is not good yet", jwt -> jwt.notBefore(Date.from(now.plusSeconds(120)))),
                one(
                        "is for others",
                        jwt -> jwt.claims().add("aud", "another-api").and()),
                one("is for nobody", jwt -> jwt.claims().delete("aud").and()),
                one("is by others", jwt -> jwt.issuer("another")),
                one("is by nobody", jwt -> jwt.claims().delete("iss").and()),
                one("has no session", jwt -> jwt.claims().delete("sid").and()),
                one("has another session", jwt -> jwt.claim("sid", "00000000-0000-0000-0000-000000000000")),
                one("has no subject", jwt -> jwt.claims().delete("sub").and()),
                one("has another subject", jwt -> jwt.subject("1")),
                one("is of another type", jwt -> jwt.header().type("JWT").and()),
                one("is of no type", jwt -> jwt.header().delete("typ").and()),
                one("names an unknown key", jwt -> jwt.header().keyId("newer").and()),
                one("names no key", jwt -> jwt.header().delete("kid").and()),
                one(
                        "names a file as key",
                        jwt -> jwt.header().keyId("../../dev/null").and()),
                one("names SQL as key", jwt -> jwt.header().keyId("' OR 1=1 --").and()),
                one("names the other key", jwt -> jwt.header().keyId("old").and()),
                one(
                        "brings an address of keys",
                        jwt -> jwt.header().add("jku", "http://127.0.0.1:1/k").and()),
                one("is critical of the unknown", jwt -> jwt.header()
                        .add("crit", java.util.Set.of("b"))
                        .add("b", 1)
                        .and()),
                one("is compressed", jwt -> jwt.compressWith(Jwts.ZIP.DEF)),
                one("is too long", jwt -> jwt.claim("more", "x".repeat(8_000))));
    }

    private static Arguments one(String what, Consumer<JwtBuilder> change) {
        return Arguments.of(what, change);
    }

    @ParameterizedTest(name = "refuses a token that {0}")
    @MethodSource("spoilt")
    void refuses(String what, Consumer<JwtBuilder> change) {
        JwtBuilder jwt = good();
        change.accept(jwt);

        assertThat(statusWith(jwt.compact())).isEqualTo(401);
    }

    @Test
    void takesATokenOfAClockThatIsALittleAhead() {
        Date ahead = Date.from(Instant.now().plus(Duration.ofSeconds(30)));

        assertThat(statusWith(good().issuedAt(ahead).notBefore(ahead).compact()))
                .isEqualTo(200);
    }

    @Test
    void refusesAnotherKeyUnderTheNameOfOurs() {
        String forged =
                good().signWith(Jwts.SIG.HS256.key().build(), Jwts.SIG.HS256).compact();

        assertThat(statusWith(forged)).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "NONE", "nOnE", "HS384", "HS512", "RS256", "ES256", "hs256", ""})
    void refusesAnyAlgorithmButItsOwn(String algorithm) throws Exception {
        String[] parts = good().compact().split("\\.");
        String header = encode("{\"typ\":\"at+jwt\",\"kid\":\"new\",\"alg\":\"" + algorithm + "\"}");
        String unsigned = header + "." + parts[1] + ".";

        assertThat(statusWith(unsigned)).isEqualTo(401);
        assertThat(statusWith(unsigned + parts[2])).isEqualTo(401);
        assertThat(statusWith(unsigned + signature(unsigned.substring(0, unsigned.length() - 1), "HmacSHA256")))
                .isEqualTo(401);
        assertThat(statusWith(unsigned + signature(unsigned.substring(0, unsigned.length() - 1), "HmacSHA512")))
                .isEqualTo(401);
    }

    @Test
    void refusesAHeaderThatSaysTwoThings() throws Exception {
        String payload = good().compact().split("\\.")[1];
        String signed =
                encode("{\"typ\":\"at+jwt\",\"kid\":\"old\",\"kid\":\"new\",\"alg\":\"HS256\"}") + "." + payload;
        String plain = encode("{\"typ\":\"at+jwt\",\"kid\":\"new\",\"alg\":\"HS256\"}") + "." + payload;

        assertThat(statusWith(plain + "." + signature(plain, "HmacSHA256"))).isEqualTo(200);
        assertThat(statusWith(signed + "." + signature(signed, "HmacSHA256"))).isEqualTo(401);
    }

    @Test
    void refusesAnEmptySignatureAndAnEncryptedToken() {
        String[] parts = good().compact().split("\\.");
        String encrypted = Jwts.builder()
                .header()
                .type("at+jwt")
                .keyId("new")
                .and()
                .claims(claims)
                .encryptWith(KEY, Jwts.ENC.A128CBC_HS256)
                .compact();

        assertThat(statusWith(parts[0] + "." + parts[1] + ".")).isEqualTo(401);
        assertThat(statusWith(encrypted)).isEqualTo(401);
        assertThat(statusWith("")).isEqualTo(401);
        assertThat(statusWith("a.b.c")).isEqualTo(401);
    }

    @Test
    void takesATokenFromNowhereButItsHeader() {
        String token = good().compact();

        assertThat(gateway.anyone().get("/api/videos?access_token=" + token).status())
                .isEqualTo(401);
        assertThat(gateway.anyone()
                        .with("Cookie", "access_token=" + token)
                        .get("/api/videos")
                        .status())
                .isEqualTo(401);
        assertThat(gateway.anyone()
                        .with("Authorization", "Basic " + token)
                        .get("/api/videos")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void refusesTwoAuthorizationHeaders() throws IOException {
        String header = "Authorization: Bearer " + good().compact() + "\r\n";

        assertThat(statusLine(header)).contains(" 200");
        assertThat(statusLine(header + header)).contains(" 401");
    }

    @Test
    void keepsTheTwoKindsOfTokensApart() {
        Client viewer = gateway.as("VIEWER");

        assertThat(statusWith(viewer.refreshToken())).isEqualTo(401);
        assertThat(viewer.refresh(viewer.accessToken()).status()).isEqualTo(401);
    }

    private JwtBuilder good() {
        return Jwts.builder()
                .header()
                .type("at+jwt")
                .keyId("new")
                .and()
                .claims(claims)
                .signWith(KEY, Jwts.SIG.HS256);
    }

    private int statusWith(String token) {
        Answer answer = gateway.anyone().withToken(token).get("/api/videos");
        assertThat(answer.json().get("code").asInt()).isEqualTo(answer.status() == 200 ? 0 : answer.status());
        return answer.status();
    }

    private String statusLine(String headers) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", gateway.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("GET /api/videos HTTP/1.1\r\nHost: a\r\n" + headers + "Connection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
        }
    }

    private static String encode(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String signature(String signed, String algorithm) throws Exception {
        Mac mac = Mac.getInstance(algorithm);
        mac.init(new SecretKeySpec(Gateway.KEY, algorithm));
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII)));
    }
}
