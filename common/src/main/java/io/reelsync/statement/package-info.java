/** What each source said of a title, and the video that follows from it. */
@NullMarked
package io.reelsync.statement;

import org.jspecify.annotations.NullMarked;
