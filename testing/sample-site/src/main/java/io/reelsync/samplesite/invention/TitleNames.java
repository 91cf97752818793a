package io.reelsync.samplesite.invention;

import java.util.ArrayList;
import java.util.List;

/** Makes up what titles are called, in Chinese and in their land's own language. */
public final class TitleNames {
    private TitleNames() {}

    /** A Chinese title of one of many forms. */
    public static String chinese(Dice dice) {
        String thing = dice.pick(Words.THINGS);
        return switch (dice.below(10)) {
            case 0 -> dice.pick(Words.PLACES) + thing;
            case 1 -> dice.pick(Words.DEEDS) + dice.pick(Words.PLACES);
            case 2 -> thing + "与" + dice.pick(Words.THINGS);
            case 3 -> dice.pick(Words.PLACES) + "：" + dice.pick(Words.QUALITIES) + "的" + thing;
            case 4 -> dice.pick(Words.QUALITIES) + "的" + thing + dice.between(2, 5);
            case 5 -> dice.pick(Words.DEEDS) + "，" + dice.pick(Words.QUALITIES) + "的" + thing;
            case 6 -> dice.between(3, 1999) + "个" + thing;
            default -> dice.pick(Words.QUALITIES) + "的" + thing;
        };
    }

    /** The title in its land's own language; empty for Chinese ones. */
    public static String original(Land land, Dice dice) {
        return switch (land.tongue()) {
            case CHINESE -> "";
            case ENGLISH -> english(dice);
            case FRENCH -> "Le " + dice.pick(Words.FRENCH) + " " + dice.pick(Words.FRENCH_QUALITIES);
            case GERMAN -> "Der " + dice.pick(Words.GERMAN_QUALITIES) + " " + dice.pick(Words.GERMAN);
            case JAPANESE -> dice.pick(Words.JAPANESE_QUALITIES) + dice.pick(Words.JAPANESE_THINGS);
            case KOREAN -> dice.pick(Words.KOREAN_QUALITIES) + " " + dice.pick(Words.KOREAN_THINGS);
        };
    }

    /** Other names: for other regions in brackets, in Latin letters, with commas and slashes within. */
    public static List<String> others(int count, Dice dice) {
        List<String> others = new ArrayList<>(count);
        while (others.size() < count) {
            String other = other(dice);
            if (!others.contains(other)) {
                others.add(other);
            }
        }
        return List.copyOf(others);
    }

    private static String other(Dice dice) {
        return switch (dice.below(8)) {
            case 0 -> chinese(dice) + "(港)";
            case 1 -> chinese(dice) + "(台)";
            case 2 -> english(dice);
            case 3 -> dice.pick(Words.ENGLISH_THINGS) + "/" + dice.pick(Words.ENGLISH_THINGS);
            case 4 -> "The " + dice.pick(Words.ENGLISH_THINGS) + ", the " + dice.pick(Words.ENGLISH_THINGS);
            case 5 -> dice.pick(Words.JAPANESE_QUALITIES) + dice.pick(Words.JAPANESE_THINGS);
            default -> chinese(dice);
        };
    }

    private static String english(Dice dice) {
        String thing = dice.pick(Words.ENGLISH_THINGS);
        return switch (dice.below(8)) {
            case 0 -> dice.pick(Words.ENGLISH_THINGS) + " & " + thing;
            case 1 -> "The " + thing + "'s " + dice.pick(Words.ENGLISH_THINGS);
            case 2 -> dice.pick(Words.ENGLISH_QUALITIES) + ", " + dice.pick(Words.ENGLISH_QUALITIES) + " " + thing;
            case 3 -> thing + " No. " + dice.between(2, 99);
            default -> "The " + dice.pick(Words.ENGLISH_QUALITIES) + " " + thing;
        };
    }
}
