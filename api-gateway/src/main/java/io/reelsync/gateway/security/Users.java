package io.reelsync.gateway.security;

import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.repository.Repository;

/** The users of the video service and of us. */
interface Users extends Repository<User, Long> {

    /** @throws org.springframework.dao.DuplicateKeyException where the name is taken */
    User save(User added);

    Optional<User> findById(long id);

    /** Whoever has that name, a visitor of the video service included. */
    Optional<User> findByUsername(String username);

    /** One of those who may sign in here, or might if they weren't disabled. */
    Optional<User> findByIdAndRoleIsNotNull(long id);

    Page<User> findByRoleIsNotNull(Pageable page);

    boolean existsByRole(Role role);

    /** Those of a role who may sign in, locked until the transaction ends. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    List<User> findByRoleAndDisabledAtIsNullOrderById(Role role);
}
