package io.reelsync.gateway.web;

import java.util.List;

/**
 * One field of a request that can't be.
 *
 * @param field its name as the client wrote it
 * @param key of the message that says why
 */
record InvalidField(String field, String key, List<Object> arguments) {}
