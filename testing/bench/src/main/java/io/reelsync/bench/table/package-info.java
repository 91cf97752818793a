/** Rows like those that Reelsync has stored, by the columns that the schema has. */
@NullMarked
package io.reelsync.bench.table;

import org.jspecify.annotations.NullMarked;
