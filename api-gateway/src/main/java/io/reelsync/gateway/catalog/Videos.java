package io.reelsync.gateway.catalog;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.repository.Repository;

/** The stored titles, for reading. */
public interface Videos extends Repository<Video, Long> {

    Optional<Video> findById(long id);

    List<Video> findByIdIn(Collection<Long> ids);

    Optional<Video> findBySourceAndSourceId(String source, long sourceId);
}
