package io.reelsync.gateway.security;

import io.reelsync.gateway.security.Caller.Credential;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Tells what stands behind an access token or an API key now: asked of the database, so that an end is one at once. */
@Component
public class Credentials {
    private final AccessTokens accessTokens;
    private final Sessions sessions;
    private final ApiKeyService apiKeys;

    Credentials(AccessTokens accessTokens, Sessions sessions, ApiKeyService apiKeys) {
        this.accessTokens = accessTokens;
        this.sessions = sessions;
        this.apiKeys = apiKeys;
    }

    /** Who comes with a token or key; empty where it isn't good. */
    Optional<Caller> find(String secret) {
        return ApiKeyService.looksLikeOne(secret) ? ofKey(secret) : ofAccessToken(secret);
    }

    /** Whether what was begun with it may go on. */
    public boolean standsStill(Caller user) {
        if (user.credential() instanceof Credential.ApiKey key) {
            return apiKeys.stands(key.id());
        }
        return user.credential() instanceof Credential.Session session
                && sessions.account(session.id()).isPresent();
    }

    private Optional<Caller> ofAccessToken(String token) {
        return accessTokens.verify(token).flatMap(verified -> sessions.account(verified.session())
                .filter(owner -> owner.id() == verified.userId())
                // The role as it stands now, not as it stood when the token was made.
                .map(owner -> new Caller(
                        owner.username(), owner.role(), new Credential.Session(verified.session()), verified.until())));
    }

    private Optional<Caller> ofKey(String secret) {
        return apiKeys.use(secret)
                .map(key -> new Caller(
                        "key " + key.name(),
                        key.role(),
                        new Credential.ApiKey(key.id()),
                        key.expiresAt() == null ? Instant.MAX : key.expiresAt()));
    }
}
