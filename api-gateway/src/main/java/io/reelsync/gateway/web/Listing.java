package io.reelsync.gateway.web;

import java.util.List;

/**
 * One page of a list.
 *
 * @param page from 0
 * @param total of all pages
 */
public record Listing<T>(List<T> items, int page, int size, long total) {}
