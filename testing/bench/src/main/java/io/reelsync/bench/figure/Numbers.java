package io.reelsync.bench.figure;

import java.util.Locale;

/** What numbers an option takes. */
public final class Numbers {
    private Numbers() {}

    /** @throws IllegalArgumentException with a line for people, if the number is not between the two */
    public static void require(String option, long number, long least, long most) {
        if (number < least || number > most) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "%s is a number from %d to %d, not %d", option, least, most, number));
        }
    }
}
