package io.reelsync.samplesite.content;

import io.reelsync.samplesite.catalogue.TitleFacts;
import io.reelsync.samplesite.page.Page;
import java.util.List;
import java.util.Optional;

/** What the site shows. Addresses in it stand below the base that is asked for. Safe for use by many threads. */
public interface Content {
    /** A title's page; empty where the site has none. */
    Optional<Page> page(long id, String base);

    /** A page of another title, with its id; empty where there is no other. */
    Optional<OtherPage> otherPage(long id, String base);

    /** The facts on a title's page; empty where they are not known. */
    Optional<TitleFacts> facts(long id, String base);

    /** A title's details as JSON of the mobile interface; empty where the site has none. */
    Optional<DetailsAnswer> details(long id, String base);

    /** The details of another title; empty where there is no other. */
    Optional<DetailsAnswer> otherDetails(long id, String base);

    /** A part of a list. */
    ListAnswer list(SiteFeed feed, int start, int limit, String base);

    /** The ids of a list, in its order. */
    List<Long> listed(SiteFeed feed);

    /** Whether the site has a title with this id. */
    boolean has(long id);

    /** A page and the title that it is of. */
    record OtherPage(long id, Page page) {}
}
