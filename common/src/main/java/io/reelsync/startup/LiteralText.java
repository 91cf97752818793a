package io.reelsync.startup;

/** Text that Spring takes as it is, though it may look like the name of another setting, as {@code ${this}} does. */
public final class LiteralText {
    private static final String NAME_BEGINS = "${";

    private LiteralText() {}

    public static String of(String text) {
        StringBuilder literal = new StringBuilder();
        int taken = 0;
        for (int at = text.indexOf(NAME_BEGINS); at >= 0; at = text.indexOf(NAME_BEGINS, at + NAME_BEGINS.length())) {
            if (nameEnds(text, at + NAME_BEGINS.length())) {
                literal.append(text, taken, at).append('\\');
                taken = at;
            }
        }
        return literal.append(text, taken, text.length()).toString();
    }

    /** As Spring looks for the end. Where there is none it sees no name, and would keep the backslash. */
    private static boolean nameEnds(String text, int from) {
        int inner = 0;
        for (int at = from; at < text.length(); at++) {
            if (text.charAt(at) == '{') {
                inner++;
            } else if (text.charAt(at) == '}' && inner-- == 0) {
                return true;
            }
        }
        return false;
    }
}
