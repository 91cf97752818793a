package io.reelsync.samplesite.content;

import java.util.List;

/**
 * A part of a list, as the mobile interface gives it.
 *
 * @param items the titles, of whatever shape the list's file gives them
 * @param total how many the whole list has
 * @param start the place of the first of these in the list, from 0
 * @param count how many these are
 */
public record ListAnswer(List<?> items, int total, int start, int count) {
    static <T> ListAnswer part(List<T> all, int total, int start, int limit) {
        List<T> items = all.subList(Math.min(start, all.size()), (int) Math.min((long) start + limit, all.size()));
        return new ListAnswer(items, total, start, items.size());
    }
}
