package io.reelsync.startup;

/** Refuses what an editor or {@code echo} left at the end of a secret, where nobody sees it. */
public final class StrayWhitespace {
    private StrayWhitespace() {}

    /**
     * @param name the setting's, as people know it
     * @throws StartRefused where the value begins or ends with something that isn't seen; says nothing of the value
     */
    public static void refuse(String name, String value) {
        if (value.isEmpty()) {
            return;
        }
        refuse(name, "begins", value.codePointAt(0));
        refuse(name, "ends", value.codePointBefore(value.length()));
    }

    private static void refuse(String name, String where, int sign) {
        boolean lineBreak = sign == '\n' || sign == '\r';
        boolean blank = Character.isWhitespace(sign) || Character.isSpaceChar(sign);
        boolean unseen = Character.isISOControl(sign) || Character.getType(sign) == Character.FORMAT;
        if (blank || unseen) {
            throw new StartRefused(name + " " + where + " with "
                    + (lineBreak ? "a line break" : blank ? "a space" : "a sign that isn't seen") + ": take it away"
                    + (lineBreak ? " (echo writes one, printf %s doesn't)" : ""));
        }
    }
}
