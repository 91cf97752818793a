package io.reelsync.gateway.web;

import org.jspecify.annotations.Nullable;

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

    public static Paging of(Fields fields, @Nullable String page, @Nullable String size) {
        return new Paging(
                fields.wholeNumber("page", page, 0, 0, LAST_PAGE),
                fields.wholeNumber("size", size, DEFAULT_SIZE, 1, LARGEST_SIZE));
    }
}
