/** Titles' pages, and how they are read. */
@NullMarked
package io.reelsync.bench.page;

import org.jspecify.annotations.NullMarked;
