package io.reelsync.source;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Finds text whose characters were damaged on the way: lost ones, and such as come from reading UTF-8 as if it were
 * another encoding. The latter is told by undoing it: what then is strict UTF-8 and East Asian script was never meant as
 * it stands.
 */
public final class Encoding {
    private static final List<Charset> MISTAKEN_FOR =
            List.of(StandardCharsets.ISO_8859_1, Charset.forName("windows-1252"), Charset.forName("GB18030"));

    /** Fewer letters than these may be a name's own by chance. */
    private static final int LEAST_LETTERS = 4;

    /** Where the blocks of ideographs, kana and hangul begin: other scripts' letters come out by chance. */
    private static final int FIRST_EAST_ASIAN = 0x2E80;

    private static final long MANY_CONTROLS = 20;

    private static final char LOST = '\uFFFD';
    private static final String LOST_IN_GBK = "\u951F\u65A4\u62F7";

    private Encoding() {}

    /** Whether letters of a text were lost, or read in another encoding. */
    public static boolean isDamaged(String text) {
        return text.indexOf(LOST) >= 0
                || text.contains(LOST_IN_GBK)
                || hasLoneSurrogate(text)
                || lettersBeyondAscii(text) >= LEAST_LETTERS && restored(text).isPresent();
    }

    private static int lettersBeyondAscii(String text) {
        int letters = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0x7f) {
                letters++;
            }
        }
        return letters;
    }

    /** Whether a page holds many of the control letters beyond ASCII: nobody writes them, a wrong encoding makes them. */
    public static boolean isMisread(String page) {
        return page.chars()
                        .filter(c -> c >= 0x80 && c <= 0x9f)
                        .limit(MANY_CONTROLS)
                        .count()
                == MANY_CONTROLS;
    }

    /** The text as it was before it was read in the wrong encoding; empty where it wasn't. */
    public static Optional<String> restored(String text) {
        if (lettersBeyondAscii(text) == 0) {
            return Optional.empty();
        }
        return MISTAKEN_FOR.stream()
                .flatMap(charset -> undone(text, charset).stream())
                .filter(undone -> undone.codePoints().anyMatch(c -> c >= FIRST_EAST_ASIAN))
                .findFirst();
    }

    /** By results rather than exceptions: nearly every name of a page ends here. */
    private static Optional<String> undone(String text, Charset readAs) {
        CharsetEncoder encoder = readAs.newEncoder();
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.ceil(text.length() * (double) encoder.maxBytesPerChar()));
        if (encoder.encode(CharBuffer.wrap(text), bytes, true).isError()) {
            return Optional.empty();
        }
        encoder.flush(bytes);
        CharBuffer undone = CharBuffer.allocate(bytes.flip().remaining());
        boolean never =
                StandardCharsets.UTF_8.newDecoder().decode(bytes, undone, true).isError();
        return never ? Optional.empty() : Optional.of(undone.flip().toString());
    }

    private static boolean hasLoneSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }
}
