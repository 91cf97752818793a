/** What the scheduler measures for operators: sources, lists, queues and runs. */
@NullMarked
package io.reelsync.scheduler.gauge;

import org.jspecify.annotations.NullMarked;
