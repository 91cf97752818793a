package io.reelsync.catalog;

import java.util.Optional;
import org.springframework.data.jpa.repository.JpaSpecificationExecutor;
import org.springframework.data.repository.Repository;

/** The stored titles, for reading. */
public interface Videos extends Repository<Video, Long>, JpaSpecificationExecutor<Video> {

    Optional<Video> findById(long id);

    Optional<Video> findBySourceAndSourceId(String source, long sourceId);
}
