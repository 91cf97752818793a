package io.reelsync.gateway.catalog;

import io.reelsync.gateway.index.VideoFilter;
import io.reelsync.gateway.index.VideoIndex;
import io.reelsync.gateway.web.ApiJson;
import io.reelsync.statement.Videos;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
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
     * The videos that a filter finds, chunk by chunk, each of which is read when it is asked for, on any thread.
     *
     * @param provenance whether to tell which source each field comes from
     */
    Iterator<Supplier<List<ExportRow>>> chunks(VideoFilter filter, boolean provenance) {
        long[] ids = index.ids(filter);
        return IntStream.iterate(0, from -> from < ids.length, from -> from + CHUNK)
                .<Supplier<List<ExportRow>>>mapToObj(from -> {
                    long[] chunk = Arrays.copyOfRange(ids, from, Math.min(from + CHUNK, ids.length));
                    return () -> read(chunk, filter.findsAll(), provenance);
                })
                .iterator();
    }

    /** Those that have gone meanwhile are left out. All between two ids are found quicker than each by its own. */
    private List<ExportRow> read(long[] ids, boolean all, boolean provenance) {
        JdbcClient.StatementSpec query = all
                ? jdbc.sql(VIDEOS + "id BETWEEN ? AND ? ORDER BY id").params(ids[0], ids[ids.length - 1])
                : jdbc.sql(VIDEOS + "id IN (:ids) ORDER BY id")
                        .param("ids", Arrays.stream(ids).boxed().toList());
        List<ExportRow> chunk =
                query.query((row, n) -> VideoJson.readForExport(row)).list();
        return provenance && !chunk.isEmpty() ? withProvenance(chunk) : chunk;
    }

    private List<ExportRow> withProvenance(List<ExportRow> chunk) {
        Map<Long, Map<String, String>> sources =
                videos.provenance(chunk.stream().map(ExportRow::id).toList());
        return chunk.stream()
                .map(row -> row.with(ApiJson.MAPPER.writeValueAsString(sources.getOrDefault(row.id(), Map.of()))))
                .toList();
    }
}
