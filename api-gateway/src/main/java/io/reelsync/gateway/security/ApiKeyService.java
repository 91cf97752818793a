package io.reelsync.gateway.security;

import com.github.f4b6a3.tsid.TsidCreator;
import io.reelsync.database.DatabaseTime;
import io.reelsync.outage.Outage;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/** Makes, takes and revokes the keys of machine clients. Whoever made one saw its secret once. */
@Component
class ApiKeyService {
    private static final Logger log = LoggerFactory.getLogger(ApiKeyService.class);
    private static final String PREFIX = "rsk_";
    private static final int MOST_CHARACTERS = 100;

    private final ApiKeys keys;
    private final RandomSecrets secrets;
    private final DatabaseTime time;

    ApiKeyService(ApiKeys keys, RandomSecrets secrets, DatabaseTime time) {
        this.keys = keys;
        this.secrets = secrets;
        this.time = time;
    }

    /** A new key. Nobody can be told its secret again. */
    record Created(ApiKey key, String secret) {}

    static boolean looksLikeOne(String secret) {
        return secret.startsWith(PREFIX) && secret.length() <= MOST_CHARACTERS;
    }

    /**
     * Makes a key.
     *
     * @param days after which it ends; null for never
     * @return empty where the name is taken
     */
    Optional<Created> create(String name, Role role, @Nullable Integer days, String createdBy) {
        String secret = PREFIX + secrets.random();
        Instant now = DatabaseTime.instant(time.now());
        Instant end = days == null ? null : now.plus(days, ChronoUnit.DAYS);
        ApiKey key = new ApiKey(TsidCreator.getTsid().toLong(), name, role, createdBy, now, end, null, null);
        try {
            keys.add(key, RandomSecrets.hash(secret));
            return Optional.of(new Created(key, secret));
        } catch (DuplicateKeyException taken) {
            return Optional.empty();
        }
    }

    /** The key of a secret where it is good, noted as used. */
    Optional<ApiKey> use(String secret) {
        Optional<ApiKey> key = keys.findGood(RandomSecrets.hash(secret));
        key.ifPresent(this::recordUse);
        return key;
    }

    /** A key that is good stays so while nobody can note that it was used. */
    private void recordUse(ApiKey used) {
        try {
            keys.recordUse(used.id());
        } catch (DataAccessException failure) {
            if (Outage.refusal(failure).isEmpty()) {
                throw failure;
            }
            log.debug("the use of key {} could not be noted", used.name(), failure);
        }
    }

    boolean stands(long id) {
        return keys.isGood(id);
    }

    /** Ends a key at once; empty where there is none. */
    Optional<ApiKey> revoke(long id) {
        keys.revoke(id);
        return keys.find(id);
    }
}
