package io.reelsync.cover;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What is known of our copies of posters: one row for each address at which a video's poster was asked for. */
@Repository
public class Covers {
    private final JdbcClient jdbc;

    Covers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A video's poster, and what is known of our copy of it.
     *
     * @param address where the source has it; null where the video has no poster
     * @param version of that address; null where there is none
     * @param state null where nobody has asked for it yet
     * @param content the hash by which its files are kept, null unless it is stored
     */
    public record Cover(
            long videoId,
            @Nullable String address,
            @Nullable String version,
            @Nullable CoverState state,
            @Nullable String content) {}

    /** The version of an address: another picture has another address, and so another version. */
    public static String version(String address) {
        return sha256(address.getBytes(StandardCharsets.UTF_8)).substring(0, 32);
    }

    /** The SHA-256 of some bytes, in hex. */
    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /** Empty where there is no such video. */
    public Optional<Cover> find(long videoId) {
        return jdbc.sql("SELECT COALESCE(cover_url_full, cover_url) FROM videos WHERE id = ?")
                .param(videoId)
                .query((row, n) -> Optional.ofNullable(row.getString(1)))
                .optional()
                .map(poster -> poster.map(address -> find(videoId, address, version(address)))
                        .orElseGet(() -> new Cover(videoId, null, null, null, null)));
    }

    private Cover find(long videoId, String address, String version) {
        return jdbc.sql("SELECT state, content FROM covers WHERE video_id = ? AND version = ?")
                .params(videoId, version)
                .query((row, n) -> new Cover(
                        videoId,
                        address,
                        version,
                        CoverState.valueOf(row.getString("state")),
                        row.getString("content")))
                .optional()
                .orElseGet(() -> new Cover(videoId, address, version, null, null));
    }

    /** Notes that a poster is wanted; one that is known already stays as it is. */
    public void want(long videoId, String source, String address) {
        jdbc.sql("""
                        INSERT INTO covers (video_id, version, source, address, state, due_at, wanted_at)
                        VALUES (?, ?, ?, ?, 'WANTED', UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))
                        ON DUPLICATE KEY UPDATE state = state""").params(videoId, version(address), source, address).update();
    }

    /** Notes that the files of a stored poster are lost: it is wanted again. */
    public void wantAgain(long videoId, String version) {
        jdbc.sql("""
                        UPDATE covers SET state = 'WANTED', due_at = UTC_TIMESTAMP(3), attempts = 0, content = NULL,
                            settled_at = NULL, wanted_at = UTC_TIMESTAMP(3)
                        WHERE video_id = ? AND version = ? AND state = 'STORED'""").params(videoId, version).update();
    }

    /** How many of a source there are in each state. */
    public Map<CoverState, Long> count(String source) {
        Map<CoverState, Long> counts = new EnumMap<>(CoverState.class);
        for (CoverState state : CoverState.values()) {
            counts.put(state, 0L);
        }
        jdbc.sql("SELECT state, COUNT(*) number FROM covers WHERE source = ? GROUP BY state")
                .param(source)
                .query((row, n) -> counts.put(CoverState.valueOf(row.getString("state")), row.getLong("number")))
                .list();
        return counts;
    }
}
