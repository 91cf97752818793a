package io.reelsync.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.gateway.Client;
import io.reelsync.gateway.Client.Answer;
import io.reelsync.gateway.Gateway;
import java.util.Map;

/** A browser that shows the control room: it keeps one cookie, and sends what browsers send. */
class Browser {
    private final Gateway gateway;
    private final String origin;
    private String cookie = "";

    private Browser(Gateway gateway, String origin) {
        this.gateway = gateway;
        this.origin = origin;
    }

    static Browser of(Gateway gateway) {
        return new Browser(gateway, gateway.url());
    }

    /** One that comes over HTTPS, through a proxy. */
    static Browser behindTls(Gateway gateway) {
        return new Browser(gateway, "https://films.example");
    }

    Browser signIn(String username, String password) {
        Answer answer = keep(page().post("/api/auth/session", Map.of("username", username, "password", password)));
        assertThat(answer.status()).isEqualTo(200);
        return this;
    }

    Answer refresh() {
        return keep(page().post("/api/auth/session/refresh"));
    }

    Answer signOut() {
        return keep(page().send("DELETE", "/api/auth/session", null, null));
    }

    /** Goes to an address, as by a link or a bookmark. */
    Answer visit(String path) {
        return gateway.anyone().with("Cookie", cookie).get(path);
    }

    /** The name and value of its cookie; empty where it has none. */
    String cookie() {
        return cookie;
    }

    Browser withCookie(String other) {
        cookie = other;
        return this;
    }

    /** What a script of our own page sends. */
    Client page() {
        Client script = gateway.anyone()
                .with("X-Requested-With", "reelsync")
                .with("Sec-Fetch-Site", "same-origin")
                .with("Origin", origin);
        return cookie.isEmpty() ? script : script.with("Cookie", cookie);
    }

    private Answer keep(Answer answer) {
        String set = answer.header("Set-Cookie");
        if (!set.isEmpty()) {
            cookie = set.contains("Max-Age=0") ? "" : set.replaceFirst(";.*", "");
        }
        return answer;
    }
}
