/** How fast a worker stores what it has read. */
@NullMarked
package io.reelsync.bench.store;

import org.jspecify.annotations.NullMarked;
