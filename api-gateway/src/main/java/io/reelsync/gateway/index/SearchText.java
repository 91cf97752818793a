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
 * <p>A signature is a set of bits. Each character and each pair of neighbours sets one of them: a text can be within
 * another only if its bits are all within the other's, and that leaves few texts to be looked through.
 *
 * @param bytes not to be changed
 * @param signature not to be changed
 */
record SearchText(byte[] bytes, long[] signature) {
    /** Of a signature: four bits for each that the names of a title usually set. */
    static final int WORDS = 4;

    private static final String SEPARATOR = "\0";
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    /** 2^32 over the golden ratio: its products are spread evenly. */
    private static final int SPREAD = 0x9E3779B9;

    private static final int BITS = WORDS * Long.SIZE;

    static SearchText of(String text) {
        return of(List.of(text));
    }

    /** What is within these is within one of them. */
    static SearchText of(Collection<String> texts) {
        String plain = texts.stream().map(SearchText::plain).collect(Collectors.joining(SEPARATOR));
        long[] signature = new long[WORDS];
        for (int i = 0; i < plain.length(); i++) {
            set(signature, plain.charAt(i));
            if (i > 0) {
                set(signature, plain.charAt(i - 1) << Character.SIZE | plain.charAt(i));
            }
        }
        return new SearchText(plain.getBytes(StandardCharsets.UTF_8), signature);
    }

    private static void set(long[] signature, int value) {
        int bit = (value * SPREAD >>> Short.SIZE) % BITS;
        signature[bit / Long.SIZE] |= 1L << bit;
    }

    private static String plain(String text) {
        String apart = Normalizer.normalize(text.replace(SEPARATOR, " "), Form.NFKD);
        return Normalizer.normalize(MARKS.matcher(apart).replaceAll(""), Form.NFC)
                .toLowerCase(Locale.ROOT);
    }

    /** Whether these bytes hold its own. */
    boolean isWithin(byte[] other) {
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
