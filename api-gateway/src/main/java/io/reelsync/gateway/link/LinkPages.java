package io.reelsync.gateway.link;

import io.reelsync.catalog.VideoField;
import io.reelsync.gateway.web.Listing;
import io.reelsync.gateway.web.Paging;
import io.reelsync.statement.FieldValues;
import io.reelsync.statement.match.Pair.State;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads pairs with what their sources say of them. */
@Component
class LinkPages {
    private static final String PAIRS = """
            SELECT l.*, one.video_id one_video, other.video_id other_video, one.facts_json one_facts,
                other.facts_json other_facts
            FROM links l
            LEFT JOIN statements one ON one.source = l.source AND one.source_id = l.source_id
            LEFT JOIN statements other ON other.source = l.other_source AND other.source_id = l.other_source_id
            WHERE\s""";

    private final JdbcClient jdbc;

    LinkPages(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What one source says of the title. */
    record TitleJson(
            String source,
            String sourceId,
            @Nullable String videoId,
            @Nullable String title,
            @Nullable String kind,
            @Nullable Long year,
            @Nullable Long season) {}

    /**
     * Two titles that may be one.
     *
     * @param score from 0 to 1
     * @param reasons what speaks for and against it
     * @param decidedBy null where no person has decided
     */
    record LinkJson(
            String id,
            State state,
            BigDecimal score,
            List<String> reasons,
            List<TitleJson> titles,
            Instant foundAt,
            @Nullable String decidedBy,
            @Nullable Instant decidedAt) {}

    /** The surest first where they wait, the newest first otherwise. */
    Listing<LinkJson> page(@Nullable State state, Paging paging) {
        String which = state == null ? "TRUE" : "l.state = :state";
        String order = state == State.WAITING ? "l.score DESC, l.id" : "l.id DESC";
        String name = state == null ? null : state.name();
        long total = jdbc.sql("SELECT COUNT(*) FROM links l WHERE " + which)
                .param("state", name)
                .query(Long.class)
                .single();
        List<LinkJson> links = jdbc.sql(PAIRS + which + " ORDER BY " + order + " LIMIT :size OFFSET :offset")
                .param("state", name)
                .param("size", paging.size())
                .param("offset", paging.offset())
                .query((row, n) -> read(row))
                .list();
        return new Listing<>(links, paging.page(), paging.size(), total);
    }

    Optional<LinkJson> find(long id) {
        return jdbc.sql(PAIRS + "l.id = ?")
                .param(id)
                .query((row, n) -> read(row))
                .optional();
    }

    private static LinkJson read(ResultSet row) throws SQLException {
        String reasons = row.getString("reasons");
        return new LinkJson(
                row.getString("id"),
                State.valueOf(row.getString("state")),
                row.getBigDecimal("score"),
                reasons.isEmpty()
                        ? List.of()
                        : Arrays.stream(reasons.toLowerCase(Locale.ROOT).split(","))
                                .toList(),
                List.of(title(row, "", "one"), title(row, "other_", "other")),
                row.getObject("found_at", LocalDateTime.class).toInstant(ZoneOffset.UTC),
                row.getString("decided_by"),
                instant(row.getObject("decided_at", LocalDateTime.class)));
    }

    private static TitleJson title(ResultSet row, String prefix, String side) throws SQLException {
        String facts = row.getString(side + "_facts");
        FieldValues values = facts == null ? FieldValues.none() : FieldValues.of(facts);
        return new TitleJson(
                row.getString(prefix + "source"),
                row.getString(prefix + "source_id"),
                row.getString(side + "_video"),
                (String) values.get(VideoField.TITLE),
                (String) values.get(VideoField.KIND),
                (Long) values.get(VideoField.YEAR),
                (Long) values.get(VideoField.SEASON));
    }

    private static @Nullable Instant instant(@Nullable LocalDateTime time) {
        return time == null ? null : time.toInstant(ZoneOffset.UTC);
    }
}
