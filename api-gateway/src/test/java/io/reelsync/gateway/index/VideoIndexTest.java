package io.reelsync.gateway.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.gateway.Gateway;
import io.reelsync.gateway.index.VideoIndex.Found;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the index finds, beside a plain look at each of many made videos, while another service changes them. */
class VideoIndexTest {
    private static final int VIDEOS = 600;
    private static final int REQUESTS = 150;
    private static final long FIRST_ID = 7_000_000_000_000_000L;
    private static final List<String> SIGNS = List.of("夜", "行", "大", "a", "B", "é", "ＦＵ", " ", "'", "%");
    private static final List<String> TAGS = List.of("剧情", "剧", "科幻", "It's \"a\" tag");
    private static final List<String> COUNTRIES = List.of("美国", "中国大陆", "日本");
    private static final List<String> KINDS = List.of("movie", "tv", "anime", "doc", "tvshow");

    private static Gateway gateway;
    private static VideoIndex index;

    private final Random random = new Random(20_260_501);
    private final Map<Long, Made> made = new TreeMap<>();

    private record Made(
            long id,
            String title,
            @Nullable String original,
            List<String> aka,
            @Nullable String kind,
            @Nullable Integer year,
            @Nullable LocalDate released,
            @Nullable BigDecimal score,
            List<String> tags,
            List<String> countries) {

        boolean isFoundBy(VideoFilter filter) {
            String text = filter.text();
            return (text == null
                            || Stream.concat(Stream.of(title, original == null ? "" : original), aka.stream())
                                    .anyMatch(name -> plain(name).contains(plain(text))))
                    && (filter.kind() == null || filter.kind().equals(kind))
                    && (filter.tag() == null || tags.contains(filter.tag()))
                    && (filter.country() == null || countries.contains(filter.country()))
                    && (filter.yearFrom() == null || year != null && year >= filter.yearFrom())
                    && (filter.yearTo() == null || year != null && year <= filter.yearTo())
                    && (filter.minScore() == null || score != null && score.compareTo(filter.minScore()) >= 0);
        }

        private static String plain(String name) {
            return name.replace('é', 'e').replace('É', 'e').replace("ＦＵ", "fu").toLowerCase(Locale.ROOT);
        }

        static Comparator<Made> order(VideoSort sort) {
            Comparator<Made> byId = Comparator.comparing(Made::id).reversed();
            return switch (sort) {
                case NEWEST ->
                    Comparator.comparing(Made::released, Comparator.nullsFirst(Comparator.naturalOrder()))
                            .reversed()
                            .thenComparing(byId);
                case SCORE ->
                    Comparator.comparing(Made::score, Comparator.nullsFirst(Comparator.naturalOrder()))
                            .reversed()
                            .thenComparing(byId);
                // All were stored without these.
                case UPDATED, CREATED -> byId;
            };
        }
    }

    @BeforeAll
    static void start() {
        gateway = Gateway.start(Map.of());
        index = gateway.bean(VideoIndex.class);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void findsWhatAPlainLookAtEachFindsWhateverIsWritten() {
        IntStream.range(0, VIDEOS).forEach(i -> store(make(FIRST_ID + random.nextInt(1_000_000))));
        IntStream.range(0, REQUESTS).forEach(i -> compare());

        List<Long> ids = new ArrayList<>(made.keySet());
        for (int i = 0; i < REQUESTS; i++) {
            long id = ids.get(random.nextInt(ids.size()));
            switch (random.nextInt(3)) {
                case 0 -> store(make(id));
                case 1 -> store(make(FIRST_ID + random.nextInt(1_000_000)));
                default -> delete(id);
            }
            compare();
        }

        new ArrayList<>(made.keySet()).forEach(this::delete);
        compare();
    }

    private void compare() {
        VideoFilter filter = new VideoFilter(
                mayBe(() -> text(1, 3)),
                mayBe(() -> one(KINDS)),
                mayBe(() -> one(COUNTRIES)),
                mayBe(() -> one(TAGS)),
                mayBe(() -> 1990 + random.nextInt(8)),
                mayBe(() -> 1990 + random.nextInt(8)),
                mayBe(() -> BigDecimal.valueOf(random.nextInt(1000), 2)));
        VideoSort sort = VideoSort.values()[random.nextInt(VideoSort.values().length)];
        List<Long> expected = made.values().stream()
                .filter(one -> one.isFoundBy(filter))
                .sorted(Made.order(sort))
                .map(Made::id)
                .toList();
        int place = random.nextInt(expected.size() + 2);
        int size = 1 + random.nextInt(50);

        assertThat(index.page(filter, sort, place, size))
                .as("%s %s from %d on", filter, sort, place)
                .isEqualTo(new Found(part(expected, place, size), expected.size()));
        assertThat(index.ids(filter)).containsExactly(expected.stream().sorted().toArray(Long[]::new));
        if (place < expected.size()) {
            long id = expected.get(place);
            assertThat(index.after(filter, sort, index.value(id, sort), id, size))
                    .as("%s %s after %d", filter, sort, id)
                    .isEqualTo(new Found(part(expected, place + 1, size), expected.size()));
        }
    }

    private static List<Long> part(List<Long> all, int from, int size) {
        return all.stream().skip(from).limit(size).toList();
    }

    private Made make(long id) {
        return new Made(
                id,
                text(1, 6),
                mayBe(() -> text(1, 6)),
                IntStream.range(0, random.nextInt(3)).mapToObj(i -> text(1, 4)).toList(),
                mayBe(() -> one(KINDS)),
                mayBe(() -> 1990 + random.nextInt(8)),
                mayBe(() -> LocalDate.of(1960 + random.nextInt(20), 1, 1)),
                mayBe(() -> BigDecimal.valueOf(random.nextInt(100), 1)),
                TAGS.stream().filter(tag -> random.nextInt(3) == 0).toList(),
                COUNTRIES.stream().filter(country -> random.nextInt(3) == 0).toList());
    }

    private void store(Made video) {
        made.put(video.id(), video);
        gateway.jdbc()
                .sql("""
                        REPLACE INTO videos (id, title, original_title, aka_json, type, year, release_date, score,
                            tags_json, country_json) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(Arrays.asList(
                        video.id(),
                        video.title(),
                        video.original(),
                        json(video.aka()),
                        video.kind(),
                        video.year(),
                        video.released(),
                        video.score(),
                        json(video.tags()),
                        json(video.countries())))
                .update();
    }

    private void delete(long id) {
        made.remove(id);
        gateway.jdbc().sql("DELETE FROM videos WHERE id = ?").param(id).update();
    }

    private String text(int least, int most) {
        return IntStream.range(0, least + random.nextInt(most - least + 1))
                .mapToObj(i -> one(SIGNS))
                .collect(Collectors.joining());
    }

    private <T> @Nullable T mayBe(Supplier<T> value) {
        return random.nextInt(3) == 0 ? value.get() : null;
    }

    private <T> T one(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private static String json(List<String> texts) {
        return texts.stream()
                .map(text -> '"' + text.replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(",", "[", "]"));
    }
}
