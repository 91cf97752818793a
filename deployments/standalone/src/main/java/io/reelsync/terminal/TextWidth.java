package io.reelsync.terminal;

/** How many places texts take on a terminal: East Asian letters take two. */
public final class TextWidth {
    private TextWidth() {}

    public static int of(String text) {
        return text.codePoints().map(TextWidth::of).sum();
    }

    /** Two for ideographs, kana, hangul, full-width forms and emoji; none for marks that combine. */
    private static int of(int c) {
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        boolean wide = c >= 0x1100 && c <= 0x115F
                || c >= 0x2E80 && c <= 0xA4CF
                || c >= 0xAC00 && c <= 0xD7A3
                || c >= 0xF900 && c <= 0xFAFF
                || c >= 0xFE30 && c <= 0xFE4F
                || c >= 0xFF00 && c <= 0xFF60
                || c >= 0xFFE0 && c <= 0xFFE6
                || c >= 0x1F300 && c <= 0x1FAFF
                || c >= 0x20000 && c <= 0x3FFFD;
        return wide ? 2 : 1;
    }

    /** With spaces behind it to a width, one at the least. */
    public static String padded(String text, int width) {
        return text + " ".repeat(Math.max(1, width - of(text)));
    }

    /** Cut to a width, on one line. */
    public static String shortened(String text, int width) {
        StringBuilder cut = new StringBuilder();
        int used = 0;
        for (int c : text.codePoints().toArray()) {
            int shown = Character.isISOControl(c) ? ' ' : c;
            used += of(shown);
            if (used > width - 1) {
                return cut.append('…').toString();
            }
            cut.appendCodePoint(shown);
        }
        return cut.toString();
    }
}
