package io.reelsync.source;

import java.net.URI;
import java.util.Map;
import java.util.TreeSet;

/**
 * One request to a source, to be sent under one permit.
 *
 * @param route the name of the route that it takes; a route that challenges us is left alone by itself
 * @param headers what the source needs beside the fetcher's own, for example a {@code Referer}; never shown
 */
public record PageRequest(String route, URI address, Map<String, String> headers) {

    /** Without the headers' values: one may be a secret. */
    @Override
    public String toString() {
        return "PageRequest[route=" + route + ", address=" + address + ", headers=" + new TreeSet<>(headers.keySet())
                + "]";
    }
}
