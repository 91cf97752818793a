/** A task's way through the worker: taken from the queue, claimed, worked on step by step, acknowledged. */
@NullMarked
package io.reelsync.worker.task;

import org.jspecify.annotations.NullMarked;
