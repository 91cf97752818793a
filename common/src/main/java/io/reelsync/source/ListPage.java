package io.reelsync.source;

import java.util.List;

/**
 * One page of a feed.
 *
 * @param subjects the titles with their basic facts (title, kind, score, votes, cover), in the list's order
 * @param total how many the whole list has, as the source says; 0 where it doesn't say
 */
public record ListPage(List<VideoFacts> subjects, int total) {}
