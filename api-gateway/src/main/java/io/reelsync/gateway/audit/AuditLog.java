package io.reelsync.gateway.audit;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The audit log in the database. It is only ever added to; housekeeping removes what is older than its time. */
interface AuditLog extends Repository<AuditLine, Long> {

    AuditLine save(AuditLine line);

    /** The newest lines first; null where any will do. */
    @Query("""
            SELECT line FROM AuditLine line
            WHERE (:actor IS NULL OR line.call.actor = :actor)
                AND (:since IS NULL OR line.madeAt >= :since) AND (:before IS NULL OR line.madeAt < :before)
            ORDER BY line.madeAt DESC, line.id DESC""")
    Page<AuditLine> find(
            @Nullable String actor, @Nullable LocalDateTime since, @Nullable LocalDateTime before, Pageable page);
}
