/** Subjects that were given up after their last attempt: seen with their reasons, and replayed. */
@NullMarked
package io.reelsync.gateway.dead;

import org.jspecify.annotations.NullMarked;
