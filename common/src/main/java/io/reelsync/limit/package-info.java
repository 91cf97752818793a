/** The pace at which sources are read: rates, permits shared by all workers, and pauses after a refusal. */
@NullMarked
package io.reelsync.limit;

import org.jspecify.annotations.NullMarked;
