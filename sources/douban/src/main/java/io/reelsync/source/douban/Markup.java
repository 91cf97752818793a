package io.reelsync.source.douban;

import io.reelsync.source.BrokenPageException;
import io.reelsync.source.Reason;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** Parses HTML. */
final class Markup {
    private Markup() {}

    /** @throws BrokenPageException where the parser itself fails, as it does on some markup that nobody writes */
    static Document parse(String page) throws BrokenPageException {
        try {
            return Jsoup.parse(page);
        } catch (RuntimeException defect) {
            throw new BrokenPageException(Reason.NO_STRUCTURE, "the parser can't take the page: " + defect, defect);
        }
    }
}
