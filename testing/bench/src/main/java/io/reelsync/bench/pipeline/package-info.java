/** How fast titles go through the whole of Reelsync, beside a bare loop that stores the same rows. */
@NullMarked
package io.reelsync.bench.pipeline;

import org.jspecify.annotations.NullMarked;
