package io.reelsync.worker.imports;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The videos of the catalogue by the numbers of their IMDb ids: 16 bytes each. Rows that follow from nothing that we keep,
 * as those of the video service's own, aren't among them.
 */
final class KnownTitles {
    private static final int ROWS_AT_ONCE = 20_000;
    private static final Pattern ID = Pattern.compile("tt([0-9]{7,10})");

    private long[] numbers = new long[1024];
    private long[] videos = new long[1024];
    private int count;

    private KnownTitles() {}

    static KnownTitles read(JdbcClient jdbc) {
        KnownTitles titles = new KnownTitles();
        long after = Long.MIN_VALUE;
        List<Row> rows;
        do {
            rows = jdbc.sql("""
                            SELECT v.id, v.imdb_id FROM videos v
                            WHERE v.id > ? AND (v.source IS NULL AND v.corrections_json IS NOT NULL
                                OR EXISTS (SELECT 1 FROM statements s WHERE s.video_id = v.id))
                            ORDER BY v.id LIMIT ?""")
                    .params(after, ROWS_AT_ONCE)
                    .query((row, n) -> new Row(row.getLong("id"), row.getString("imdb_id")))
                    .list();
            rows.forEach(titles::add);
            after = rows.isEmpty() ? after : rows.get(rows.size() - 1).video();
        } while (rows.size() == ROWS_AT_ONCE);
        titles.sort();
        return titles;
    }

    private record Row(long video, @Nullable String imdbId) {}

    private void add(Row row) {
        Matcher id = ID.matcher(row.imdbId() == null ? "" : row.imdbId());
        if (!id.matches()) {
            return;
        }
        if (count == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * count);
            videos = Arrays.copyOf(videos, 2 * count);
        }
        numbers[count] = Long.parseLong(id.group(1));
        videos[count] = row.video();
        count++;
    }

    /** Of several videos with one id, as a series' seasons may have, the oldest comes first. */
    private void sort() {
        Integer[] order = new Integer[count];
        Arrays.setAll(order, i -> i);
        Arrays.sort(
                order,
                (one, other) -> numbers[one] != numbers[other]
                        ? Long.compare(numbers[one], numbers[other])
                        : Long.compare(videos[one], videos[other]));
        long[] sortedNumbers = new long[count];
        long[] sortedVideos = new long[count];
        int distinct = 0;
        for (Integer i : order) {
            if (distinct == 0 || sortedNumbers[distinct - 1] != numbers[i]) {
                sortedNumbers[distinct] = numbers[i];
                sortedVideos[distinct] = videos[i];
                distinct++;
            }
        }
        numbers = sortedNumbers;
        videos = sortedVideos;
        count = distinct;
    }

    int size() {
        return count;
    }

    /** The place of a title among them; negative where it isn't known. */
    int find(long number) {
        return Arrays.binarySearch(numbers, 0, count, number);
    }

    long numberAt(int place) {
        return numbers[place];
    }

    long videoAt(int place) {
        return videos[place];
    }
}
