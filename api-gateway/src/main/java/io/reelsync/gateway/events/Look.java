package io.reelsync.gateway.events;

import java.util.List;

/**
 * How what is watched is at one moment.
 *
 * @param over whether nothing more will come of it
 */
public record Look(List<Event> events, boolean over) {}
