/** Making facts of a page, within bounds of time, and checking them. */
@NullMarked
package io.reelsync.worker.read;

import org.jspecify.annotations.NullMarked;
