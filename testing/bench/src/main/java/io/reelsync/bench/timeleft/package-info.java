/** How true the time is that a run is said to take still. */
@NullMarked
package io.reelsync.bench.timeleft;

import org.jspecify.annotations.NullMarked;
