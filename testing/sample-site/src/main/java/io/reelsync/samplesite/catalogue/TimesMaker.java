package io.reelsync.samplesite.catalogue;

import io.reelsync.samplesite.invention.Dice;
import io.reelsync.samplesite.invention.Land;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes what has to do with time: release, length, episodes, and how the title will be received. */
final class TimesMaker {
    private static final List<String> FESTIVALS = List.of("多伦多电影节", "柏林电影节", "戛纳电影节", "上海国际电影节", "釜山电影节", "北京国际电影节");
    private static final List<String> PLACES =
            List.of("中国大陆", "中国香港", "中国台湾", "美国", "法国", "德国", "日本", "韩国", "英国", "网络");

    private final long seed;
    private final Catalogue catalogue;

    TimesMaker(long seed, Catalogue catalogue) {
        this.seed = seed;
        this.catalogue = catalogue;
    }

    Title.Times make(long hour, TitleKind kind, List<Land> lands) {
        Release release = release(hour, kind, lands.get(0));
        Instant entered = Instant.ofEpochSecond(hour * 3600);
        Instant out = release.day().atStartOfDay(ZoneOffset.UTC).toInstant();
        Reception reception = reception(hour, entered.isAfter(out) ? entered : out);
        Dice dice = Dice.of(seed, hour, "length");
        if (kind.isSerial()) {
            return new Title.Times(release, reception, serial(hour, entered, dice), List.of(), null);
        }
        if (dice.percent(6)) {
            return new Title.Times(release, reception, null, List.of(), null);
        }
        int minutes = dice.between(62, 205);
        return new Title.Times(release, reception, null, runtimes(minutes, dice), minutes);
    }

    private static List<String> runtimes(int minutes, Dice dice) {
        return switch (dice.below(10)) {
            case 0 -> List.of(minutes + "分钟", (minutes + 13) + "分钟(导演剪辑版)");
            case 1 -> List.of(minutes + "分钟(中国大陆)", (minutes - 7) + "分钟(电影节版)", (minutes + 2) + "分钟");
            case 2 -> List.of("约" + minutes + "min");
            case 3 -> List.of(minutes + " 分钟");
            default -> List.of(minutes + "分钟");
        };
    }

    private Release release(long hour, TitleKind kind, Land land) {
        Dice dice = Dice.of(seed, hour, "release");
        LocalDate day = firstDay(hour, dice);
        if (dice.percent(3)) {
            return new Release(day.getYear(), day, List.of(), null);
        }
        if (dice.percent(9)) {
            String partial = dice.percent(50)
                    ? String.valueOf(day.getYear())
                    : day.toString().substring(0, 7);
            return new Release(day.getYear(), day, List.of(partial), partial);
        }
        boolean bare = dice.percent(12);
        boolean festival = kind == TitleKind.MOVIE && dice.percent(20);
        List<String> dates = new ArrayList<>();
        dates.add(day + (bare ? "" : "(" + (festival ? dice.pick(FESTIVALS) : land.written()) + ")"));
        int more = dice.percent(60) ? 0 : dice.between(1, 5);
        LocalDate later = day;
        for (String place : dice.pick(more, PLACES)) {
            later = later.plusDays(dice.between(1, 90));
            dates.add(later + "(" + place + ")");
        }
        List<String> shown = dice.percent(45) ? dice.shuffled(dates) : dates;
        return new Release(day.getYear(), day, List.copyOf(shown), day.toString());
    }

    private LocalDate firstDay(long hour, Dice dice) {
        LocalDate entered = LocalDate.ofEpochDay(hour / 24);
        if (catalogue.isClassic(hour)) {
            return LocalDate.of(dice.between(1932, 2015), dice.between(1, 12), dice.between(1, 28));
        }
        return dice.percent(7) ? entered.plusDays(dice.between(3, 300)) : entered.minusDays(dice.between(0, 24));
    }

    private Reception reception(long hour, Instant since) {
        Dice dice = Dice.of(seed, hour, "reception");
        boolean settled = catalogue.isClassic(hour) || dice.percent(20);
        return new Reception(
                since,
                !dice.percent(2),
                Math.round(Math.exp(dice.share() * 12.7 + 1.8)),
                settled ? 1 : 0.05 + 0.3 * dice.share(),
                2 + dice.share() * 40,
                3.2 + 6.2 * Math.sqrt(dice.share()),
                settled ? 0 : dice.share() - 0.4,
                settled ? 0 : 0.05 + 0.15 * dice.share(),
                dice.share() * 2 * Math.PI);
    }

    private Serial serial(long hour, Instant entered, Dice dice) {
        int planned = dice.between(6, 60);
        boolean whole = dice.percent(25);
        int atFirst = dice.percent(3) ? 0 : whole ? planned : dice.between(1, 4);
        Integer season = dice.percent(40) ? dice.between(1, 6) : null;
        Map<String, String> seasonIds = season != null && dice.percent(50) ? seasonIds(hour, season) : null;
        Integer minutes = dice.percent(80) ? dice.between(11, 75) : null;
        return new Serial(
                entered,
                atFirst,
                planned,
                dice.between(4, 168),
                season,
                seasonIds,
                minutes == null ? null : minutes + "分钟",
                minutes);
    }

    private Map<String, String> seasonIds(long hour, int season) {
        Map<String, String> ids = new LinkedHashMap<>();
        for (int number = 1; number <= Math.max(season, 4); number++) {
            long sibling = Math.max(0, hour - 2L * (season - number));
            ids.put(String.valueOf(number), String.valueOf(catalogue.idOf(sibling)));
        }
        return ids;
    }
}
