/** Titles of several sources that are one become one video, soon after something was said of them. */
@NullMarked
package io.reelsync.scheduler.link;

import org.jspecify.annotations.NullMarked;
