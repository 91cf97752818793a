/** Puts together anew what sources have said, where the rules for it have changed. */
@NullMarked
package io.reelsync.scheduler.merge;

import org.jspecify.annotations.NullMarked;
