package io.reelsync.gateway.catalog;

import org.jspecify.annotations.Nullable;

/**
 * A video as exports tell it.
 *
 * @param values in the order of {@link VideoJson#names()}; what is JSON is its text
 */
record ExportRow(long id, @Nullable Object[] values) {}
