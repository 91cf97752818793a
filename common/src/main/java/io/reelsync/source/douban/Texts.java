package io.reelsync.source.douban;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Text of a page, made fit to store: without control characters, white space folded, otherwise as it stands. */
final class Texts {
    private Texts() {}

    /** One line: every run of white space is one space, none at the ends. */
    static String line(String raw) {
        StringBuilder line = new StringBuilder(raw.length());
        boolean gap = false;
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (isSpace(c)) {
                gap = true;
            } else if (!isControl(c)) {
                if (gap && !line.isEmpty()) {
                    line.append(' ');
                }
                gap = false;
                line.append(c);
            }
        }
        return line.toString();
    }

    static @Nullable String lineOrNull(String raw) {
        String line = line(raw);
        return line.isEmpty() ? null : line;
    }

    /** The same without control characters; the breaks of lines stay. */
    static String withoutControls(String page) {
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

    static @Nullable String first(List<String> texts) {
        return texts.isEmpty() ? null : texts.get(0);
    }

    static boolean isSpace(char c) {
        return c == '\t' || c == '\n' || c == '\f' || c == '\r' || Character.isSpaceChar(c);
    }

    private static boolean isControl(char c) {
        return Character.isISOControl(c);
    }
}
