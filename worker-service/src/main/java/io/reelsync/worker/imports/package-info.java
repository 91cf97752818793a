/** Reads whole datasets into what their source says. */
@NullMarked
package io.reelsync.worker.imports;

import org.jspecify.annotations.NullMarked;
