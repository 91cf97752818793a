/** Titles of several sources that are one become one video, and what people decided of them stands. */
@NullMarked
package io.reelsync.statement.link;

import org.jspecify.annotations.NullMarked;
