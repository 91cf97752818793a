package io.reelsync.source;

import java.util.Optional;

/**
 * Understands the links of a source's lists, so that people may keep these as feeds beside its own. A link is taken apart
 * into what names the list, and nothing else of it is ever asked for. Implementations are pure functions, safe for use by
 * many threads.
 */
public interface ListLinks {

    /**
     * The list behind a text that somebody gave: a link in any form that the source hands out, or its one form.
     *
     * @return empty where it leads to no list of the source
     */
    Optional<ListLink> find(String text);

    /** What may be given, as the end of a sentence: {@code the link of a list of films}. */
    String inEnglish();

    /** The same in Chinese. */
    String inChinese();
}
