package io.reelsync.gateway.schedule;

import jakarta.persistence.LockModeType;
import java.util.Optional;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The rows of schedules. Every scheduler reads them anew each second, so that a change acts on all of them. */
interface StoredSchedules extends Repository<StoredSchedule, String> {

    Page<StoredSchedule> findAll(Pageable page);

    Optional<StoredSchedule> findById(String name);

    /** Locked until the transaction ends: a scheduler that notes a firing waits. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    Optional<StoredSchedule> findLockedByName(String name);

    StoredSchedule saveAndFlush(StoredSchedule schedule);

    /** Removes a schedule; 0 where there was none. */
    @Transactional
    @Modifying
    @Query("DELETE FROM StoredSchedule schedule WHERE schedule.name = :name")
    int remove(String name);
}
