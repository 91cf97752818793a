package io.reelsync.gateway.security;

import jakarta.persistence.LockModeType;
import java.util.Optional;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The keys of machine clients. Whether one is good is a matter of the database's clock. */
interface ApiKeys extends Repository<ApiKey, Long> {
    String GOOD = " revoked_at IS NULL AND (expires_at IS NULL OR expires_at > UTC_TIMESTAMP(3))";

    /** @throws org.springframework.dao.DuplicateKeyException where the name is taken */
    ApiKey saveAndFlush(ApiKey key);

    /** All keys, those that were revoked or have ended included. */
    Page<ApiKey> findAll(Pageable page);

    /** Locked until the transaction ends. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    Optional<ApiKey> findLockedById(long id);

    @NativeQuery("SELECT * FROM api_keys WHERE key_hash = :hash AND" + GOOD)
    Optional<ApiKey> findGood(String hash);

    /** 1 where the key of that id is good, 0 otherwise. */
    @NativeQuery("SELECT COUNT(*) FROM api_keys WHERE id = :id AND" + GOOD)
    long countGood(long id);

    @Transactional
    @Modifying
    @NativeQuery("""
            UPDATE api_keys SET last_used_at = UTC_TIMESTAMP(3) WHERE id = :id
            AND (last_used_at IS NULL OR last_used_at < UTC_TIMESTAMP(3) - INTERVAL 1 MINUTE)""")
    void recordUse(long id);
}
