/** Feeds the extraction with mutated pages, lists and details, guided by the code that they reach. */
@NullMarked
package io.reelsync.fuzz;

import org.jspecify.annotations.NullMarked;
