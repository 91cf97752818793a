package io.reelsync.source;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Text of a page, made fit to store: without control characters and invisible letters, white space folded, otherwise as
 * it stands.
 */
public final class PageText {
    private static final char NON_JOINER = '\u200C';
    private static final char JOINER = '\u200D';

    /** Scripts whose letters stand side by side: between them a joiner says nothing. */
    private static final Set<UnicodeScript> NEVER_JOINED = EnumSet.of(
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.BOPOMOFO,
            UnicodeScript.HANGUL);

    private PageText() {}

    /**
     * One line: every run of white space is one space, none at the ends. A joiner stays within a word of a script that
     * joins its letters, and within a sequence of emoji.
     */
    public static String line(String raw) {
        StringBuilder line = new StringBuilder(raw.length());
        boolean gap = false;
        String joiner = "";
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (isSpace(c)) {
                gap = true;
            } else if (c == NON_JOINER || c == JOINER) {
                joiner = String.valueOf(c);
            } else if (!isControl(c) && !isInvisible(c)) {
                if (gap && !line.isEmpty()) {
                    line.append(' ');
                } else if (!joiner.isEmpty() && !line.isEmpty() && joins(line, raw.codePointAt(i))) {
                    line.append(joiner);
                }
                gap = false;
                joiner = "";
                line.append(c);
            }
        }
        return line.toString();
    }

    /** The same, null where nothing of it can be seen. */
    public static @Nullable String lineOrNull(String raw) {
        String line = line(raw);
        return line.isEmpty() ? null : line;
    }

    /** The same without control characters; the breaks of lines stay. */
    public static String withoutControls(String page) {
        for (int i = 0; i < page.length(); i++) {
            if (isControl(page.charAt(i)) && !isSpace(page.charAt(i))) {
                StringBuilder clean = new StringBuilder(page.length());
                page.chars()
                        .filter(c -> isSpace((char) c) || !isControl((char) c))
                        .forEach(c -> clean.append((char) c));
                return clean.toString();
            }
        }
        return page;
    }

    /** The first of some texts, null where there is none. */
    public static @Nullable String first(List<String> texts) {
        return texts.isEmpty() ? null : texts.get(0);
    }

    /** White space of any kind, be it one that breaks no line. */
    public static boolean isSpace(char c) {
        return c == '\t' || c == '\n' || c == '\f' || c == '\r' || Character.isSpaceChar(c);
    }

    private static boolean isControl(char c) {
        return Character.isISOControl(c);
    }

    /** What takes no room and changes no letter: breaks, marks of direction, fillers. They come along when people paste. */
    public static boolean isInvisible(char c) {
        return switch (c) {
            case '\u00AD', '\u034F', '\u061C', '\u200B', '\u200E', '\u200F', '\u3164', '\uFEFF', '\uFFA0' -> true;
            default ->
                c >= '\u202A' && c <= '\u202E' || c >= '\u2060' && c <= '\u206F' || c >= '\uFFF9' && c <= '\uFFFB';
        };
    }

    private static boolean joins(StringBuilder before, int after) {
        return isJoined(before.codePointBefore(before.length())) && isJoined(after);
    }

    private static boolean isJoined(int c) {
        return switch (Character.getType(c)) {
            case Character.OTHER_LETTER, Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK ->
                !NEVER_JOINED.contains(UnicodeScript.of(c));
            case Character.OTHER_SYMBOL, Character.MODIFIER_SYMBOL -> true;
            default -> false;
        };
    }
}
