/** Mirroring posters: those that are wanted are fetched, decoded within bounds, made anew in our widths, and kept. */
@NullMarked
package io.reelsync.worker.cover;

import org.jspecify.annotations.NullMarked;
