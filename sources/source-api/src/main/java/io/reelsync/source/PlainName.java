package io.reelsync.source;

import java.text.Normalizer;
import java.util.Locale;

/** Names as they are compared: punctuation, spaces, case and width differ between a site's own pages. */
public final class PlainName {
    private PlainName() {}

    /** A name's letters and digits alone, in their plainest form. */
    public static String of(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]", "");
    }
}
