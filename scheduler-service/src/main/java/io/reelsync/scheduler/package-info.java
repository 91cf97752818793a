/** Decides what is worked on next: fires schedules, takes up runs, and hands out what is due under leases. */
@NullMarked
package io.reelsync.scheduler;

import org.jspecify.annotations.NullMarked;
