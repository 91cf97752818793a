package io.reelsync.gateway.web;

import java.util.Map;

/**
 * Which page of a list is asked for.
 *
 * @param page from 0
 */
public record Paging(int page, int size) {
    private static final int DEFAULT_SIZE = 20;
    private static final int LARGEST_SIZE = 200;
    /** So that the position of a page's first item stays within an int. */
    private static final int LAST_PAGE = 10_000_000;

    public static Paging of(Fields fields, Map<String, String> query) {
        return new Paging(
                fields.wholeNumber("page", query.get("page"), 0, 0, LAST_PAGE),
                fields.wholeNumber("size", query.get("size"), DEFAULT_SIZE, 1, LARGEST_SIZE));
    }

    /** The number of items before the page's first. */
    public long offset() {
        return (long) page * size;
    }
}
