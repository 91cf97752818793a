package io.reelsync.statement.match;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** People's names as they can be compared: those of one script with one another, in any order of their parts. */
record People(Set<String> han, Set<String> others) {
    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");
    private static final Pattern OTHER = Pattern.compile("[\\p{L}&&[^\\p{IsHan}]]{2,}");

    static People of(List<String> names) {
        Set<String> han = new HashSet<>();
        Set<String> others = new HashSet<>();
        for (String name : names) {
            String words = Name.words(name);
            // Some give a name in both scripts.
            boolean inHan = HAN.matcher(words).find();
            if (inHan) {
                han.add(words.replaceAll("[^\\p{IsHan}]", ""));
            }
            if (!inHan || OTHER.matcher(words).find()) {
                String sorted = Arrays.stream(
                                words.replaceAll("\\p{IsHan}", " ").strip().split(" +"))
                        .sorted()
                        .collect(Collectors.joining(" "));
                others.add(sorted);
            }
        }
        return new People(han, others);
    }

    /** How many are of both; -1 where it can't be told, since no two are written in the same script. */
    int shared(People with) {
        boolean comparable = !han.isEmpty() && !with.han.isEmpty() || !others.isEmpty() && !with.others.isEmpty();
        return comparable ? Math.max(common(han, with.han), common(others, with.others)) : -1;
    }

    private static int common(Collection<String> some, Collection<String> more) {
        return (int) some.stream().filter(more::contains).count();
    }
}
