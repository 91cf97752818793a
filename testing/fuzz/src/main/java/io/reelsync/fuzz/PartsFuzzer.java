package io.reelsync.fuzz;

import io.reelsync.fuzz.Readers.Target;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * What Jazzer calls to compare two readings of a page: by its parts, where they are found for certain, and whole. A page
 * that begins with a processing instruction is always read whole, and to a parser the instruction is only a comment.
 */
public final class PartsFuzzer {
    private static final Readers READERS = Readers.create();
    private static final byte[] READ_WHOLE = "<?whole?>".getBytes(StandardCharsets.US_ASCII);
    private static final PageMutations MUTATIONS = new PageMutations(pages());

    private PartsFuzzer() {}

    private static List<String> pages() {
        try {
            String saved = System.getenv("REELSYNC_PAGES_DIR");
            return Seeds.pages(saved == null || saved.isBlank() ? null : Path.of(saved));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while the pages were read", stopped);
        }
    }

    /** Called first, so that to get the pages doesn't count as reading one. */
    public static void fuzzerInitialize() {
        MUTATIONS.page(new byte[0]);
    }

    /** @throws AssertionError where the two readings differ */
    public static void fuzzerTestOneInput(byte[] data) {
        compare(MUTATIONS.page(data));
    }

    /** The page that these bytes stand for. */
    static byte[] page(byte[] data) {
        return MUTATIONS.page(data);
    }

    /** @return what was read, or why nothing was */
    static String compare(byte[] page) {
        if (page.length == 0) {
            return READERS.said(Target.PAGE, page); // With the instruction it would not be empty.
        }
        byte[] whole = new byte[READ_WHOLE.length + page.length];
        System.arraycopy(READ_WHOLE, 0, whole, 0, READ_WHOLE.length);
        System.arraycopy(page, 0, whole, READ_WHOLE.length, page.length);
        String byParts = READERS.said(Target.PAGE, page);
        String expected = READERS.said(Target.PAGE, whole);
        if (!byParts.equals(expected)) {
            throw new AssertionError("by its parts the page says\n" + byParts + "\nwhole it says\n" + expected);
        }
        return byParts;
    }
}
