package io.reelsync.source;

import java.net.URI;
import java.util.Map;

/**
 * One request to a source, to be sent under one permit.
 *
 * @param route the name of the route that it takes; a route that challenges us is left alone by itself
 * @param headers what the source needs beside the fetcher's own, for example a {@code Referer}
 */
public record PageRequest(String route, URI address, Map<String, String> headers) {}
