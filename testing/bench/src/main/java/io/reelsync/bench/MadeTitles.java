package io.reelsync.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * Fills a catalogue with made titles that are as long, as many-valued and as unevenly spread as real ones: few tags and
 * countries are on most titles, most on few, and common characters are in many titles. The same seed makes the same.
 */
final class MadeTitles {
    static final List<String> TAGS = List.of(
            "剧情", "喜剧", "爱情", "动作", "惊悚", "犯罪", "悬疑", "科幻", "奇幻", "恐怖", "冒险", "家庭", "历史", "传记", "战争", "音乐", "动画", "纪录片",
            "短片", "运动", "歌舞", "西部", "武侠", "古装", "灾难", "真人秀", "脱口秀", "儿童", "黑色电影", "戏曲");
    static final List<String> COUNTRIES = List.of(
            "美国", "中国大陆", "日本", "英国", "法国", "中国香港", "韩国", "德国", "意大利", "西班牙", "印度", "加拿大", "中国台湾", "俄罗斯", "澳大利亚", "瑞典",
            "丹麦", "巴西", "阿根廷", "墨西哥", "泰国", "波兰", "比利时", "荷兰", "土耳其", "伊朗", "挪威", "芬兰", "爱尔兰", "奥地利", "希腊", "冰岛", "智利",
            "越南", "蒙古");
    private static final List<String> KINDS =
            List.of("movie", "movie", "movie", "movie", "tv", "tv", "anime", "doc", "tvshow");
    private static final int COMMON_SIGNS = 1500;
    private static final char FIRST_SIGN = '一';
    private static final List<String> WORDS = List.of(
            "the", "night", "day", "last", "man", "woman", "love", "war", "city", "house", "dark", "light", "river",
            "star", "king", "queen", "road", "home", "blood", "heart", "time", "world", "summer", "winter", "secret",
            "garden", "train", "north", "south", "island", "dream", "ghost", "story", "life", "death", "moon", "sun",
            "fire", "water");
    private static final int ROWS_A_STATEMENT = 250;
    private static final String COLUMNS = "(id, source, source_id, type, title, original_title, year, release_date,"
            + " score, votes, country_json, director_json, actors_json, tags_json, aka_json, languages_json,"
            + " description, cover_url, runtime, imdb_id, created_at, updated_at)";
    private static final int COLUMN_COUNT = 22;

    private final Random random;

    MadeTitles(long seed) {
        this.random = new Random(seed);
    }

    /** Adds so many titles, with ids from 1. */
    void store(DataSource database, int count, LongConsumer progress) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            for (int first = 1; first <= count; first += ROWS_A_STATEMENT) {
                int rows = Math.min(ROWS_A_STATEMENT, count - first + 1);
                String row = Collections.nCopies(COLUMN_COUNT, "?").stream().collect(Collectors.joining(",", "(", ")"));
                try (PreparedStatement insert = connection.prepareStatement("INSERT INTO videos " + COLUMNS + " VALUES "
                        + String.join(",", Collections.nCopies(rows, row)))) {
                    for (int i = 0; i < rows; i++) {
                        set(insert, i * COLUMN_COUNT, title(first + i));
                    }
                    insert.executeUpdate();
                }
                connection.commit();
                progress.accept(first + rows - 1L);
            }
            connection.setAutoCommit(true);
        }
    }

    private static void set(PreparedStatement insert, int offset, List<Object> values) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            insert.setObject(offset + i + 1, values.get(i));
        }
    }

    private List<Object> title(int id) {
        int year = 2026 - (int) Math.min(120, Math.abs(random.nextGaussian()) * 25);
        String date =
                String.format(Locale.ROOT, "%04d-%02d-%02d", year, 1 + random.nextInt(12), 1 + random.nextInt(28));
        List<Object> values = new ArrayList<>();
        values.add(id);
        values.add("douban");
        values.add(1_000_000L + id);
        values.add(KINDS.get(random.nextInt(KINDS.size())));
        values.add(signs(2, 9));
        values.add(random.nextInt(3) == 0 ? null : words(1, 5));
        values.add(year);
        values.add(date);
        values.add(random.nextInt(5) == 0 ? null : 2 + random.nextInt(79) / 10.0);
        values.add(random.nextInt(500_000));
        values.add(json(some(COUNTRIES, 1, 2)));
        values.add(json(names(1, 2)));
        values.add(json(names(3, 15)));
        values.add(json(some(TAGS, 1, 4)));
        values.add(json(names(0, 3)));
        values.add("[\"汉语普通话\"]");
        values.add(signs(60, 250));
        values.add("https://img.example/p" + id + ".jpg");
        values.add(60 + random.nextInt(100));
        values.add(String.format(Locale.ROOT, "tt%07d", id));
        values.add("2026-01-01 00:00:00.000");
        values.add(String.format(
                Locale.ROOT,
                "2026-%02d-%02d %02d:%02d:%02d",
                1 + random.nextInt(11),
                1 + random.nextInt(28),
                random.nextInt(24),
                random.nextInt(60),
                random.nextInt(60)));
        return values;
    }

    /** Characters of which the first ones are much more common than the last. */
    private String signs(int least, int most) {
        int length = least + random.nextInt(most - least + 1);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            double skewed = Math.pow(random.nextDouble(), 2);
            text.append((char) (FIRST_SIGN + (int) (skewed * COMMON_SIGNS)));
        }
        return text.toString();
    }

    private String words(int least, int most) {
        List<String> words = new ArrayList<>();
        int count = least + random.nextInt(most - least + 1);
        for (int i = 0; i < count; i++) {
            words.add(WORDS.get(random.nextInt(WORDS.size())));
        }
        return String.join(" ", words);
    }

    private List<String> names(int least, int most) {
        List<String> names = new ArrayList<>();
        int count = least + random.nextInt(most - least + 1);
        for (int i = 0; i < count; i++) {
            names.add(signs(2, 4) + " " + words(1, 2));
        }
        return names;
    }

    /** Of those at the beginning of the list more often than of those at its end. */
    private List<String> some(List<String> all, int least, int most) {
        int count = least + random.nextInt(most - least + 1);
        List<String> chosen = new ArrayList<>();
        while (chosen.size() < count) {
            String one = all.get((int) (Math.pow(random.nextDouble(), 3) * all.size()));
            if (!chosen.contains(one)) {
                chosen.add(one);
            }
        }
        return chosen;
    }

    private static String json(List<String> texts) {
        return texts.stream().map(text -> '"' + text + '"').collect(Collectors.joining(",", "[", "]"));
    }
}
