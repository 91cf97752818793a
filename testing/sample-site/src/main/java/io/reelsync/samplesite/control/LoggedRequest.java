package io.reelsync.samplesite.control;

import java.time.Instant;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A request that the site had.
 *
 * @param sequence counts the requests from 1, in the order in which they were written down
 * @param at the wall clock's time when the request's first bytes arrived
 * @param nanoTime {@link System#nanoTime} at the same moment: what gaps are measured by
 * @param path with its query, as it was sent
 * @param status of the answer
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record LoggedRequest(long sequence, Instant at, long nanoTime, String method, String path, int status) {}
