package io.reelsync.gateway.index;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A text that is searched for, or texts that are searched in: without case, accents and widths, in UTF-8, with a signature.
 *
 * <p>A signature is 128 bits in two halves. Each character and each pair of neighbours sets one of them: a text can be
 * within another only if its bits are all within the other's, and that leaves few texts to be looked through.
 *
 * @param bytes not to be changed
 */
record SearchText(byte[] bytes, long low, long high) {
    private static final String SEPARATOR = "\0";
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    /** 2^32 over the golden ratio: its products are spread evenly. */
    private static final int SPREAD = 0x9E3779B9;

    private static final int SEVEN_BITS = Integer.SIZE - 7;

    static SearchText of(String text) {
        return of(List.of(text));
    }

    /** What is within these is within one of them. */
    static SearchText of(Collection<String> texts) {
        String plain = texts.stream().map(SearchText::plain).collect(Collectors.joining(SEPARATOR));
        long low = 0;
        long high = 0;
        char before = 0;
        for (char next : plain.toCharArray()) {
            long pair = before == 0 ? 0 : bit(before << Character.SIZE | next);
            low |= low(bit(next)) | (before == 0 ? 0 : low(pair));
            high |= high(bit(next)) | (before == 0 ? 0 : high(pair));
            before = next;
        }
        return new SearchText(plain.getBytes(StandardCharsets.UTF_8), low, high);
    }

    private static String plain(String text) {
        String apart = Normalizer.normalize(text.replace(SEPARATOR, " "), Form.NFKD);
        return Normalizer.normalize(MARKS.matcher(apart).replaceAll(""), Form.NFC)
                .toLowerCase(Locale.ROOT);
    }

    private static int bit(int value) {
        return value * SPREAD >>> SEVEN_BITS;
    }

    private static long low(long bit) {
        return bit < Long.SIZE ? 1L << bit : 0;
    }

    private static long high(long bit) {
        return bit < Long.SIZE ? 0 : 1L << bit;
    }

    /** Whether texts of that signature and these bytes hold it. */
    boolean isWithin(long otherLow, long otherHigh, byte[] other) {
        return (otherLow & low) == low && (otherHigh & high) == high && isWithin(other);
    }

    private boolean isWithin(byte[] other) {
        for (int start = 0; start + bytes.length <= other.length; start++) {
            int same = 0;
            while (same < bytes.length && other[start + same] == bytes[same]) {
                same++;
            }
            if (same == bytes.length) {
                return true;
            }
        }
        return false;
    }
}
