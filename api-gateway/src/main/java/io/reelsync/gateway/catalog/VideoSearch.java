package io.reelsync.gateway.catalog;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds videos. First their ids along an index, which costs little however far down a page is, and then the rows of
 * those alone.
 */
@Component
class VideoSearch {
    private static final Duration WORTH_REMEMBERING = Duration.ofMillis(30);
    private static final int REMEMBERED_TIMES = 100;
    private static final Duration LONGEST_REMEMBERED = Duration.ofMinutes(1);
    private static final int MOST_REMEMBERED = 1000;

    private static final String VIDEOS = "SELECT " + VideoJson.columns() + " FROM videos WHERE id IN (:ids)";

    private final JdbcClient jdbc;
    private final Cache<VideoFilter, Counted> counts = Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfter(Expiry.<VideoFilter, Counted>writing(
                    (filter, counted) -> Duration.ofNanos(counted.rememberedForNanos())))
            .build();
    private volatile @Nullable Boolean ngrams;

    VideoSearch(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<VideoJson> find(long id) {
        return load(List.of(id)).stream().findFirst();
    }

    /** The video that has taken over from one that its source has merged into another title. */
    Optional<Long> successor(long id) {
        return jdbc.sql("""
                        SELECT later.id FROM videos v
                        JOIN subjects s ON s.source = v.source AND s.source_id = v.source_key
                        JOIN videos later ON later.source = s.source AND later.source_key = s.merged_into
                        WHERE v.id = ? AND s.merged_into <> s.source_id""").param(id).query(Long.class).optional();
    }

    /** How many there are. What took long to count is remembered for a while: the longer it took, the longer. */
    long count(VideoFilter filter) {
        Counted known = counts.getIfPresent(filter);
        if (known != null) {
            return known.videos();
        }
        VideoConditions conditions = conditions(filter);
        long start = System.nanoTime();
        long videos = jdbc.sql("SELECT COUNT(*)" + conditions.fromWhere())
                .params(conditions.parameters())
                .query(Long.class)
                .single();
        remember(filter, videos, System.nanoTime() - start);
        return videos;
    }

    private void remember(VideoFilter filter, long videos, long took) {
        if (took > WORTH_REMEMBERING.toNanos()) {
            counts.put(filter, new Counted(videos, Math.min(took * REMEMBERED_TIMES, LONGEST_REMEMBERED.toNanos())));
        }
    }

    private record Counted(long videos, long rememberedForNanos) {}

    /** A page by its number. */
    List<VideoJson> page(VideoFilter filter, VideoSort sort, int size, long offset) {
        VideoConditions conditions = conditions(filter);
        boolean counting = conditions.byNgrams() && counts.getIfPresent(filter) == null;
        long start = System.nanoTime();
        List<Found> page = jdbc.sql("SELECT v.id, " + (counting ? "COUNT(*) OVER ()" : "0") + conditions.fromWhere(sort)
                        + sort.orderBy() + " LIMIT :size OFFSET :offset")
                .params(conditions.parameters())
                .param("size", size)
                .param("offset", offset)
                .query((row, n) -> new Found(row.getLong(1), row.getLong(2)))
                .list();
        if (counting && !page.isEmpty()) {
            remember(filter, page.get(0).ofAll(), System.nanoTime() - start);
        }
        return load(page.stream().map(Found::id).toList());
    }

    /** @param ofAll how many there are on all pages; the n-gram index goes through all of them for one page anyway */
    private record Found(long id, long ofAll) {}

    /** The videos after a place in the list: as fast at its end as at its beginning. */
    List<VideoJson> after(VideoFilter filter, Cursor cursor, int size) {
        VideoConditions conditions = conditions(filter);
        String column = "v." + cursor.sort().column();
        String value = cursor.value();
        if (value == null) {
            conditions.add(column + " IS NULL AND v.id < :afterId", "afterId", cursor.id());
        } else {
            // Those without a value come last.
            conditions.add(
                    "(" + column + " < :afterValue OR " + column + " IS NULL OR (" + column
                            + " = :afterValue AND v.id < :afterId))",
                    "afterId",
                    cursor.id());
            conditions.parameters().put("afterValue", cursor.sort().parse(value));
        }
        return load(jdbc.sql("SELECT v.id" + conditions.fromWhere(cursor.sort())
                        + cursor.sort().orderBy() + " LIMIT :size")
                .params(conditions.parameters())
                .param("size", size)
                .query(Long.class)
                .list());
    }

    /** The place of a video in the list, for going on after it. */
    Optional<Cursor> cursor(VideoJson video, VideoSort sort) {
        return jdbc.sql("SELECT v." + sort.column() + " FROM videos v WHERE v.id = ?")
                .param(video.id())
                .query((row, n) -> new Cursor(sort, valueOf(row, sort), video.id()))
                .optional();
    }

    private static @Nullable String valueOf(ResultSet row, VideoSort sort) throws SQLException {
        Object value =
                switch (sort) {
                    case NEWEST -> row.getObject(1, LocalDate.class);
                    case SCORE -> row.getBigDecimal(1);
                    case UPDATED, CREATED -> row.getObject(1, LocalDateTime.class);
                };
        return value == null ? null : value.toString();
    }

    /** The next videos by their ids, for going through all of them. */
    List<VideoJson> chunk(VideoFilter filter, long afterId, int size) {
        VideoConditions conditions = conditions(filter);
        conditions.add("v.id > :afterId", "afterId", afterId);
        return load(jdbc.sql("SELECT v.id FROM videos v" + conditions.where() + " ORDER BY v.id LIMIT :size")
                .params(conditions.parameters())
                .param("size", size)
                .query(Long.class)
                .list());
    }

    /** In the order of the ids. One that went meanwhile is missing. */
    private List<VideoJson> load(List<Long> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        Map<Long, VideoJson> found =
                jdbc.sql(VIDEOS).param("ids", ids).query((row, n) -> VideoJson.read(row)).list().stream()
                        .collect(Collectors.toMap(VideoJson::id, Function.identity()));
        return ids.stream().map(found::get).filter(Objects::nonNull).toList();
    }

    private VideoConditions conditions(VideoFilter filter) {
        return new VideoConditions(filter, filter.text() != null && hasNgrams());
    }

    /** Looked up once: an index that is made later is used after the next start. */
    private boolean hasNgrams() {
        Boolean known = ngrams;
        if (known == null) {
            known = jdbc.sql("""
                            SELECT COUNT(*) FROM information_schema.statistics
                            WHERE table_schema = DATABASE() AND table_name = 'videos'
                                AND index_name = 'idx_videos_names' AND index_type = 'FULLTEXT'""").query(Long.class).single() > 0;
            ngrams = known;
        }
        return known;
    }
}
