package io.reelsync.samplesite.page;

/** Text made safe to stand in HTML and in the strings of structured data. */
public final class Html {
    private Html() {}

    public static String text(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        for (int at = 0; at < text.length(); at++) {
            char letter = text.charAt(at);
            switch (letter) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&#34;");
                case '\'' -> safe.append("&#39;");
                default -> safe.append(letter);
            }
        }
        return safe.toString();
    }

    /** Leaves control characters as they are, as the real site does. */
    static String json(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("</", "<\\/");
    }

    /** The text that stands behind the commonest escapes. */
    public static String unescaped(String html) {
        return html.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&#34;", "\"")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }
}
