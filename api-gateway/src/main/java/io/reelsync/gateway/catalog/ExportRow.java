package io.reelsync.gateway.catalog;

import org.jspecify.annotations.Nullable;

/**
 * A video as exports tell it.
 *
 * @param values in the order of {@link VideoJson#exportedNames()}; what is JSON is its text
 * @param provenance which source each field comes from, as JSON; null where it isn't asked for
 */
record ExportRow(
        long id, @Nullable Object[] values, @Nullable String provenance) {

    ExportRow with(String from) {
        return new ExportRow(id, values, from);
    }
}
