/** How fast a scheduler hands out what is due. */
@NullMarked
package io.reelsync.bench.dispatch;

import org.jspecify.annotations.NullMarked;
