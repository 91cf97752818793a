package io.reelsync.samplesite.invention;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Choices that follow from a seed, a number and a purpose alone, so that each part of a title can be made by itself. */
public final class Dice {
    private final SplittableRandom random;

    private Dice(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** Dice of their own for one purpose: rolling them does not move the others. */
    public static Dice of(long seed, long number, String purpose) {
        return new Dice(mixed(mixed(mixed(seed) ^ number) ^ purpose.hashCode()));
    }

    /** A whole number from 0 to one below the bound. */
    public int below(int bound) {
        return random.nextInt(bound);
    }

    /** A whole number between the two, both included. */
    public int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    /** A number from 0 to 1. */
    public double share() {
        return random.nextDouble();
    }

    /** True in so many of a hundred cases. */
    public boolean percent(double percent) {
        return random.nextDouble() * 100 < percent;
    }

    public byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    public <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    /** So many different ones, or all where there are fewer, in the order drawn. */
    public <T> List<T> pick(int count, List<T> from) {
        Set<T> picked = new LinkedHashSet<>();
        int wanted = Math.min(count, from.size());
        while (picked.size() < wanted) {
            picked.add(pick(from));
        }
        return List.copyOf(picked);
    }

    public <T> List<T> shuffled(List<T> items) {
        List<T> shuffled = new ArrayList<>(items);
        for (int last = shuffled.size() - 1; last > 0; last--) {
            shuffled.set(last, shuffled.set(random.nextInt(last + 1), shuffled.get(last)));
        }
        return shuffled;
    }

    private static long mixed(long value) {
        long mixed = value + 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
