/** Takes up runs, and hands out what is due under leases. */
@NullMarked
package io.reelsync.scheduler.dispatch;

import org.jspecify.annotations.NullMarked;
