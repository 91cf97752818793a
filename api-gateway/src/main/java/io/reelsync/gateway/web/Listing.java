package io.reelsync.gateway.web;

import java.util.List;
import org.springframework.data.domain.Page;

/**
 * One page of a list.
 *
 * @param page from 0
 * @param total of all pages
 */
public record Listing<T>(List<T> items, int page, int size, long total) {
    /** A page as a repository found it. */
    public static <T> Listing<T> of(Page<T> found) {
        return new Listing<>(found.getContent(), found.getNumber(), found.getSize(), found.getTotalElements());
    }
}
