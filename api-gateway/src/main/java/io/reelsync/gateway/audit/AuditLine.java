package io.reelsync.gateway.audit;

import io.reelsync.database.DatabaseTime;
import io.reelsync.telemetry.Texts;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDateTime;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A line of the audit log. */
@Entity
@Immutable
@Table(name = "audit_log")
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
class AuditLine {
    private static final int LONGEST_ACTOR = 120;
    private static final int LONGEST_PATH = 255;
    private static final int LONGEST_DETAIL = 1000;

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    @Column(name = "at")
    private LocalDateTime madeAt;

    private Call call;

    protected AuditLine() {}

    /** What is too long for the log is cut. */
    AuditLine(LocalDateTime madeAt, Call call) {
        String detail = call.detail();
        this.madeAt = madeAt;
        this.call = new Call(
                Texts.cut(call.actor(), LONGEST_ACTOR),
                call.address(),
                call.method(),
                Texts.cut(call.path(), LONGEST_PATH),
                call.status(),
                detail == null ? null : Texts.cut(detail, LONGEST_DETAIL),
                call.traceId());
    }

    String id() {
        return String.valueOf(id);
    }

    Instant madeAt() {
        return DatabaseTime.instant(madeAt);
    }

    Call call() {
        return call;
    }
}
