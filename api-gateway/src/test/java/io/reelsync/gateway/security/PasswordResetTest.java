package io.reelsync.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.reelsync.gateway.Client;
import io.reelsync.gateway.Gateway;
import io.reelsync.startup.StartRefused;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;

class PasswordResetTest {
    private static final String NEW = "one that was made anew";

    private final Gateway gateway = Gateway.shared();
    private final PasswordReset reset = new PasswordReset(gateway.jdbc(), gateway.bean(TransactionTemplate.class));

    @Test
    void setsAPasswordAndEndsTheSessionsOfWhoHadTheOldOne() {
        Client admin = gateway.as("ADMIN");
        admin.post("/api/users", Map.of("username", "forgetful", "password", Gateway.PASSWORD, "role", "VIEWER"));
        Client before = gateway.anyone()
                .withToken(signIn(Gateway.PASSWORD).data().get("access_token").asString());
        assertThat(before.get("/api/auth/me").status()).isEqualTo(200);

        reset.reset("forgetful", NEW);

        assertThat(before.get("/api/auth/me").status()).isEqualTo(401);
        assertThat(signIn(Gateway.PASSWORD).status()).isEqualTo(401);
        assertThat(signIn(NEW).status()).isEqualTo(200);
        assertThat(admin.get("/api/auth/me").status()).as("nobody else's").isEqualTo(200);
    }

    private Client.Answer signIn(String password) {
        return gateway.anyone().post("/api/auth/login", Map.of("username", "forgetful", "password", password));
    }

    @Test
    void refusesWeakPasswordsAndNamesThatNobodyHas() {
        assertThatExceptionOfType(StartRefused.class)
                .isThrownBy(() -> reset.reset("admin", "short"))
                .withMessageContaining("the new password is too short");
        assertThatExceptionOfType(StartRefused.class)
                .isThrownBy(() -> reset.reset("nobody", NEW))
                .withMessageContaining("there is no user 'nobody' here, but")
                .withMessageContaining("admin");
    }
}
