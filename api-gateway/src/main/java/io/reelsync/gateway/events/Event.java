package io.reelsync.gateway.events;

import io.reelsync.gateway.web.ApiJson;

/**
 * What a stream tells of one thing.
 *
 * @param name the kind of event, as clients know it
 * @param of what it tells of: a later event of the same replaces one that isn't written yet
 * @param json the data
 */
public record Event(String name, String of, String json) {

    /** The same of anything that the API tells as JSON. */
    public static Event of(String name, String of, Object data) {
        return new Event(name, of, ApiJson.MAPPER.writeValueAsString(data));
    }
}
