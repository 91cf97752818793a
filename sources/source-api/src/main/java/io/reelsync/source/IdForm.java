package io.reelsync.source;

import java.util.regex.Pattern;

/**
 * Which texts can be ids of a source's titles, and how to say so to somebody who wrote another.
 *
 * @param pattern what a whole id matches
 * @param inEnglish what an id has to be, as the end of a sentence: {@code a positive whole number}
 * @param inChinese the same in Chinese
 */
public record IdForm(Pattern pattern, String inEnglish, String inChinese) {
    /** What the ids of all sources have in common. */
    public static final IdForm ANY = new IdForm(
            Pattern.compile("[!-~]{1,64}"),
            "1 to 64 printable ASCII characters without blanks",
            "1 到 64 个可见的 ASCII 字符，不含空格");

    /** Of a source that counts its titles. */
    public static final IdForm NUMBER = new IdForm(
            Pattern.compile("[1-9][0-9]{0,17}"),
            "a positive whole number of 1 to 18 digits, the first not 0",
            "1 到 18 位的正整数，首位不为 0");

    /** Whether a text can be an id of the source. */
    public boolean allows(String id) {
        return ANY.pattern.matcher(id).matches() && pattern.matcher(id).matches();
    }
}
