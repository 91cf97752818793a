package io.reelsync.samplesite.invention;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Makes up people, some with the dots, hyphens and commas that real names hold. */
public final class People {
    private People() {}

    /** So many people with different names. */
    public static List<Person> of(int count, Land land, Dice dice) {
        List<Person> people = new ArrayList<>(count);
        Set<String> names = new HashSet<>();
        while (people.size() < count) {
            Person person = person(land, dice);
            if (names.add(person.name())) {
                people.add(person);
            }
        }
        return List.copyOf(people);
    }

    private static Person person(Land land, Dice dice) {
        long number = dice.percent(30) ? dice.between(27_200_000, 36_900_000) : dice.between(1_000_100, 1_499_999);
        if (land.isWestern()) {
            return western(number, dice);
        }
        return switch (land.tongue()) {
            case JAPANESE -> joined(number, Words.JAPANESE_SURNAMES, Words.JAPANESE_GIVEN, dice);
            case KOREAN -> joined(number, Words.KOREAN_SURNAMES, Words.KOREAN_GIVEN, dice);
            default -> joined(number, Words.CHINESE_SURNAMES, Words.CHINESE_GIVEN, dice);
        };
    }

    private static Person joined(long number, List<String> surnames, List<String> given, Dice dice) {
        return new Person(number, dice.pick(surnames) + dice.pick(given), "");
    }

    private static Person western(long number, Dice dice) {
        List<String> given = dice.pick(Words.WESTERN_GIVEN);
        List<String> surname = dice.pick(Words.WESTERN_SURNAMES);
        String latin = given.get(1) + " " + surname.get(1);
        int form = dice.below(100);
        if (form < 6) {
            char initial = (char) ('A' + dice.below(26));
            return new Person(
                    number,
                    given.get(0) + "·" + initial + "." + surname.get(0),
                    given.get(1) + " " + initial + ". " + surname.get(1));
        }
        if (form < 9) {
            String initials = (char) ('A' + dice.below(26)) + "·" + (char) ('A' + dice.below(26));
            return new Person(
                    number, initials + "·" + surname.get(0), initials.replace('·', '.') + ". " + surname.get(1));
        }
        if (form < 14) {
            return new Person(number, latin, latin);
        }
        if (form < 16) {
            return new Person(number, latin + ", Jr.", latin + ", Jr.");
        }
        if (form < 19) {
            List<String> middle = dice.pick(Words.WESTERN_GIVEN);
            return new Person(
                    number,
                    given.get(0) + "·" + middle.get(0) + "·" + surname.get(0),
                    given.get(1) + " " + middle.get(1) + " " + surname.get(1));
        }
        return new Person(number, given.get(0) + "·" + surname.get(0), latin);
    }
}
