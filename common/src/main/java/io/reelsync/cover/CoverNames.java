package io.reelsync.cover;

import java.util.regex.Pattern;

/** What the files of covers are called in every store: {@code ab/abcd…-320.jpg}. */
final class CoverNames {
    private static final Pattern CONTENT = Pattern.compile("[0-9a-f]{64}");

    private CoverNames() {}

    /**
     * The folder of all widths: few files to a folder, however many there are in all.
     *
     * @throws IllegalArgumentException for what is no hash
     */
    static String folder(String content) {
        if (!CONTENT.matcher(content).matches()) {
            throw new IllegalArgumentException("'" + content + "' is no hash of a picture");
        }
        return content.substring(0, 2);
    }

    /** @throws IllegalArgumentException for what is no hash */
    static String file(String content, CoverWidth width) {
        return folder(content) + "/" + content + "-" + width.pixels() + ".jpg";
    }
}
