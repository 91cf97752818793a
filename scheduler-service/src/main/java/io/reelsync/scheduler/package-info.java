/** Decides when work starts and what is kept: fires schedules, and removes what is old. */
@NullMarked
package io.reelsync.scheduler;

import org.jspecify.annotations.NullMarked;
