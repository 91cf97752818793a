package io.reelsync.gateway.catalog;

import io.reelsync.gateway.index.VideoFilter;
import io.reelsync.gateway.index.VideoIndex;
import io.reelsync.gateway.web.ApiJson;
import io.reelsync.statement.Videos;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads what is exported in chunks by their ids: no memory and no transaction grows with it but a list of ids. */
@Component
class ExportRows {
    private static final int CHUNK = 1000;
    private static final String VIDEOS = "SELECT " + VideoJson.columns() + " FROM videos WHERE ";

    private final JdbcClient jdbc;
    private final VideoIndex index;
    private final Videos videos;

    ExportRows(JdbcClient jdbc, VideoIndex index, Videos videos) {
        this.jdbc = jdbc;
        this.index = index;
        this.videos = videos;
    }

    /**
     * Each call gives the next videos that a filter finds; null at the end.
     *
     * @param provenance whether to tell which source each field comes from
     */
    Supplier<@Nullable List<ExportRow>> chunks(VideoFilter filter, boolean provenance) {
        Supplier<@Nullable List<ExportRow>> chunks =
                filter.findsAll() ? this.new All() : this.new Some(index.ids(filter));
        return provenance ? () -> withProvenance(chunks.get()) : chunks;
    }

    private @Nullable List<ExportRow> withProvenance(@Nullable List<ExportRow> chunk) {
        if (chunk == null || chunk.isEmpty()) {
            return chunk;
        }
        Map<Long, Map<String, String>> sources =
                videos.provenance(chunk.stream().map(ExportRow::id).toList());
        return chunk.stream()
                .map(row -> row.with(ApiJson.MAPPER.writeValueAsString(sources.getOrDefault(row.id(), Map.of()))))
                .toList();
    }

    /** No index is needed for all of them. */
    private final class All implements Supplier<@Nullable List<ExportRow>> {
        private long after = Long.MIN_VALUE;

        @Override
        public @Nullable List<ExportRow> get() {
            List<ExportRow> chunk = jdbc.sql(VIDEOS + "id > ? ORDER BY id LIMIT " + CHUNK)
                    .param(after)
                    .query((row, n) -> VideoJson.readForExport(row))
                    .list();
            if (chunk.isEmpty()) {
                return null;
            }
            after = chunk.get(chunk.size() - 1).id();
            return chunk;
        }
    }

    /** Those that have gone meanwhile are left out. */
    private final class Some implements Supplier<@Nullable List<ExportRow>> {
        private final long[] ids;
        private int next;

        private Some(long[] ids) {
            this.ids = ids;
        }

        @Override
        public @Nullable List<ExportRow> get() {
            if (next >= ids.length) {
                return null;
            }
            int end = Math.min(next + CHUNK, ids.length);
            List<Long> wanted = Arrays.stream(ids, next, end).boxed().toList();
            next = end;
            return jdbc.sql(VIDEOS + "id IN (:ids) ORDER BY id")
                    .param("ids", wanted)
                    .query((row, n) -> VideoJson.readForExport(row))
                    .list();
        }
    }
}
