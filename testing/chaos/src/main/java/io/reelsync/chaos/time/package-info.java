/** The sample site's clock, and waiting. */
@NullMarked
package io.reelsync.chaos.time;

import org.jspecify.annotations.NullMarked;
